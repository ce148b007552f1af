"""A person's edits of one preparation and the draft of the next: carried, or told; never lost nor copied."""

import random
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from flows.again import ordered_again
from flows.carrying import CHANGED, FIELDS, MANY, NO_ROW, TEXTS, TO_LOOK_AT, UNREAD, carried
from flows.eligibility.assessment import Proposal
from flows.eligibility.draft_lines import WIDTH, wrapped
from flows.eligibility.draft_text import NOTHING_DEVIATES
from flows.errors import CaseBroken, Code
from flows.records import Draft, DraftRow, DraftText, DraftWarning, SavedDraft, WarningStatus
from flows.warnings import GONE
from flows.work import Ordered, State
from tests import examples
from tests.robots import bench, prepare

OPEN, ACKNOWLEDGED, CLOSED = WarningStatus


def row(label: str, amount: int = 100, own: int | None = None) -> DraftRow:
    return DraftRow(
        section="Utgifter",
        label=label,
        applied=None,
        amount=Decimal(amount),
        note="",
        by_caseworker=None if own is None else Decimal(own),
    )


def warning(about: str, status: WarningStatus = OPEN) -> DraftWarning:
    return DraftWarning(kind="NEW_EXPENSE", about=about, text="En ny utgift.", status=status)


def draft(*rows: DraftRow, warnings: tuple[DraftWarning, ...] = ()) -> Draft:
    return replace(examples.draft(), rows=rows, warnings=warnings)


def left(one: Draft, *, changed: bool = True) -> SavedDraft:
    return SavedDraft(key="1", draft=one, changed_by_person=changed, decided=False)


def test_her_own_amount_follows_its_row_and_one_without_a_row_is_told_first() -> None:
    written = draft(row("Hyra"), row("El"))
    hers = left(draft(row("Hyra", own=80), row("El", own=1234)))
    new = carried(draft(row("Bredband"), row("Hyra", 120)), written=written, standing=hers)
    assert [one.by_caseworker for one in new.rows] == [None, Decimal(80)]
    assert new.text.deviations.startswith(CHANGED)
    assert "Eget belopp för ”El” (Utgifter): 1 234 kr." in new.text.deviations.splitlines()[1]
    assert new.text.deviations.endswith(examples.draft().text.deviations)


def test_her_amount_in_a_row_that_is_another_since_is_told_until_she_has_saved_it_so() -> None:
    """She sees what is hers, and what the facts now say, in every draft until she has taken it in."""
    clean = replace(draft(row("Hyra", 120), row("El")), priority=5)
    hers = left(draft(row("Hyra", own=80), row("El", own=90)))
    second = carried(clean, written=draft(row("Hyra"), row("El")), standing=hers)
    told = " ".join(second.text.deviations.split())
    assert told.startswith(
        f"{CHANGED} - Eget belopp för ”Hyra” (Utgifter): 80 kr. Det står kvar, men roboten räknar nu med"
        " 120 kr i stället för 100 kr. "
    )
    assert ("El" in told, second.priority) == (False, 3)
    unseen = carried(clean, written=second, standing=left(second, changed=False), before=[hers])
    assert unseen == second
    assert carried(clean, written=second, standing=left(second), before=[hers]).text == clean.text


def test_a_draft_with_something_of_hers_to_look_at_says_nowhere_that_nothing_deviates() -> None:
    """Its verdict is what the list of drafts shows."""
    said = "Förslag: bifall 5 220 kr för november 2026. "
    text = replace(
        examples.draft().text,
        verdict=f"{said}{NOTHING_DEVIATES}",
        deviations=f"{NOTHING_DEVIATES}\n\nNoterat:\n- Ett krav.",
        journal=f"Roboten har förberett ett utkast. {said}{NOTHING_DEVIATES}",
    )
    clean = replace(draft(row("Hyra", 120)), text=text)
    told = carried(clean, written=draft(row("Hyra")), standing=left(draft(row("Hyra", own=80)))).text
    assert told.verdict == f"{said}{TO_LOOK_AT}"
    assert [NOTHING_DEVIATES in part for part in (told.deviations, told.journal)] == [False, False]
    assert told.deviations.startswith(CHANGED)
    assert told.deviations.endswith(".\n\nNoterat:\n- Ett krav.")


