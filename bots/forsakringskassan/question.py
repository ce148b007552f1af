"""A question to the portal, as its form wants it."""

from dataclasses import dataclass, field
from datetime import date

from bots.kit.swedish import format_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about one person. `personnummer` is twelve digits and is shown nowhere."""

    personnummer: str = field(repr=False)
    period_from: date
    period_to: date
    purpose: str
    legal_basis: str
    case_identity: str

    @property
    def as_typed(self) -> dict[str, str]:
        """What is typed, by the form's labels."""
        return {
            "Personnummer": self.personnummer,
            "Period från och med": format_date(self.period_from),
            "Period till och med": format_date(self.period_to),
            "Syfte": self.purpose,
            "Lagtext": self.legal_basis,
            "Ärendeidentitet": self.case_identity,
        }
