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
TRACK = "Handläggningsspår"
PRIORITY = "Prioritet"
PREPARES_PAYMENT = "Betalningsrad förbereds"
FIELD_LABELS = (
    REFERENCE,
    APPLICATION,
    PERIOD,
    PROPOSAL,
    AMOUNT,
    PAY_ON,
    STICKPROV,
    TRACK,
    PRIORITY,
    PREPARES_PAYMENT,
)

ROWS = "Beräkningsrader"
GRID = (
    "Avdelning",
    "Benämning",
    "Ansökt",
    "Belopp",
    "Handläggarens belopp",
    "Förra månaden",
    "Anmärkning",
)
WARNINGS = "Varningar"
WARNING_GRID = ("Slag", "Gäller", "Text", "Status")


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """One row of the calculation grid; `by_caseworker` is her amount beside `amount`."""

    section: str
    label: str
    applied: Decimal | None
    amount: Decimal
    by_caseworker: Decimal | None
    previous: Decimal | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningLine:
    """One row of the table of warnings; `status` is the option's own words."""

    kind: str
    about: str
    text: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTexts:
    """The texts in the page's order."""

    summary: str
    changes: str
    deviations: str
    calculation: str
    sources: str
    proposal: str
    completion: str
    basis: str
    journal: str


TEXT_LABELS = {
    "summary": "Sammanfattning",
    "changes": "Förändringar",
    "deviations": "Avvikelser",
    "calculation": "Beräkning",
    "sources": "Källor",
    "proposal": "Förslag till beslut",
    "completion": "Begäran om komplettering",
    "basis": "Lagrum",
    "journal": "Journalanteckning",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContent:
    """A draft field by field; `proposal` and `track` are the option's own words."""

    reference: str
    application: str
    year: int
    month: int
    proposal: str
    amount: Decimal | None
    pay_on: dt.date | None
    stickprov: bool
    track: str
    priority: int
    prepares_payment: bool
    texts: DraftTexts
    lines: tuple[GridLine, ...]
    warnings: tuple[WarningLine, ...]

    def __repr__(self) -> str:
        return f"DraftContent({self.reference!r})"
