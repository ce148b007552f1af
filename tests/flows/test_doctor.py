"""The doctor asks each system as a run would ask it, remembers what a run would remember, and tells all."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from prefect.settings import PREFECT_API_URL

from flows.breaker import Breaker
from flows.doctor import doctor, examine
from flows.errors import Code, NotAsked, SystemBroken, TablesAway, Transient
from flows.examination import (
    Examination,
    ScreenSeen,
    SystemSeen,
    Verdict,
    likeliest_first,
)
from flows.hours import Closing, OpeningHours
from flows.journal import Pause
from flows.records import Lookup
from flows.robot import AT_WORK, Robot
from flows.swedish_time import SWEDEN
from flows.systems import look_again
from tests import examples
from tests.fakes.tours import ShowingTour, fitting_tour
from tests.robots import SYSTEM_NAMES, Bench, bench

WHERE = "exempelstad"
REFUSED = SystemBroken(Code.LOGIN_REFUSED, "the login of account utkast-01 was refused.", system="Almanda")
RENAMED = ScreenSeen(
    screen="household",
    verdict=Verdict.DOES_NOT_FIT,
    missing=("Skyddad identitet",),
    standing=("Identitet, skyddad", "Enhet"),
    code=Code.SCREEN_CHANGED,
)


def tours(**changed: ShowingTour) -> dict[str, ShowingTour]:
    """All four systems fit, but those that are named."""
    return {port: fitting_tour(name) for port, name in SYSTEM_NAMES.items()} | changed


def almanda(*screens: ScreenSeen, trouble: SystemBroken | Transient | None = None) -> ShowingTour:
    return ShowingTour(seen=SystemSeen(system="Almanda", screens=screens, trouble=trouble))


async def new_run(here: Bench, shown: dict[str, ShowingTour]) -> Robot:
    """A robot as a run starts it, with these systems to show."""
    robot = replace(here.robot(), tours=shown)
    await look_again(robot)
    return robot


async def examined(here: Bench, shown: dict[str, ShowingTour]) -> Examination:
    return await examine(await new_run(here, shown))


def only_row(examination: Examination, system: str) -> ScreenSeen:
    """The one thing that was told of a system that nobody visited."""
    (seen,) = [one for one in examination.systems if one.system == system]
    (row,) = seen.screens
    return row


def stand_open(here: Bench, code: Code, mark: str = "") -> None:
    """An earlier run has opened Almanda's breaker."""
    error = SystemBroken(code, "something was wrong.", system="Almanda")
    opened = Breaker(system="Almanda").failed(error, here.clock.now(), here.pace, by="", mark=mark)
    here.breakers.breakers[WHERE, "Almanda"] = opened


def breaker(here: Bench) -> Breaker:
    return here.breakers.breakers.get((WHERE, "Almanda"), Breaker(system="Almanda"))


async def test_every_system_is_examined_and_told_of_in_order() -> None:
    examination = await examined(bench(), tours())
    assert [one.system for one in examination.systems] == list(SYSTEM_NAMES.values())
    assert examination.fits
    assert examination.count(Verdict.FITS) == 8


async def test_a_register_is_told_why_it_is_asked() -> None:
    shown = tours()
    await examined(bench(), shown)
    (lookup,) = shown["population_register"].asked
    assert lookup.case_ref == "UTK-9901-DOCTOR"
    assert lookup.purpose == "Handläggning av ekonomiskt bistånd"
    assert lookup.legal_basis.startswith("15 kap.")


@pytest.mark.parametrize("verdict", [Verdict.DOES_NOT_FIT, Verdict.NOT_VISITED])
async def test_one_screen_that_does_not_fit_or_was_not_seen_means_that_not_all_fits(verdict: Verdict) -> None:
    shown = tours(case_system=almanda(replace(RENAMED, verdict=verdict)))
    assert not (await examined(bench(), shown)).fits


async def test_a_screen_with_nothing_to_show_yet_is_no_fault() -> None:
    empty = ScreenSeen(screen="draft", verdict=Verdict.NOTHING_THERE)
    assert (await examined(bench(), tours(case_system=almanda(empty)))).fits


