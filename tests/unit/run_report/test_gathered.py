"""What a run report tells is put together from our tables and the evidence, failure by kind of failure."""

from dataclasses import replace
from datetime import timedelta

from flows.breaker import Breaker
from flows.errors import Code, SystemBroken, Transient
from flows.failures import Before, Kind, PageSeen
from flows.journal import Step
from flows.run_report.gathered import PICTURES_IN_ALL, Told
from flows.run_report.record import Span, Stop
from flows.work import Outcome, State
from tests.unit.run_report.parts import FAILED, GRANTED, NOW, SPAN, WAITS, Night, at, ref, seen, troubled

CHANGED = Kind(code="SCREEN_CHANGED", system="Skatteverket", screen="folkbokföring")
SLOW = Kind(code="SYSTEM_SLOW", system="Almanda", screen="household")


async def test_applications_stand_in_the_order_they_came_with_their_steps_of_the_span() -> None:
    night = Night()
    night.has(100232, collected=5)
    night.has(100231)
    night.has(100230, start=-300, collected=-900)
    record = await night.record()
    assert [one.item.case_ref for one in record.lines] == [ref(100231), ref(100232)]
    assert [len(way) for one in record.lines for way in one.tries] == [10, 10]
    assert (record.new, record.municipality, record.slug) == (2, "Exempelstads kommun", "exempelstad")


async def test_failures_are_told_by_kind_what_still_stands_first() -> None:
    record = await troubled().record()
    changed, slow = record.troubles
    assert (changed.kind, changed.failed, changed.waiting) == (CHANGED, (ref(100234),), (ref(100235),))
    assert changed.concerned == (ref(100234), ref(100235))
    assert (slow.kind, slow.failed, slow.waiting, slow.stands) == (SLOW, (), (), False)
    assert slow.concerned == (ref(100236),)
    assert record.versions == {"utkast": "0.1.0", "browser": "chromium 148"}


async def test_an_application_that_met_more_than_one_thing_stands_under_what_ended_it() -> None:
    night = Night()
    way = (Step.CLAIMED, Step.OPENED, Step.SETTLED)
    night.has(100234, FAILED, way=way)
    night.has(100234, FAILED, way=way, start=60)
    night.met(seen(2.5, code="SYSTEM_SLOW"), seen(61.5))
    changed, slow = (await night.record()).troubles
    assert (changed.kind.code, changed.failed) == ("SCREEN_CHANGED", (ref(100234),))
    assert (slow.kind.code, slow.failed, slow.concerned) == ("SYSTEM_SLOW", (), (ref(100234),))


async def test_one_that_was_given_up_stands_under_the_code_of_its_outcome() -> None:
    night = Night()
    lost = Outcome(state=State.FAILED, reason=Code.WRITE_UNCERTAIN)
    night.has(100234, lost, way=(Step.CLAIMED, Step.SENDING, Step.SETTLED))
    night.met(seen(2.5, code="SYSTEM_UNREACHABLE", system="Almanda", screen="draft"))
    (trouble,) = (await night.record()).troubles
    assert trouble.kind == Kind(code="WRITE_UNCERTAIN", system="Almanda", screen="draft")


async def test_those_who_wait_for_a_system_that_another_found_wanting_are_counted_with_it() -> None:
    night = troubled()
    night.has(100237, WAITS, way=(Step.CLAIMED, Step.OPENED, Step.SETTLED))
    night.has(100238, replace(WAITS, reason=Code.OUTSIDE_HOURS), way=())
    night.has(100239, replace(WAITS, waits_for="Almanda"), way=())
    changed, _ = (await night.record()).troubles
    assert changed.waiting == (ref(100235), ref(100237))
    assert changed.concerned == (ref(100234), ref(100235), ref(100237))


async def test_one_that_failed_without_evidence_is_not_forgotten() -> None:
    night = Night()
    night.has(100234, replace(FAILED, reason=Code.WORKER_LOST), way=(Step.CLAIMED, Step.SETTLED))
    (trouble,) = (await night.record()).troubles
    assert (trouble.kind.code, trouble.failed, trouble.piece) == ("WORKER_LOST", (ref(100234),), None)


async def test_what_concerned_no_application_is_told_too() -> None:
    night = Night()
    night.met(seen(3, case_ref="", code="LOGIN_REFUSED", screen="login"))
    (trouble,) = (await night.record()).troubles
    assert (trouble.kind.code, trouble.bundles, len(trouble.loose)) == ("LOGIN_REFUSED", (), 1)


async def test_a_neighbours_failures_are_neither_told_nor_counted() -> None:
    night = troubled()
    alone = (await night.record()).troubles
    beside = {"case_ref": "UTK-9902-100234"}
    night.met(seen(3, **beside), seen(4, **beside, screen="inkomst"), seen(-3600, **beside))
    assert (await night.record()).troubles == alone
    assert [len(one.loose) for one in alone] == [0, 0]


async def test_a_kind_is_new_unless_it_was_met_before_the_span() -> None:
    night = troubled()
    night.met(seen(-3600, 100111), seen(-7200, 100111))
    changed, slow = (await night.record()).troubles
    assert changed.before == Before(number=2, applications=1, since=at(-7200))
    assert slow.before is None


