"""The catalogue of incomes: which row an income belongs to, and whether it counts.

What is not in the catalogue is never skipped: it becomes an open question.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

EVERY_CODE = "*"


class Counted(StrEnum):
    """Whether an income counts against the norm."""

    YES = "ja"
    NO = "nej"
    LOCAL = "kommunen avgör"
    ASK = "handläggaren avgör"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeKind:
    """One kind of income.

    `codes` are the agency's own codes, "*" for all of them; `stated_as` the codes of the application form.
    `monthly` says that it is normally paid every month, so that a missing month is a question.
    `change_percent` overrides the municipality's threshold for a change worth a look.
    `remark` is a deviation to show whenever the income occurs, or the question when a person must tell.
    `pause_months` (1 to 12) are the months in which it is never paid.
    """

    key: str
    label: str
    counted: Counted
    reference: str
    agency: str = ""
    codes: tuple[str, ...] = ()
    stated_as: tuple[str, ...] = ()
    monthly: bool = False
    change_percent: Decimal | None = None
    remark: str = ""
    pause_months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeCatalogue:
    """Every kind of income the robot knows."""

    kinds: tuple[IncomeKind, ...]

    def paid_by(self, agency: str, code: str) -> IncomeKind | None:
        """The kind that `agency` pays under `code`, or None when it is not in the catalogue."""
        of_agency = (one for one in self.kinds if one.agency == agency)
        return next((one for one in of_agency if code in one.codes or EVERY_CODE in one.codes), None)

    def stated(self, form_code: str) -> IncomeKind | None:
        """The kind that the application form calls `form_code`, or None."""
        return next((one for one in self.kinds if form_code in one.stated_as), None)

    def named(self, key: str) -> IncomeKind:
        """The kind with this key. Raises KeyError: the loader has checked that the rules' keys exist."""
        for kind in self.kinds:
            if kind.key == key:
                return kind
        raise KeyError(key)