async def test_a_refused_login_is_remembered_and_the_next_examination_does_not_try_it() -> None:
    here = bench()
    here.secret_marks["Almanda"] = "wrong"
    login = ScreenSeen(screen="login", verdict=Verdict.NOT_VISITED, code=Code.LOGIN_REFUSED)
    shown = tours(case_system=almanda(login, trouble=REFUSED))
    await examined(here, shown)
    assert (breaker(here).code, breaker(here).secret_mark) == (Code.LOGIN_REFUSED, "wrong")

    here.clock.sleep_until_tomorrow()
    again = await examined(here, shown)
    assert len(shown["case_system"].asked) == 1
    assert only_row(again, "Almanda").code == Code.LOGIN_REFUSED
    assert "utkast systems list" in only_row(again, "Almanda").note

    here.secret_marks["Almanda"] = "mended"
    await examined(here, shown)
    assert len(shown["case_system"].asked) == 2


async def test_a_locked_account_of_an_earlier_run_is_left_alone() -> None:
    here = bench()
    stand_open(here, Code.ACCOUNT_LOCKED)
    shown = tours()
    examination = await examined(here, shown)
    assert shown["case_system"].asked == []
    assert only_row(examination, "Almanda").verdict is Verdict.NOT_VISITED
    assert examination.count(Verdict.FITS) == 6


async def test_a_system_that_fits_again_is_in_use_again() -> None:
    here = bench()
    stand_open(here, Code.SCREEN_CHANGED)
    await examined(here, tours())
    assert not breaker(here).is_open


async def test_a_system_with_a_screen_that_does_not_fit_stays_as_it_was() -> None:
    here = bench()
    await examined(here, tours(case_system=almanda(RENAMED)))
    assert breaker(here) == Breaker(system="Almanda")

    stand_open(here, Code.SCREEN_CHANGED)
    await examined(here, tours(case_system=almanda(RENAMED)))
    assert breaker(here).is_open
    assert breaker(here).prober == ""


async def test_a_system_that_is_away_does_not_keep_the_others_from_being_examined() -> None:
    here = bench()
    away = Transient(Code.MAINTENANCE, "closed.", system="Almanda", until=examples.NOW + timedelta(hours=2))
    closed = ScreenSeen(screen="login", verdict=Verdict.NOT_VISITED, code=Code.MAINTENANCE)
    examination = await examined(here, tours(case_system=almanda(closed, trouble=away)))
    assert examination.count(Verdict.FITS) == 6
    assert breaker(here).stated_end == away.until


async def test_a_bug_in_one_tour_is_told_without_its_words_and_ends_no_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = bench()
    stand_open(here, Code.SCREEN_CHANGED)
    broken = fitting_tour("Almanda")
    broken.bug = ValueError(examples.APPLICANT.digits)
    examination = await examined(here, tours(case_system=broken))
    assert only_row(examination, "Almanda").code == Code.UNEXPECTED
    assert examination.count(Verdict.FITS) == 6
    assert (breaker(here).is_open, breaker(here).prober) == (True, "")
    printed = capsys.readouterr()
    assert examples.APPLICANT.digits not in printed.out + printed.err + repr(examination)


async def test_a_system_outside_its_hours_is_not_asked() -> None:
    here = bench()
    shown = tours()
    robot = await new_run(here, shown)
    night = Closing(
        starts=examples.NOW - timedelta(days=1),
        ends=datetime(2026, 12, 1, 6, 30, tzinfo=SWEDEN),
        why="Ny version",
    )
    hours = OpeningHours(closings=(night,))
    systems = dict(robot.municipality.systems)
    systems["case_system"] = replace(systems["case_system"], hours=hours)
    examination = await examine(replace(robot, municipality=replace(robot.municipality, systems=systems)))
    assert shown["case_system"].asked == []
    assert only_row(examination, "Almanda").note == "Systemet har stängt till 2026-12-01 06.30."


async def test_a_paused_robot_asks_nobody() -> None:
    here = bench()
    pause = Pause(since=datetime(2026, 11, 18, 7, tzinfo=SWEDEN), who="drift", reason="felsökning")
    await here.work.switch.pause(WHERE, pause)
    shown = tours()
    examination = await examined(here, shown)
    assert [tour.asked for tour in shown.values()] == [[], [], [], []]
    assert {only_row(examination, name).note for name in SYSTEM_NAMES.values()} == {"Roboten är pausad."}
    assert not examination.fits


@dataclass(kw_only=True)
class Interrupted(ShowingTour):
    """Something happens between two of its screens; `told` is whether it was to stop, before and after."""

    happens: Callable[[], Awaitable[None]]
    told: list[bool] = field(default_factory=list)

    async def examine(self, lookup: Lookup, *, stopped: Callable[[], Awaitable[bool]]) -> SystemSeen:
        self.told.append(await stopped())
        await self.happens()
        self.told.append(await stopped())
        return await super().examine(lookup, stopped=stopped)


