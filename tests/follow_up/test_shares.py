"""Each share has the numerator and denominator that its docstring says, on a few records one can read."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from adapters.config_files import load_handover_texts, load_municipality
from flows.eligibility.assessment import Proposal
from flows.errors import Reason
from flows.follow_up import shares, tables
from flows.follow_up.choices import SHOWN_BY, choices_of
from flows.follow_up.consistency import parts_told
from flows.follow_up.decided import Checked, DecisionKind
from flows.follow_up.figures import Share, Table
from flows.follow_up.small_groups import too_small
from flows.follow_up.week import Choices
from flows.follow_up.working_days import working_day_after
from flows.practice import Highlight
from flows.records import Track
from flows.work import State
from tests.follow_up.records import MONDAY, decided, frames, prepared
from tests.follow_up.year_report import report
from tests.household_facts import CONFIG


def of(share: Share) -> tuple[int, int]:
    return share.part, share.whole


def test_prepared_and_decided_as_proposed_are_two_figures() -> None:
    handed = {
        "state": State.NEEDS_HUMAN,
        "reason": "FIRST_APPLICATION",
        "proposal": None,
        "track": None,
    }
    ours, made = frames(
        [
            prepared(1),
            prepared(2),
            prepared(3, proposal=Proposal.UTREDNING, amount=None),
            prepared(4, **handed),
            prepared(5, reference="", **handed),
        ],
        [decided(1), decided(2, amount=Decimal(4000)), decided(3), decided(9)],
    )
    assert of(shares.share_prepared(ours)) == (3, 5)
    assert of(shares.share_proposed(ours)) == (2, 5)
    assert of(shares.share_as_proposed(made)) == (1, 2)
    assert of(shares.share_main_flow(ours)) == (3, 3)


def test_social_needs_are_counted_among_those_where_one_could_see_and_come_first_where_wanted() -> None:
    seen = (True, False, False, None)
    ours, made = frames([prepared(n, social_need=one) for n, one in enumerate(seen)], [])
    assert of(shares.share_social_needs(ours)) == (1, 3)
    kungsbacka = choices_of(load_municipality(CONFIG, "kungsbacka"))
    assert shares.every_share(ours, made, kungsbacka)[0].name == "Sociala behov"
    assert shares.every_share(ours, made, Choices())[0].name == "Förberedda"


@pytest.mark.parametrize("highlight", Highlight)
def test_whatever_a_municipality_may_want_first_is_a_share_or_a_table_of_the_report(
    highlight: Highlight,
) -> None:
    there = {one.key for one in (*report().tables, *report().spans["Veckan"])}
    assert SHOWN_BY[highlight]
    assert set(SHOWN_BY[highlight]) <= there


def test_handovers_are_told_in_the_words_that_a_caseworker_reads_and_never_by_code() -> None:
    words = {code: text.found for code, text in load_handover_texts(CONFIG).items()}
    codes = [*Reason, "SOMETHING_OLD"]
    ours, _ = frames(
        [prepared(n, state=State.NEEDS_HUMAN, reason=str(code)) for n, code in enumerate(codes)], []
    )
    told = set(tables.handovers(ours, words).column("Skäl"))
    assert told == {*words.values(), tables.OTHER_REASON}
    assert "Hushållet är inte detsamma i ansökan, ärendesystemet och folkbokföringen." in told


def test_what_retention_took_is_counted_as_gone() -> None:
    gone = prepared(1, gone=True, reference="", proposal=None, amount=None, track=None, signature=None)
    ours, made = frames([gone, prepared(2, track=Track.INDIVIDUAL)], [decided(1), decided(2)])
    assert of(shares.share_prepared(ours)) == (2, 2)
    assert of(shares.share_as_proposed(made)) == (1, 1)
    assert of(shares.share_main_flow(ours)) == (0, 1)
    compared = tables.compared(made)
    assert dict(zip(compared.column("Jämfört med utkastet"), compared.column("Antal"), strict=True)) == {
        "som föreslaget": 1, "ändrat belopp": 0, "ändrat utfall": 0, "inget förslag": 0,
        "en tidigare förberedelse": 0, "utkastet är gallrat": 1, "utan utkast": 0,
    }  # fmt: skip


def test_a_decision_on_an_earlier_preparation_is_not_held_against_the_later_one() -> None:
    again = prepared(1, reference="UTK-9901-1/2", amount=Decimal(7000))
    _, made = frames([again], [decided(1)])
    assert of(shares.share_as_proposed(made)) == (0, 0)


@pytest.mark.parametrize(
    ("decision", "compared"),
    [
        ({}, "som föreslaget"),
        ({"amount": Decimal("5000.50")}, "ändrat belopp"),
        ({"kind": DecisionKind.PARTLY}, "ändrat utfall"),
        ({"kind": DecisionKind.REFUSED, "amount": None}, "ändrat utfall"),
        ({"reference": ""}, "utan utkast"),
    ],
)
def test_a_decision_is_compared_with_its_draft(decision: dict[str, object], compared: str) -> None:
    _, made = frames([prepared(1)], [decided(1, **decision)])
    assert list(made["compared"]) == [compared]


def test_a_refusal_that_was_proposed_is_as_proposed_though_it_has_no_amount() -> None:
    _, made = frames(
        [prepared(1, proposal=Proposal.AVSLAG, amount=None)],
        [decided(1, kind=DecisionKind.REFUSED, amount=None)],
    )
    assert of(shares.share_as_proposed(made)) == (1, 1)


def test_kronor_that_people_changed_are_summed_with_signs_and_without() -> None:
    _, made = frames(
        [prepared(1), prepared(2), prepared(3)],
        [
            decided(1, amount=Decimal("5300.50"), reason="Hyran"),
            decided(2, amount=Decimal(4000), reason="Hyran"),
            decided(3),
        ],
    )
    changed = tables.compared(made, fewest=1)
    assert changed.total("Ändrade kronor, netto") == 30_050 - 100_000
    assert changed.total("Ändrade kronor, utan tecken") == 130_050


def test_the_kronor_of_a_single_household_are_in_no_table() -> None:
    """One of twelve: what its caseworker changed, and by how much a full check found it wrong."""
    wrong = decided(1, amount=Decimal("5300.50"), checked=Checked.WRONG, stickprov_error=Decimal("120.50"))
    _, made = frames(
        [prepared(n, stickprov=n == 1) for n in range(1, 13)], [wrong, *(decided(n) for n in range(2, 13))]
    )
    changed = tables.compared(made)
    assert changed.total("Antal") == 12
    assert [one for one in changed.column("Ändrade kronor, netto") if one] == []
    assert [one for one in changed.column("Ändrade kronor, utan tecken") if one] == []
    assert [one for one in tables.stickprov(made).column("Felaktiga kronor") if one] == []


@pytest.mark.parametrize(
    ("odd", "told"), [(0, "0 av 20"), (1, "färre än 5 av 20"), (9, "9 av 20"), (18, "nästan alla av 20")]
)
def test_a_finding_tells_no_small_part_by_its_number(odd: int, told: str) -> None:
    assert parts_told(pd.DataFrame({"odd": [1] * odd + [0] * (20 - odd)}), 5) == told


def test_a_reason_that_few_have_given_is_not_shown() -> None:
    many = [decided(n, amount=Decimal(1), reason="Hyran") for n in range(1, 7)]
    _, made = frames(
        [prepared(n) for n in range(1, 8)], [*many, decided(7, amount=Decimal(2), reason="Sagt av Lia Ek")]
    )
    assert tables.reasons(made).column("Orsak") == ["Hyran", "Övriga"]


def test_a_draft_decided_in_seconds_is_seen_and_so_is_one_that_was_never_opened() -> None:
    made_at = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    opened = {"opened_at": made_at - timedelta(seconds=60)}
    slow = {"opened_at": made_at - timedelta(seconds=61)}
    _, made = frames(
        [prepared(n) for n in range(1, 5)],
        [
            decided(1, **opened),
            decided(2, **slow),
            decided(3, opened_at=None),
            decided(4, to_the_second=False),
        ],
    )
    assert of(shares.share_hasty(made)) == (1, 3)
    assert of(shares.share_hasty(made, within_seconds=61)) == (2, 3)
    assert of(shares.share_unopened(made)) == (1, 3)


def test_a_unit_that_opens_hardly_any_draft_is_shown() -> None:
    unopened = [decided(n, opened_at=None) for n in range(1, 9)]
    opened = [decided(n) for n in range(9, 14)]
    _, made = frames([prepared(n) for n in range(1, 14)], [*unopened, *opened])
    table = shares.by_unit(made, hasty_seconds=60)
    assert (table.column("Med kända tider"), table.column("Aldrig öppnat")) == ([13], [8])
    by_week = tables.by_week(made, hasty_seconds=60, today=MONDAY + timedelta(weeks=1))
    assert by_week.column("Aldrig öppnat") == [8]


@pytest.mark.parametrize(
    ("days", "label"), [(1, "2026-W47 (pågår)"), (6, "2026-W47 (pågår)"), (7, "2026-W47")]
)
def test_a_week_that_is_not_over_is_told_so_in_its_row(days: int, label: str) -> None:
    _, made = frames([prepared(n) for n in range(1, 7)], [decided(n) for n in range(1, 7)])
    table = tables.by_week(made, hasty_seconds=60, today=MONDAY + timedelta(days=days))
    assert table.column("Vecka") == [label]


def test_turnaround_is_told_by_the_calendar() -> None:
    friday = datetime(2026, 11, 13, 15, 0, tzinfo=UTC)
    ours = [
        prepared(1, received_at=friday),
        prepared(2, received_at=friday - timedelta(days=31)),
        prepared(3),
    ]
    got, made = frames(
        ours,
        [decided(n, decided_at=datetime(2026, 11, 16, 9, 0, tzinfo=UTC)) for n in (1, 2)]
        + [decided(3, decided_at=datetime(2026, 11, 18, 9, 0, tzinfo=UTC))],
    )
    assert of(shares.share_within(made)) == (1, 3)
    assert of(shares.share_within(made, working_days=3)) == (2, 3)
    names = [one.name for one in shares.every_share(got, made, Choices(answer_target_days=3))]
    told = [one for one in names if "arbetsdag" in one]
    assert told == ["Beslut inom en arbetsdag", "Beslut inom tre arbetsdagar"]
    assert of(shares.share_over_a_month(made)) == (1, 3)
    assert shares.median_days(made) == pytest.approx(2.75, abs=0.01)


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-11-20", "2026-11-23"),
        ("2026-04-02", "2026-04-07"),
        ("2026-06-18", "2026-06-22"),
        ("2026-12-23", "2026-12-28"),
        ("2026-12-30", "2027-01-04"),
        ("2026-05-13", "2026-05-15"),
    ],
)
def test_working_days_are_swedens_with_its_eves(day: str, following: str) -> None:
    assert working_day_after(date.fromisoformat(day)) == date.fromisoformat(following)


def test_stickprov_are_told_in_checks_errors_and_kronor() -> None:
    drawn = [prepared(n, stickprov=True) for n in (1, 2, 3)]
    wrong = {"checked": Checked.WRONG, "stickprov_error": Decimal("120.50")}
    _, made = frames(drawn, [decided(1, checked=Checked.CLEAN), decided(2, **wrong), decided(3)])
    assert of(shares.share_checked(made)) == (2, 3)
    assert of(shares.share_wrong(made)) == (1, 2)
    assert tables.stickprov(made, fewest=1).total("Felaktiga kronor") == 12_050


def unit_table(sizes: dict[str, int]) -> Table:
    numbers = iter(range(1, 10_000))
    made = [decided(next(numbers), unit=unit) for unit, size in sizes.items() for _ in range(size)]
    _, compared = frames([prepared(n) for n in range(1, len(made) + 1)], made)
    return shares.by_unit(compared, hasty_seconds=60)


def test_small_units_are_hidden_and_so_is_the_one_that_would_tell_them() -> None:
    table = unit_table({"A": 4, "B": 9, "C": 6})
    assert table.column("Jämförbara beslut") == [None, 9, None]
    assert unit_table({"A": 5, "B": 9}).column("Jämförbara beslut") == [5, 9]


def test_units_stand_in_alphabetical_order_and_never_as_a_ranking() -> None:
    assert unit_table({"Öst": 9, "Ask": 5, "Norr": 7}).column("Enhet") == ["Ask", "Norr", "Öst"]


def test_hiding_hides_nothing_that_is_large_or_empty() -> None:
    assert too_small([(0,), (5,), (100,)]) == frozenset()
    assert too_small([(1,), (2,), (100,)]) == {0, 1, 2}
    assert too_small([(2,), (3,), (100,)]) == {0, 1}


def test_what_is_hidden_beside_a_small_part_is_what_makes_it_uncertain() -> None:
    """Of ten, six and thirty decisions two, none and seven were changed: the six would not hide the two."""
    assert too_small([(8, 2), (6, 0), (23, 7)]) == {0, 2}
    assert too_small([(8, 2), (20, 0)]) == {0, 1}
    assert too_small([(8, 2)]) == {0}


@pytest.mark.parametrize("changed", [1, 4, 8, 11])
def test_a_part_of_one_and_all_but_one_are_as_small_as_a_whole_of_one(changed: int) -> None:
    made = [decided(n, amount=Decimal(4000 if n <= changed else 5000)) for n in range(1, 13)]
    made += [decided(n, unit="Söder", amount=Decimal(4000 if n < 30 else 5000)) for n in range(20, 40)]
    _, compared = frames([prepared(n) for n in range(1, 40)], made)
    units = shares.by_unit(compared, hasty_seconds=60)
    assert units.column("Jämförbara beslut") == [12, 20]
    for name in ("Som föreslaget", "Andel som föreslaget", "Med kända tider"):
        assert units.column(name) == [None, None], name
    _, norr = frames([prepared(n) for n in range(1, 13)], made[:12])
    weeks = tables.by_week(norr, hasty_seconds=60, today=MONDAY)
    assert weeks.column("Jämförbara beslut") == [12]
    for name in ("Som föreslaget", "Ändrade kronor, netto", "Ändrade kronor, utan tecken"):
        assert weeks.column(name) == [None], name


def test_one_hasty_decision_in_a_week_is_shown_for_the_whole_municipality() -> None:
    """A rubber stamp is visible, whatever is hidden beside it; whether she is one is nobody's to say."""
    moment = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    hasty = {1: {"opened_at": moment - timedelta(seconds=9)}, 2: {"opened_at": None}}
    made = [decided(n, amount=Decimal(4000 if n == 6 else 5000), **hasty.get(n, {})) for n in range(1, 7)]
    _, compared = frames([prepared(n) for n in range(1, 7)], made)
    weeks = tables.by_week(compared, hasty_seconds=60, today=MONDAY)
    assert (weeks.column("Som föreslaget"), weeks.column("Kort tid")) == ([None], [1])
    assert weeks.column("Aldrig öppnat") == [1]


