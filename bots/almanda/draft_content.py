"""What a draft holds, the same whether it is typed into the form or read off its page.

Amounts are kronor; texts keep their line breaks (LF) exactly.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

REFERENCE = "Extern referens"
APPLICATION = "E-tjänstens ärendenummer"
PERIOD = "Period"
PROPOSAL = "Förslag"
AMOUNT = "Belopp"
PAY_ON = "Utbetalningsdag"
STICKPROV = "Stickprov"
FIELD_LABELS = (REFERENCE, APPLICATION, PERIOD, PROPOSAL, AMOUNT, PAY_ON, STICKPROV)

GRID = ("Avdelning", "Benämning", "Ansökt", "Belopp", "Anmärkning")


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """One row of the calculation grid."""

    section: str
    label: str
    applied: Decimal | None
    amount: Decimal
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTexts:
    """The seven texts in the page's order."""

    summary: str
    changes: str
    deviations: str
    calculation: str
    sources: str
    proposal: str
    basis: str


TEXT_LABELS = {
    "summary": "Sammanfattning",
    "changes": "Förändringar",
    "deviations": "Avvikelser",
    "calculation": "Beräkning",
    "sources": "Källor",
    "proposal": "Förslag till beslut",
    "basis": "Lagrum",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContent:
    """A draft field by field; `proposal` is the option's own words."""

    reference: str
    application: str
    year: int
    month: int
    proposal: str
    amount: Decimal | None
    pay_on: dt.date | None
    stickprov: bool
    texts: DraftTexts
    lines: tuple[GridLine, ...]

    def __repr__(self) -> str:
        return f"DraftContent({self.reference!r})"