def test_her_amount_beside_another_sum_applied_for_is_told() -> None:
    def applied(kronor: int | None, own: int | None = None) -> DraftRow:
        return replace(row("Hyra", own=own), applied=None if kronor is None else Decimal(kronor))

    told = carried(
        draft(applied(None)), written=draft(), standing=left(draft(applied(150, own=80)), changed=False)
    )
    assert "men sökt är nu inget i stället för 150 kr." in " ".join(told.text.deviations.split())


def test_rows_that_are_alike_are_told_apart_by_their_order() -> None:
    written = draft(row("Medicin"), row("Medicin"))
    hers = left(draft(row("Medicin"), row("Medicin", own=55)))
    new = carried(written, written=written, standing=hers)
    assert [one.by_caseworker for one in new.rows] == [None, Decimal(55)]
    assert new.text == written.text


@pytest.mark.parametrize(
    "now", [(row("Medicin", 70), row("Medicin")), (row("Medicin"),), (row("Medicin"),) * 3]
)
def test_of_rows_that_are_alike_and_not_as_before_her_amount_is_told_and_put_on_none(
    now: tuple[DraftRow, ...],
) -> None:
    written = draft(row("Medicin"), row("Medicin", 70))
    hers = left(draft(row("Medicin"), row("Medicin", 70, own=55)))
    new = carried(draft(*now), written=written, standing=hers)
    assert new.rows == now
    assert f"”Medicin” (Utgifter): 55 kr. {MANY}" in " ".join(new.text.deviations.split())


def test_her_amount_outlives_a_draft_without_a_calculation() -> None:
    """An open question between leaves no rows; what she has taken away since stays away."""
    first = draft(row("Hyra", own=80), row("El", own=90))
    second = draft(row("El"))
    new = carried(
        draft(row("Hyra"), row("El")),
        written=second,
        standing=left(second, changed=False),
        before=[left(first)],
    )
    assert [one.by_caseworker for one in new.rows] == [Decimal(80), None]
    assert new.text == second.text


def test_a_warning_that_the_robot_closed_comes_back_with_its_cause() -> None:
    gone = replace(warning("hyra", CLOSED), text=GONE.format(text="En ny utgift."))
    earlier = draft(warnings=(gone,))
    new = carried(draft(warnings=(warning("hyra"),)), written=earlier, standing=left(earlier))
    assert [one.status for one in new.warnings] == [OPEN]


def test_a_warning_she_has_acknowledged_stays_so_and_what_is_told_otherwise_is_another() -> None:
    hers = left(draft(warnings=(warning("hyra", ACKNOWLEDGED), warning("el", ACKNOWLEDGED))))
    dearer = replace(warning("el"), text="En ny utgift, dyrare.")
    now = draft(warnings=(warning("hyra"), warning("bredband"), dearer))
    new = carried(now, written=draft(), standing=hers)
    assert [one.status for one in new.warnings] == [ACKNOWLEDGED, OPEN, OPEN]


def test_a_warning_she_has_closed_that_is_asked_again_is_open() -> None:
    """What may stay closed is a note, and no warning any more: a warning that comes is still wanted."""
    hers = left(draft(warnings=(warning("hyra", CLOSED),)))
    new = carried(draft(warnings=(warning("hyra"),)), written=draft(), standing=hers)
    assert [one.status for one in new.warnings] == [OPEN]


def test_a_draft_that_tells_of_her_edits_is_not_only_to_be_signed() -> None:
    clean = replace(draft(), priority=5)
    edited = left(replace(draft(), amount=Decimal(1)))
    assert carried(clean, written=draft(), standing=edited).priority == 3
    assert carried(replace(clean, priority=1), written=draft(), standing=edited).priority == 1
    assert carried(clean, written=draft(), standing=left(draft())).priority == 5


@pytest.mark.parametrize("name", TEXTS)
def test_a_changed_text_is_told_by_its_name_and_never_copied(name: str) -> None:
    written = draft()
    hers = left(replace(written, text=replace(written.text, **{name: "Hemligt ord"})))
    new = carried(draft(), written=written, standing=hers)
    assert f"- Texten {TEXTS[name]}." in new.text.deviations
    assert "Hemligt" not in repr(new)