def test_a_week_and_a_unit_whose_times_nobody_knows_say_so_and_never_nought() -> None:
    made = [decided(n, to_the_second=False) for n in range(1, 9)]
    _, compared = frames([prepared(n) for n in range(1, 9)], made)
    weeks = tables.by_week(compared, hasty_seconds=60, today=MONDAY)
    units = shares.by_unit(compared, hasty_seconds=60)
    for table in (weeks, units):
        assert (table.column("Kort tid"), table.column("Aldrig öppnat")) == (["inte känt"], ["inte känt"])
        assert (table.total("Kort tid"), table.total("Som föreslaget")) == (None, 8)
    assert (units.column("Med kända tider"), units.column("Andel kort tid")) == ([0], [None])


def test_parts_that_are_large_or_empty_are_shown() -> None:
    made = [decided(n, amount=Decimal(4000 if n <= 6 else 5000)) for n in range(1, 13)]
    made += [decided(n, unit="Söder") for n in range(20, 40)]
    _, compared = frames([prepared(n) for n in range(1, 40)], made)
    assert shares.by_unit(compared, hasty_seconds=60).column("Som föreslaget") == [6, 20]


def test_kronor_that_one_decision_alone_has_changed_are_hidden_though_many_outcomes_were() -> None:
    outcomes = [decided(n, kind=DecisionKind.PARTLY, reason="Hyran") for n in range(1, 7)]
    made = [*outcomes, decided(7, amount=Decimal(4000), reason="Hyran"), *(decided(n) for n in range(8, 15))]
    _, compared = frames([prepared(n) for n in range(1, 15)], made)
    assert tables.reasons(compared).column("Ändrade kronor, netto") == [None]
    weeks = tables.by_week(compared, hasty_seconds=60, today=MONDAY)
    assert weeks.column("Ändrade kronor, netto") == [None]


