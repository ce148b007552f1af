"""The calculation grid that drafts and calculations share: its rows as typed, and their sums.

Knows nothing of pages and of what a row is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import FormData

from mock_legacy.almanda.formats import SECTION_CODES
from mock_legacy.almanda.typed import ore
from mock_legacy.almanda.viewstate import field
from mock_legacy.world.models import CalculationRow, DraftGridRow

SHORTEST, LONGEST = 5, 60
NORM = ("PERSON", "SHARED")
COSTS = ("COST", "SPECIAL_COST")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row as it stands in the grid; amounts in öre.

    ``own_ore`` is a caseworker's amount beside ``amount_ore``, ``previous_ore`` that of the month before.
    """

    section: str = "PERSON"
    label: str = ""
    applied_ore: int | None = None
    amount_ore: int | None = None
    note: str = ""
    previous_ore: int | None = None
    own_ore: int | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing was typed in the row."""
        amounts = (self.applied_ore, self.amount_ore, self.previous_ore, self.own_ore)
        return not (self.label or self.note) and all(amount is None for amount in amounts)

    @property
    def effective(self) -> Line:
        """The row as it counts when somebody decides: with the caseworker's amount where there is one."""
        return self if self.own_ore is None else replace(self, amount_ore=self.own_ore, own_ore=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sammanställning, in öre. ``balance`` is incomes − norm − costs: below zero is underskott."""

    personal: int
    shared: int
    incomes: int
    costs: int
    special_costs: int

    @property
    def norm(self) -> int:
        """Personal and shared costs together."""
        return self.personal + self.shared

    @property
    def balance(self) -> int:
        """What is left, or what is missing."""
        return self.incomes - self.norm - self.costs - self.special_costs


def typed_lines(form: FormData) -> list[Line]:
    """Read every row of the posted grid, blank ones too, however many there are."""
    count = 0
    while f"{_container(count)}$txtBenamning" in form:
        count += 1
    return [_typed_line(form, _container(row)) for row in range(count)]


def padded(lines: Sequence[Line], rows: int) -> list[Line]:
    """Fill up with blank rows, within what the form can hold."""
    wanted = min(max(rows, len(lines), SHORTEST), LONGEST)
    return [*lines, *(Line() for _ in range(wanted - len(lines)))]


def sums_of(lines: Iterable[Line]) -> Sums:
    """Add the rows up, section by section."""
    totals = dict.fromkeys(("PERSON", "SHARED", "INCOME", "COST", "SPECIAL_COST"), 0)
    for line in lines:
        totals[line.section] = totals.get(line.section, 0) + (line.amount_ore or 0)
    return Sums(
        personal=totals["PERSON"],
        shared=totals["SHARED"],
        incomes=totals["INCOME"],
        costs=totals["COST"],
        special_costs=totals["SPECIAL_COST"],
    )


def effective_of(lines: Sequence[Line]) -> Sums | None:
    """Add up with the caseworker's amounts in place of the others; None where she has typed none."""
    if all(line.own_ore is None for line in lines):
        return None
    return sums_of(line.effective for line in lines)


def draft_rows(lines: Iterable[Line]) -> list[DraftGridRow]:
    """Make the rows of a draft, blank ones left out; an amount that was left blank becomes 0."""
    return [
        DraftGridRow(
            position=position,
            section=line.section,
            label=line.label,
            applied_ore=line.applied_ore,
            approved_ore=line.amount_ore or 0,
            note=line.note,
            previous_ore=line.previous_ore,
            caseworker_ore=line.own_ore,
        )
        for position, line in enumerate((line for line in lines if not line.blank), start=1)
    ]


def lines_of_draft(rows: Iterable[DraftGridRow]) -> list[Line]:
    """Give a draft's rows as lines."""
    return [
        Line(
            section=row.section,
            label=row.label,
            applied_ore=row.applied_ore,
            amount_ore=row.approved_ore,
            note=row.note,
            previous_ore=row.previous_ore,
            own_ore=row.caseworker_ore,
        )
        for row in rows
    ]


def calculation_rows(lines: Iterable[Line]) -> list[CalculationRow]:
    """Make the rows of a calculation: costs carry applied and approved, all others one amount."""
    return [
        CalculationRow(
            position=position,
            section=line.section,
            label=line.label,
            applicant_ore=None if line.section in COSTS else line.amount_ore or 0,
            applied_ore=line.applied_ore if line.section in COSTS else None,
            approved_ore=line.amount_ore or 0 if line.section in COSTS else None,
            note=line.note,
        )
        for position, line in enumerate((line for line in lines if not line.blank), start=1)
    ]


def lines_of_calculation(rows: Iterable[CalculationRow]) -> list[Line]:
    """Give a calculation's rows as lines, both applicants' incomes added."""
    return [
        Line(
            section=row.section,
            label=row.label,
            applied_ore=row.applied_ore,
            amount_ore=_amount(row),
            note=row.note,
        )
        for row in rows
    ]


def _amount(row: CalculationRow) -> int:
    if row.section in COSTS:
        return row.approved_ore or 0
    return (row.applicant_ore or 0) + (row.co_applicant_ore or 0)


def _container(row: int) -> str:
    # The first data row of a DataGrid is ctl02: ctl01 is its heading.
    return f"ctl00$cph$dgRader$ctl{row + 2:02d}"


def _typed_line(form: FormData, container: str) -> Line:
    section = field(form, f"{container}$ddlAvdelning")
    return Line(
        section=SECTION_CODES.get(section, section),
        label=field(form, f"{container}$txtBenamning"),
        applied_ore=ore(field(form, f"{container}$txtAnsokt")),
        amount_ore=ore(field(form, f"{container}$txtBelopp")),
        note=field(form, f"{container}$txtAnmarkning"),
        previous_ore=ore(field(form, f"{container}$txtForraManaden")),
        own_ore=ore(field(form, f"{container}$txtHandlaggarens")),
    )