def test_every_field_and_text_that_a_person_can_change_has_a_name() -> None:
    never = {"case_ref", "application_ref", "case_key", "applicant", "revision"}
    treated = {"text", "rows", "warnings"}
    assert {one.name for one in fields(Draft)} - never - treated == set(FIELDS)
    assert {one.name for one in fields(DraftText)} == set(TEXTS)


def test_an_amount_she_changed_in_its_place_and_rows_added_and_taken_away_are_told() -> None:
    written = draft(row("Hyra"), row("El"))
    hers = left(replace(draft(row("Hyra", 90), row("Spis", 500)), proposal=Proposal.DELAVSLAG))
    told = carried(draft(row("Hyra")), written=written, standing=hers).text.deviations.splitlines()[1:]
    assert told[:4] == [
        "- Fältet Förslag.",
        "- Beloppet för ”Hyra” (Utgifter): 90 kr i stället för 100 kr.",
        "- En egen rad, ”Spis” (Utgifter): 500 kr.",
        "- Raden ”El” (Utgifter) var borttagen.",
    ]


def test_what_differs_without_a_persons_hand_is_none_of_hers() -> None:
    other = left(replace(draft(row("Hyra", 90)), amount=Decimal(1)), changed=False)
    assert carried(draft(), written=draft(), standing=other) == draft()


@pytest.mark.parametrize("seed", range(40))
def test_each_of_her_amounts_is_in_the_new_draft_whatever_rows_it_has(seed: int) -> None:
    """Rows come, go and repeat by chance: an amount of hers stands in its row or among the deviations."""
    dice = random.Random(seed)
    labels = [dice.choice(["Hyra", "El", "Medicin", "Resor"]) for _ in range(dice.randint(0, 7))]
    written = draft(*(row(label) for label in labels))
    hers = [row(label, own=dice.choice([None, 1000 + at])) for at, label in enumerate(labels)]
    now = [row(label, dice.randint(1, 99)) for label in dice.sample(labels, dice.randint(0, len(labels)))]
    new = carried(draft(*now), written=written, standing=left(draft(*hers)))
    said = " ".join(new.text.deviations.split())
    carried_over = [one.by_caseworker for one in new.rows if one.by_caseworker is not None]
    for one in hers:
        if one.by_caseworker is not None:
            told = f": {one.by_caseworker // 1000} {one.by_caseworker % 1000:03} kr. "
            lost = any(told + why in said for why in (NO_ROW, MANY))
            assert (one.by_caseworker in carried_over) != lost
    assert [replace(one, by_caseworker=None) for one in new.rows] == now
    again = carried(draft(*now), written=new, standing=left(new))
    assert again.rows == new.rows


async def test_an_earlier_draft_that_cannot_be_read_is_said_and_stops_nothing() -> None:
    here = bench()
    ref = await here.collected()
    await prepare(here.robot(), ref)
    assert await ordered_again(here.robot(), here.item(ref), Ordered(number="1", by="anna"))
    here.case_system.unreadable.add(ref)
    await prepare(here.robot(), ref)
    latest = here.case_system.drafts[-1]
    assert latest.reference == f"{ref}/2"
    assert latest.text.deviations.startswith(wrapped(UNREAD.format(reference=ref)))
    assert all(len(line) <= WIDTH for line in latest.text.deviations.splitlines())


async def test_a_preparation_that_left_no_draft_hides_no_edit_of_the_one_before() -> None:
    here = bench()
    ref = await here.collected()
    await prepare(here.robot(), ref)
    first, *others = here.case_system.drafts[0].rows
    here.case_system.person_changes(ref, rows=(replace(first, by_caseworker=Decimal(77)), *others))
    assert await ordered_again(here.robot(), here.item(ref), Ordered(number="1", by="anna"))
    here.case_system.fail("save_draft", CaseBroken(Code.VALUE_UNREADABLE, "the form refused."))
    assert (await prepare(here.robot(), ref)).outcome.state is State.FAILED
    assert await ordered_again(here.robot(), here.item(ref), Ordered(number="2", by="anna"))
    await prepare(here.robot(), ref)
    latest = here.case_system.drafts[-1]
    assert (latest.reference, latest.rows[0].by_caseworker) == (f"{ref}/3", Decimal(77))
