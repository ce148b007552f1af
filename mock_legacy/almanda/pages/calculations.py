"""Calculations: the list with its filter, one calculation, several in full, and a caseworker's own.

Knows nothing of drafts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus

from sqlalchemy import select
from starlette.responses import Response

from mock_legacy.almanda.casefiles import case_file_of, members_of, must_be_free
from mock_legacy.almanda.grid import (
    Line,
    calculation_rows,
    lines_of_calculation,
    padded,
    sums_of,
    typed_lines,
)
from mock_legacy.almanda.typed import day, month
from mock_legacy.almanda.visit import Refused, Visit, go_to, page
from mock_legacy.world.models import Calculation, CaseFile

FILTERS = ("Alla", "Färdiga", "Påbörjade")
MONTHS_IN_DETAIL = 6


@page
def calculations(visit: Visit) -> Response:
    """List calculations; the filter works when Visa is pressed, not when it is changed."""
    file = case_file_of(visit)
    if visit.pressed == "btnNyBerakning":
        return _begin(visit, file)
    chosen = visit.typed("ddlVisa") if visit.posted else FILTERS[1]
    rows = [row for row in _newest(visit, file) if _passes(row, chosen)]
    return visit.show("calculations.html", file=file, rows=rows, filters=FILTERS, chosen=chosen)


@page
def detail(visit: Visit) -> Response:
    """Show the latest months' calculations in full, on one page to print."""
    file = case_file_of(visit)
    visit.looked_at(file.applicant, "calculations_detail")
    asked = visit.asked("antal")
    count = int(asked) if asked.isdecimal() else MONTHS_IN_DETAIL
    return visit.show("calculations_detail.html", file=file, rows=_newest(visit, file)[:count])


@page
def calculation(visit: Visit) -> Response:
    """Show one calculation in the order of its sections."""
    file, shown = _asked_for(visit)
    lines = lines_of_calculation(shown.rows)
    return visit.show("calculation.html", file=file, calculation=shown, lines=lines, sums=sums_of(lines))


@page
def edit(visit: Visit) -> Response:
    """Let a caseworker work on a calculation that is not final."""
    visit.must_be_caseworker()
    file, begun = _asked_for(visit)
    must_be_free(visit, file)
    if begun.final:
        raise Refused("error.html", HTTPStatus.CONFLICT, message="Beräkningen är redan färdigställd.")
    lines = typed_lines(visit.form) if visit.posted else lines_of_calculation(begun.rows)
    address = f"/Berakning.aspx?akt={file.customer_number}&nr={begun.calculation_number}"
    match visit.pressed:
        case "btnSpara" | "btnFardig":
            _fill(begun, lines, final=visit.pressed == "btnFardig")
            return go_to(f"{address}&sparad=1")
        case "btnTaBort":
            visit.db.delete(begun)
            return go_to(f"/Berakningar.aspx?akt={file.customer_number}")
        case "btnLaggTillRad":
            return visit.show(
                "calculation_form.html", file=file, begun=begun, lines=padded(lines, len(lines) + 5)
            )
        case _:
            return visit.show("calculation_form.html", file=file, begun=begun, lines=padded(lines, 0))


def finished_from(file: CaseFile, lines: Sequence[Line], *, period: str, by: Visit, size: int) -> Calculation:
    """Make a final calculation of a draft's rows, as a decision does."""
    made = _blank(file, period, by, size=size)
    _fill(made, lines, final=True)
    return made


def _begin(visit: Visit, file: CaseFile) -> Response:
    visit.must_be_caseworker()
    must_be_free(visit, file)
    size = len([one for one in members_of(visit.db, file) if one.valid_to is None])
    begun = _blank(file, month(visit.typed("txtPeriod")), visit, size=size)
    visit.db.add(begun)
    visit.db.flush()
    return go_to(f"/BerakningAndra.aspx?akt={file.customer_number}&nr={begun.calculation_number}")


def _blank(file: CaseFile, period: str, visit: Visit, *, size: int) -> Calculation:
    first = day(f"{period}-01") or visit.world.today().replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Calculation(
        customer_number=file.customer_number,
        period=period,
        period_from=first,
        period_to=last,
        norm=f"Riksnorm {first.year}",
        household_size=size,
        norm_sum_ore=0,
        shared_ore=0,
        personal_ore=0,
        income_sum_ore=0,
        cost_sum_ore=0,
        balance_ore=0,
        final=False,
        created_by=visit.user.username,
        created_at=visit.world.now(),
    )


def _fill(calculation: Calculation, lines: Sequence[Line], *, final: bool) -> None:
    sums = sums_of(lines)
    calculation.rows = calculation_rows(lines)
    calculation.personal_ore, calculation.shared_ore = sums.personal, sums.shared
    calculation.norm_sum_ore, calculation.income_sum_ore = sums.norm, sums.incomes
    calculation.cost_sum_ore, calculation.special_cost_sum_ore = sums.costs, sums.special_costs
    calculation.balance_ore, calculation.final = sums.balance, final


def _newest(visit: Visit, file: CaseFile) -> Sequence[Calculation]:
    newest_first = (Calculation.period.desc(), Calculation.calculation_number.desc())
    mine = Calculation.customer_number == file.customer_number
    return visit.db.scalars(select(Calculation).where(mine).order_by(*newest_first)).all()


def _passes(row: Calculation, chosen: str) -> bool:
    return chosen == "Alla" or row.final == (chosen == "Färdiga")


def _asked_for(visit: Visit) -> tuple[CaseFile, Calculation]:
    file = case_file_of(visit)
    number = visit.asked("nr")
    found = visit.db.get(Calculation, int(number)) if number.isdecimal() else None
    if found is None or found.customer_number != file.customer_number:
        raise Refused("error.html", HTTPStatus.NOT_FOUND, message="Beräkningen finns inte.")
    return file, found
