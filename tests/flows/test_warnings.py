"""Warnings month by month: acknowledged stays, closed does not come back, a cause that is gone closes.

With what stands beside them: how soon a person is needed, and last month's amount.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.assessment import Finding, Proposal, Section, Verdict, Weight
from flows.eligibility.case import EarlierCalculation, EarlierRow, EarlierWarning, History
from flows.eligibility.closed_warnings import without_closed
from flows.eligibility.period import Period
from flows.eligibility.warning_kinds import WarningKind
from flows.last_month import beside
from flows.priority import priority_of
from flows.records import DraftRow, WarningStatus
from flows.warnings import warnings_of

NOVEMBER, OCTOBER = Period(2026, 11), Period(2026, 10)
HOUSING = Finding(
    rule="bostad",
    verdict=Verdict.MET,
    weight=Weight.DEVIATION,
    reason="Bostaden delas.",
    reference="",
    warns=WarningKind.HOUSING_REVIEW,
    about="bostad/andra",
)
MESSAGE = replace(HOUSING, warns=WarningKind.MESSAGE_PRESENT, about="ansökan/meddelande", reason="Läs det.")
UNREAD = replace(HOUSING, weight=Weight.WAIT, warns=WarningKind.SSBTEK_READ_FAILED, about="csn")
EARLIER = EarlierWarning(
    kind="HOUSING_REVIEW",
    about="bostad/andra",
    text="Bostaden delas med en annan.",
    status="Öppen",
    period=OCTOBER,
    by_person=False,
)
CLOSED = replace(EARLIER, status="Stängd", by_person=True)


def status_after(earlier: EarlierWarning, finding: Finding = HOUSING) -> list[WarningStatus]:
    """The statuses listed when the finding is there again in November."""
    kept = without_closed((finding,), History(warnings=(earlier,)), NOVEMBER)
    return [one.status for one in warnings_of(kept, (earlier,), NOVEMBER)]


def test_a_new_cause_is_open() -> None:
    (one,) = warnings_of((HOUSING,), (), NOVEMBER)
    assert (one.kind, one.about, one.status) == ("HOUSING_REVIEW", "bostad/andra", WarningStatus.OPEN)
    assert one.text == "Bostaden delas."


def test_an_acknowledged_one_stays_so_whatever_its_amount() -> None:
    earlier = replace(EARLIER, status="Kvitterad", by_person=True)
    assert status_after(earlier, replace(HOUSING, reason="Nytt belopp.")) == [WarningStatus.ACKNOWLEDGED]


def test_a_closed_one_does_not_come_back_and_is_told_once_as_a_note() -> None:
    assert status_after(CLOSED) == []
    (told,) = without_closed((HOUSING,), History(warnings=(CLOSED,)), NOVEMBER)
    assert (told.weight, told.reason) == (Weight.NOTE, "Stängd av handläggare: Bostaden delas.")


@pytest.mark.parametrize(
    "stays",
    [replace(HOUSING, weight=Weight.OPEN), replace(HOUSING, at_stake=Decimal(500))],
    ids=["an open question", "an amount at stake"],
)
def test_what_the_outcome_hangs_on_is_never_taken_away(stays: Finding) -> None:
    assert without_closed((stays,), History(warnings=(CLOSED,)), NOVEMBER) == (stays,)
    assert status_after(CLOSED, stays) == [WarningStatus.OPEN]


def test_what_happens_in_a_month_is_new_the_next_month_and_closed_in_its_own() -> None:
    closed = replace(CLOSED, kind="MESSAGE_PRESENT", about="ansökan/meddelande", text=MESSAGE.reason)
    assert status_after(closed, MESSAGE) == [WarningStatus.OPEN]
    assert status_after(replace(closed, period=NOVEMBER), MESSAGE) == []


@pytest.mark.parametrize("status", ["Stängd", "Kvitterad"])
def test_what_has_happened_in_a_month_and_is_told_otherwise_in_it_is_new(status: str) -> None:
    dearer = replace(HOUSING, warns=WarningKind.NEW_EXPENSE, reason="El är en ny kostnad: 900 kr.")
    said = replace(
        CLOSED, kind="NEW_EXPENSE", status=status, period=NOVEMBER, text="El är en ny kostnad: 90 kr."
    )
    assert status_after(said, dearer) == [WarningStatus.OPEN]
    assert status_after(replace(said, text=dearer.reason), dearer) != [WarningStatus.OPEN]


def test_one_that_the_robot_closed_comes_back_with_its_cause() -> None:
    assert status_after(replace(CLOSED, by_person=False)) == [WarningStatus.OPEN]


def test_a_cause_that_is_gone_is_told_once_as_closed() -> None:
    (one,) = warnings_of((), (EARLIER,), NOVEMBER)
    assert one.status is WarningStatus.CLOSED
    assert one.text == "Orsaken är borta. Så här löd varningen: Bostaden delas med en annan."
    assert warnings_of((), (replace(EARLIER, status="Stängd"),), NOVEMBER) == ()


def test_nothing_is_said_to_be_gone_while_a_source_has_not_answered() -> None:
    assert [one.kind for one in warnings_of((UNREAD,), (EARLIER,), NOVEMBER)] == ["SSBTEK_READ_FAILED"]


def test_two_findings_of_one_cause_are_one_warning() -> None:
    (one,) = warnings_of((HOUSING, replace(HOUSING, reason="Fråga varför.")), (), NOVEMBER)
    assert one.text == "Bostaden delas. Fråga varför."


@pytest.mark.parametrize(
    ("proposal", "deviates", "stickprov", "day", "priority"),
    [
        (Proposal.UTREDNING, True, False, 25, 1),
        (None, False, False, 20, 1),
        (None, False, False, 10, 2),
        (Proposal.AVSLAG, False, False, 10, 2),
        (Proposal.BIFALL, True, False, 25, 3),
        (Proposal.DELAVSLAG, False, False, 10, 3),
        (Proposal.BIFALL, False, True, 10, 3),
        (Proposal.BIFALL, False, False, 20, 4),
        (Proposal.BIFALL, False, False, 19, 5),
    ],
)
def test_what_needs_a_person_most_comes_first(
    proposal: Proposal | None, *, deviates: bool, stickprov: bool, day: int, priority: int
) -> None:
    found = priority_of(
        proposal,
        deviates=deviates,
        stickprov=stickprov,
        today=date(2026, 11, day),
        payday=date(2026, 11, 27),
    )
    assert found == priority


def test_last_months_amount_stands_beside_the_only_row_with_its_words() -> None:
    def row(section: Section, label: str) -> DraftRow:
        return DraftRow(section=section, label=label, applied=None, amount=Decimal(1), note="")

    before = EarlierCalculation(
        period=OCTOBER,
        norm="Riksnorm 2026",
        norm_total=Decimal(5220),
        members=1,
        incomes=(
            EarlierRow(label="Lön", amount=Decimal(100)),
            EarlierRow(label="Bidrag", amount=Decimal(1)),
            EarlierRow(label="Bidrag", amount=Decimal(2)),
        ),
        costs=(EarlierRow(label="lön", amount=Decimal(7)), EarlierRow(label="Hyra ", amount=Decimal(5000))),
        balance=Decimal(0),
        norm_rows=(EarlierRow(label="1 person", amount=Decimal(1280)),),
    )
    rows = (
        row(Section.SHARED, "1 person"),
        row(Section.INCOME, "Lön"),
        row(Section.INCOME, "Bidrag"),
        row(Section.COST, "Hyra"),
        row(Section.COST, "El"),
    )
    assert [one.previous for one in beside(rows, before)] == [1280, 100, None, 5000, None]
    assert beside(rows, None) == rows