async def test_what_was_met_outside_the_span_is_not_told_as_of_it() -> None:
    night = Night()
    night.has(100231)
    night.met(seen(-1, 100231), seen(SPAN.seconds + 1, 100231))
    assert (await night.record()).troubles == ()


async def test_pictures_are_of_what_stands_one_an_application_and_no_more_than_a_page_holds() -> None:
    night = Night()
    for kind in range(10):
        for number in range(3):
            night.has(1000 * kind + number, FAILED, way=(Step.CLAIMED, Step.OPENED, Step.SETTLED))
            night.met(*(seen(2 + part / 10, 1000 * kind + number, screen=f"s{kind}") for part in (1, 2)))
    record = await night.record()
    assert [len(one.pictures) for one in record.troubles] == [2] * 6 + [0] * 4
    assert sum(len(one.pictures) for one in record.troubles) == PICTURES_IN_ALL
    assert set(record.troubles[0].pictures) == {seen(2.2, number, screen="s0").name for number in (1, 2)}


async def test_a_picture_of_a_page_without_labels_is_not_shown() -> None:
    night = Night()
    night.has(100234, FAILED, way=(Step.CLAIMED, Step.OPENED, Step.SETTLED))
    night.met(seen(2.5, pages=(PageSeen(path="/fel", status=503),)))
    (trouble,) = (await night.record()).troubles
    assert not trouble.pictures


async def test_a_trouble_that_passed_has_no_picture() -> None:
    changed, slow = (await troubled().record()).troubles
    assert changed.pictures
    assert not slow.pictures


async def test_systems_that_stand_stopped_are_told_and_those_that_the_run_met_besides() -> None:
    night = Night()
    breaker = Breaker(system="Almanda", code="MAINTENANCE", what="closed.", since=NOW, probe_at=at(60))
    night.breakers.breakers["exempelstad", "Almanda"] = breaker
    told = Told(
        run="natt-1",
        interrupted="Körningen avbröts: SIGTERM",
        troubles=(
            SystemBroken("MAINTENANCE", "closed.", system="Almanda"),
            SystemBroken("LOGIN_REFUSED", "refused.", system="Skatteverket", next_step="Mend it."),
        ),
        overcome=(Transient("SYSTEM_SLOW", "late.", system="E-tjänster"),),
    )
    record = await night.record(told)
    assert record.stops == (
        Stop(system="Almanda", code="MAINTENANCE", what="closed.", stands=True, since=NOW, probe_at=at(60)),
        Stop(system="Skatteverket", code="LOGIN_REFUSED", what="refused. Mend it.", stands=True),
        Stop(system="E-tjänster", code="SYSTEM_SLOW", what="late.", stands=False),
    )
    assert (record.run, record.interrupted) == ("natt-1", "Körningen avbröts: SIGTERM")


async def test_what_is_open_in_all_is_told_however_old_and_whatever_it_waits_for() -> None:
    night = troubled()
    later = Outcome(state=State.WAITING, wait_until=(NOW + timedelta(days=40)).date())
    night.has(100100, later, way=(), collected=-90_000)
    record = await night.record()
    assert (record.open_now, record.oldest) == (2, at(-90_000))
    assert ref(100100) not in {one.item.case_ref for one in record.lines}


async def test_a_night_without_work_has_an_empty_record() -> None:
    record = await Night().record(span=Span(start=NOW, end=NOW))
    assert (record.lines, record.counts, record.troubles, record.stops) == ((), (), (), ())
    assert (record.paces, record.spent, record.workers, record.oldest) == ((), (), (), None)


async def test_where_time_went_is_told_step_by_step_the_slowest_first() -> None:
    night = Night()
    night.has(100231, way=(Step.CLAIMED, Step.OPENED))
    night.has(100232, way=(Step.CLAIMED, Step.CLAIMED, Step.OPENED))
    night.work.entries[ref(100232)][2] = replace(night.work.entries[ref(100232)][2], at=at(9))
    record = await night.record()
    (opened,) = record.paces
    assert (opened.step, opened.number, opened.median, opened.slowest) == (Step.OPENED, 2, 4.0, 7.0)
    assert [(one.case_ref, one.seconds) for one in record.ways] == [(ref(100232), 7.0), (ref(100231), 1.0)]
    assert record.spent == (1.0, 7.0)
    assert (record.at_work.start, record.at_work.end) == (at(1), at(9))


async def test_taking_one_and_putting_it_down_at_once_was_no_try() -> None:
    night = Night()
    night.has(100231, way=(Step.CLAIMED, Step.GIVEN_BACK))
    night.has(100231, start=5)
    (line,) = (await night.record()).lines
    assert [len(way) for way in line.tries] == [10]


async def test_each_worker_is_named_once_without_its_seats() -> None:
    night = Night()
    for number, worker in enumerate(("natt-1/1", "natt-1/2", "natt-2/1", "natt-3")):
        night.has(number, GRANTED, worker=worker)
    assert (await night.record()).workers == ("natt-1", "natt-2", "natt-3")