def interrupted(happens: Callable[[], Awaitable[None]]) -> Interrupted:
    return Interrupted(seen=fitting_tour("Almanda").seen, happens=happens)


@pytest.mark.parametrize("by", ["a pause", "a signal"])
async def test_a_robot_that_is_paused_or_told_to_stop_meanwhile_goes_to_no_further_screen(by: str) -> None:
    here = bench()
    pause = Pause(since=datetime(2026, 11, 18, 7, tzinfo=SWEDEN), who="drift", reason="felsökning")

    async def happens() -> None:
        if by == "a pause":
            await here.work.switch.pause(WHERE, pause)
        else:
            robot.stopping.ask("SIGTERM")

    tour = interrupted(happens)
    robot = await new_run(here, tours(case_system=tour))
    await examine(robot)
    assert tour.told == [False, True]


async def test_two_doctors_at_once_are_one_probe() -> None:
    here = bench()
    stand_open(here, Code.SCREEN_CHANGED)

    async def another_is_asked() -> None:
        robot = replace(here.robot("worker-2"), tours=tours())
        seconds.append(only_row(await examine(robot), "Almanda"))

    seconds: list[ScreenSeen] = []
    await examined(here, tours(case_system=interrupted(another_is_asked)))
    assert [one.verdict for one in seconds] == [Verdict.NOT_VISITED]
    assert not breaker(here).is_open


async def test_a_system_whose_accounts_were_all_in_use_is_anothers_to_probe() -> None:
    here = bench()
    stand_open(here, Code.SCREEN_CHANGED)
    taken = NotAsked(Code.NO_FREE_ACCOUNT, "all are in use.", system="Almanda")
    login = ScreenSeen(screen="login", verdict=Verdict.NOT_VISITED, code=Code.NO_FREE_ACCOUNT)
    await examined(here, tours(case_system=almanda(login, trouble=taken)))
    assert breaker(here).is_open
    assert breaker(here).may_be_probed(here.clock.now())


async def test_when_our_tables_are_away_no_screen_is_blamed() -> None:
    broken = fitting_tour("Almanda")
    broken.bug = TablesAway(Code.TABLES_AWAY, "the connection was closed.")
    with pytest.raises(TablesAway):
        await examined(bench(), tours(case_system=broken))


async def test_a_stopped_system_is_told_with_swedens_time() -> None:
    here = bench()
    stand_open(here, Code.SCREEN_CHANGED)
    later = datetime(2026, 11, 18, 22, 30, tzinfo=UTC)
    here.breakers.breakers[WHERE, "Almanda"] = replace(breaker(here), probe_at=later, stated_end=later)
    note = only_row(await examined(here, tours()), "Almanda").note
    assert note == "Systemet står stoppat till 2026-11-18 23.30 och tillfrågas inte. Se utkast systems list."


def test_the_likeliest_new_name_of_a_label_comes_first() -> None:
    standing = ("Enhet", "Till och med", "Skyddade uppgifter", "Från och med")
    assert likeliest_first(("Fr.o.m. datum", "Skyddad uppgift"), standing)[0] == "Skyddade uppgifter"
    assert likeliest_first((), standing) == standing


def test_what_is_wrong_with_a_screen_is_told_in_sentences() -> None:
    assert RENAMED.remarks == (
        "Saknas: “Skyddad identitet”.",
        "Obekant som står där: “Identitet, skyddad”, “Enhet”.",
        "Se runbooks/SCREEN_CHANGED.md.",
    )
    assert ScreenSeen(screen="start", verdict=Verdict.FITS).remarks == ()


@pytest.mark.usefixtures("prefect_server")
async def test_prefect_keeps_the_examination_as_a_table() -> None:
    token = AT_WORK.set(await new_run(bench(), tours(case_system=almanda(RENAMED))))
    try:
        examination = await doctor(WHERE)
    finally:
        AT_WORK.reset(token)
    assert not examination.fits
    wanted = {"artifacts": {"key": {"any_": ["doctor"]}}, "sort": "CREATED_DESC", "limit": 1}
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{PREFECT_API_URL.value()}/artifacts/filter", json=wanted)
    (artifact,) = answer.json()
    rows = json.loads(artifact["data"])
    assert artifact["description"] == "Exempelstads kommun: passar inte"
    assert [row["Utfall"] for row in rows if row["System"] == "Almanda"] == ["PASSAR INTE"]
    assert len(rows) == 7
