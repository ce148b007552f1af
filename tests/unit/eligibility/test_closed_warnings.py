"""A deviation that a person has closed is told once, as a note."""

from dataclasses import replace

import pytest

from flows.eligibility.assessment import Assessment, Weight
from flows.eligibility.case import EarlierWarning
from flows.eligibility.closed_warnings import holds
from flows.eligibility.period import Period
from flows.eligibility.warning_kinds import WarningKind
from tests.cases.local_rules import with_choices
from tests.household_facts import Case, cost

OCTOBER, NOVEMBER = Period(2026, 10), Period(2026, 11)
RENT_ABOVE_THE_CAP = Case(costs=(cost("RENT", 7200),))
(DEVIATION,) = RENT_ABOVE_THE_CAP.assessed().weighing(Weight.DEVIATION)
CLOSED = EarlierWarning(
    kind=DEVIATION.warns or "",
    about=DEVIATION.about,
    text=DEVIATION.reason,
    status="Stängd",
    period=OCTOBER,
    by_person=True,
)


def assessed(earlier: EarlierWarning) -> Assessment:
    """The same rent, after what stands in the case system of the month before."""
    return replace(RENT_ABOVE_THE_CAP, history={"warnings": (earlier,)}).assessed()


def test_a_closed_deviation_is_a_note_and_neither_outcome_nor_amount_is_another() -> None:
    told, before = assessed(CLOSED), RENT_ABOVE_THE_CAP.assessed()
    assert told.weighing(Weight.DEVIATION) == ()
    notes = [one.reason for one in told.weighing(Weight.NOTE)]
    assert f"Stängd av handläggare: {DEVIATION.reason}" in notes
    assert (told.proposal, told.amount) == (before.proposal, before.amount)


def test_who_has_closed_that_a_rent_is_granted_for_a_time_is_told_when_it_is_cut() -> None:
    in_time = with_choices({"housing": {"accept_during_notice": True}})
    (granted,) = replace(RENT_ABOVE_THE_CAP, rules=in_time).assessed().weighing(Weight.DEVIATION)
    closed = replace(CLOSED, about=granted.about, text=granted.reason)
    assert granted.warns == closed.kind
    assert assessed(closed).weighing(Weight.DEVIATION) == (DEVIATION,)


@pytest.mark.parametrize(
    "earlier",
    [
        replace(CLOSED, status="Kvitterad"),
        replace(CLOSED, by_person=False),
        replace(CLOSED, about="något annat"),
    ],
    ids=["acknowledged alone", "by the robot", "another cause"],
)
def test_what_no_person_has_closed_is_a_deviation_again(earlier: EarlierWarning) -> None:
    assert assessed(earlier).weighing(Weight.DEVIATION) == (DEVIATION,)


@pytest.mark.parametrize("what", [{"message": "Hej"}, {"attachments": 2}], ids=["a message", "attachments"])
@pytest.mark.parametrize("read", [0, 1, 2])
def test_what_she_has_read_and_closed_is_not_what_the_applicant_sent_after(
    what: dict[str, object], read: int
) -> None:
    def sent(times: int, *earlier: EarlierWarning) -> Case:
        return Case(statement={**what, "completions": times}, history={"warnings": earlier})

    (told,) = sent(read).assessed().weighing(Weight.DEVIATION)
    closed = replace(CLOSED, kind=told.warns or "", about=told.about, text=told.reason, period=NOVEMBER)
    assert sent(read, closed).assessed().weighing(Weight.DEVIATION) == ()
    (again,) = sent(read + 1, closed).assessed().weighing(Weight.DEVIATION)
    assert (again.warns, again.about) == (told.warns, told.about)


NEW_COST = replace(CLOSED, kind=WarningKind.NEW_EXPENSE, text="El är en ny kostnad:\n900 kr.")


@pytest.mark.parametrize(
    ("month", "said", "still"),
    [
        (OCTOBER, "El är en ny kostnad: 900 kr.", True),
        (OCTOBER, "El är en ny kostnad: 90 kr.", False),
        (OCTOBER.shifted(1), "El är en ny kostnad: 900 kr.", False),
    ],
    ids=["told alike", "another amount", "the next month"],
)
def test_what_has_happened_in_a_month_is_closed_in_that_month_alone_and_while_it_is_told_alike(
    month: Period, said: str, *, still: bool
) -> None:
    assert holds(NEW_COST, month, said=said) is still
    assert holds(CLOSED, month, said=said), "what lasts is closed whatever is said of it"
