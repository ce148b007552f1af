"""Random faults from a seed strike the same requests whoever comes first, and leave the rest alone."""

import random
from collections import Counter

import pytest

from mock_legacy.platform.context import Platform
from mock_legacy.platform.fault_effects import KINDS
from mock_legacy.platform.fault_schedule import Schedule
from mock_legacy.platform.faults import Fault, Step
from tests.unit.mock_legacy.faulty_town import DRAFT, Visitor, drafts, two_files

SCREENS = ("household", "calculations", "journal", "draft_form")
PERSONS = tuple(f"1988{month:02d}092396" for month in range(1, 11))


def schedule(seed: int = 7, rate: float = 0.2, **model: object) -> Schedule:
    return Schedule(
        seed=seed, kinds=("latency", "http_error", "cut"), rate=rate, model=Fault(kind="any", **model)
    )  # type: ignore[arg-type]


def a_night(times: int = 10) -> list[Step]:
    """Every person's every screen, so many times each."""
    return [
        Step(system="almanda", screen=screen, path=f"/{screen}", persons=frozenset({person}))
        for _ in range(times)
        for person in PERSONS
        for screen in SCREENS
    ]


def anything(_kind: str) -> bool:
    return True


def struck(drawn: Schedule, steps: list[Step]) -> list[tuple[str, str, int, str, int]]:
    """What was drawn, as person, screen, which time, kind and pick; in an order of its own."""
    times: Counter[Step] = Counter()
    found = []
    for step in steps:
        times[step] += 1
        fault = drawn.draw(step, anything)
        if fault is not None:
            found.append((min(step.persons), step.screen, times[step], fault.kind, fault.pick))
    return sorted(found)


def test_the_same_seed_strikes_the_same_requests_in_whatever_order_they_come() -> None:
    in_order, shuffled = a_night(), a_night()
    random.Random(1).shuffle(shuffled)
    assert struck(schedule(), in_order) == struck(schedule(), shuffled)


def test_another_seed_strikes_others() -> None:
    assert struck(schedule(seed=7), a_night()) != struck(schedule(seed=8), a_night())


def test_about_the_ordered_share_is_struck_by_every_kind() -> None:
    found = struck(schedule(rate=0.2), a_night())
    assert 60 <= len(found) <= 100
    assert set(Counter(kind for *_, kind, _ in found)) == {"latency", "http_error", "cut"}


def test_every_request_is_struck_when_the_share_is_one() -> None:
    assert len(struck(schedule(rate=1), a_night(2))) == 80


def test_no_step_of_a_person_is_struck_more_often_than_ordered() -> None:
    bounded = schedule(rate=1)
    bounded.most_per_step = 3
    found = struck(bounded, a_night())
    assert set(Counter((person, screen) for person, screen, *_ in found).values()) == {3}


def test_no_more_are_struck_in_all_than_ordered() -> None:
    assert len(struck(schedule(rate=1, remaining=5), a_night())) == 5


def test_a_schedule_aims_at_system_step_and_person() -> None:
    found = struck(schedule(rate=1, step="household", person=PERSONS[3]), a_night(2))
    assert {(person, screen) for person, screen, *_ in found} == {(PERSONS[3], "household")}
    assert struck(schedule(rate=1, system="inbox"), a_night(1)) == []


def test_a_kind_that_does_not_suit_is_never_drawn() -> None:
    drawn = schedule(rate=1)
    kinds = {fault.kind for step in a_night() if (fault := drawn.draw(step, lambda kind: kind == "cut"))}
    assert kinds == {"cut"}
    assert drawn.draw(a_night()[0], lambda _kind: False) is None


async def test_two_worlds_of_visitors_meet_the_same_weather(town: Platform) -> None:
    seen = []
    for _ in range(2):
        visitor = Visitor(town, "almanda")
        town.faults.forget()
        model = Fault(kind="any", status=500)
        town.faults.follow(Schedule(seed=3, kinds=("http_error", "not_the_page"), rate=0.5, model=model))
        first, second = two_files(town)
        addresses = [
            f"/{page}.aspx?akt={file.customer_number}"
            for page in ("Hushall", "Journal", "Beslut")
            for file in (first, second)
        ] * 3
        seen.append([(await visitor.get(address)).status_code for address in addresses])
        assert len(town.faults.strikes()) == town.faults.schedules()[0].shown()["drawn"]
    assert seen[0] == seen[1]
    assert {200, 500} == set(seen[0])


async def test_faults_of_writing_are_drawn_for_writes_only_and_put_on_record(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    file, _ = two_files(town)
    form = f"/UtkastNytt.aspx?akt={file.customer_number}"
    model = Fault(kind="any", system="almanda")
    town.faults.follow(Schedule(seed=1, kinds=("double_save",), rate=1, model=model))
    await visitor.post(form, DRAFT)
    (strike,) = town.faults.strikes()
    assert (strike.kind, strike.number, strike.step.screen, strike.step.posts) == (
        "double_save",
        1,
        "draft_form",
        True,
    )
    assert strike.step.persons == {file.applicant}
    assert len(drafts(town)) == 2


async def test_a_lifted_schedule_draws_nothing_more_but_its_strikes_stay_on_record(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    model = Fault(kind="any", status=500)
    both = [Schedule(seed=1, kinds=("http_error",), rate=1, model=model) for _ in range(2)]
    for one in both:
        town.faults.follow(one)
    town.faults.clear(both[0].number)
    assert (await visitor.get("/Sok.aspx")).status_code == 500
    town.faults.clear()
    assert (await visitor.get("/Sok.aspx")).status_code == 200
    assert [strike.number for strike in town.faults.strikes()] == [2]
    town.faults.forget()
    assert town.faults.strikes() == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_does(kind: str) -> None:
    assert KINDS[kind].says.endswith(".")
    assert len(KINDS[kind].says) > 20


async def test_a_schedule_of_every_kind_breaks_no_page_in_a_way_that_was_not_meant(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    kinds = tuple(kind for kind in KINDS if kind not in {"hang", "silence_after_write", "latency"})
    town.faults.follow(Schedule(seed=11, kinds=kinds, rate=0.7, model=Fault(kind="any", latency_ms=1)))
    first, second = two_files(town)
    meant = {200, 302, 303, 360, 401, 503}
    for file in (first, second) * 20:
        for page in ("Hushall", "Journal", "UtkastNytt", "Akt", "Berakningar"):
            try:
                answer = await visitor.get(f"/{page}.aspx?akt={file.customer_number}")
            except ConnectionResetError:
                continue
            assert answer.status_code in meant
            if answer.is_redirect or answer.status_code in {360, 401} or "Logga in" in answer.text:
                visitor = Visitor(town, "almanda")
    kinds_seen = {strike.kind for strike in town.faults.strikes()}
    assert kinds_seen >= {"renamed_label", "wrong_person", "maintenance", "empty_page", "locked_record"}