def test_few_hasty_ones_and_few_that_were_read_are_hidden_and_the_rest_of_the_unit_is_shown() -> None:
    moment = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    hasty = {"opened_at": moment - timedelta(seconds=9)}
    for few in (2, 10):
        made = [decided(n, **(hasty if n <= few else {})) for n in range(1, 13)]
        _, compared = frames([prepared(n) for n in range(1, 13)], made)
        table = shares.by_unit(compared, hasty_seconds=60)
        assert (table.column("Som föreslaget"), table.column("Med kända tider")) == ([12], [12])
        assert (table.column("Kort tid"), table.column("Andel aldrig öppnat")) == ([None], [None])


def test_a_share_of_few_known_times_hides_the_unit() -> None:
    made = [decided(n, to_the_second=n < 4) for n in range(1, 10)]
    made += [decided(n, unit="Söder") for n in range(10, 20)]
    _, compared = frames([prepared(n) for n in range(1, 20)], made)
    assert shares.by_unit(compared, hasty_seconds=60).column("Kort tid") == [None, None]


def test_kronor_that_few_have_changed_for_a_reason_are_hidden_and_so_are_those_that_would_tell_them() -> None:
    reasons = {
        1: "Sagt av Lia Ek",
        **dict.fromkeys(range(2, 8), "Hyran"),
        **dict.fromkeys(range(8, 16), "Elen"),
    }
    made = [decided(n, amount=Decimal(n), reason=why) for n, why in reasons.items()]
    _, compared = frames([prepared(n) for n in reasons], made)
    table = tables.reasons(compared)
    assert table.column("Orsak") == ["Elen", "Hyran", "Övriga"]
    assert [one is None for one in table.column("Ändrade kronor, netto")] == [False, True, True]
    assert table.column("Ändrat belopp") == [8, 6, 1]


def test_a_decision_whose_time_of_day_is_not_kept_took_whole_days() -> None:
    midnight = datetime(2026, 11, 15, 23, 0, tzinfo=UTC)
    same_day = {"decided_at": midnight, "to_the_second": False, "opened_at": None}
    _, made = frames([prepared(1)], [decided(1, **same_day)])
    assert shares.median_days(made) == 0
