"""A worker that is told to stop and goes on is killed and counted; one that ends is not."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.chaos import crew as crews
from tests.chaos.blows import Blow, noted
from tests.chaos.crashes import until
from tests.chaos.crew import NOT_HEEDED, Crew
from tests.chaos.dealing import on_the_way
from tests.chaos.worker import OVER, TABLES_AWAY

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no signal to another process")
STUBBORN = "trap '' TERM; touch $0; exec sleep 60"
OBEDIENT = "touch $0; exec sleep 60"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """One of them, and the file that says that it has begun."""

    process: "subprocess.Popen[bytes]"
    begun: Path
    register: Path
    said: str

    def words(self) -> list[str]:
        return [self.said, "ouch"]


@dataclass(slots=True, kw_only=True)
class Yard:
    """Premises whose workers are a line of shell each."""

    home: Path
    does: str
    said: str = "nothing"
    hired: list[Hand] = field(default_factory=list)

    def fallen(self) -> list[str]:
        return [words for hand in self.hired for words in noted(hand.register)]

    def hire(self, **_orders: Any) -> Hand:
        begun = self.home / f"begun-{len(self.hired)}"
        register = self.home / f"blows-{len(self.hired)}"
        process = subprocess.Popen(["sh", "-c", self.does, begun, register])
        self.hired.append(Hand(process=process, begun=begun, register=register, said=self.said))
        return self.hired[-1]


async def worked(yard: Yard, enough: Callable[[Crew], bool], of: type[Crew] = Crew, **more: Any) -> Crew:
    """One seat, until it has been enough."""
    crew = of(premises=yard, workers=1, lease=1.0, seed=1, **more)  # type: ignore[arg-type]
    work = asyncio.create_task(crew.work())
    async with asyncio.timeout(60):
        await until(lambda: enough(crew))
        crew.done.set()
        await work
    return crew


@pytest.mark.parametrize(
    ("does", "beats", "unheeded", "by"),
    [(STUBBORN, 2, 1, signal.SIGKILL), (OBEDIENT, 20, 0, signal.SIGTERM)],
)
async def test_a_worker_that_goes_on_when_it_is_told_to_stop_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, beats: int, unheeded: int, by: signal.Signals
) -> None:
    monkeypatch.setattr(crews, "MIND_BEATS", beats)
    yard = Yard(home=tmp_path, does=does)
    crew = await worked(yard, lambda _crew: bool(yard.hired) and yard.hired[0].begun.exists())
    assert crew.tally[NOT_HEEDED] == unheeded
    assert crew.exits == {-by: 1}
    assert len(crew.killed_at) == unheeded


async def test_a_worker_that_a_blow_has_told_to_stop_is_not_left_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crews, "MIND_BEATS", 2)
    blow = Blow(point="OPENED", by="SIGTERM")
    yard = Yard(
        home=tmp_path,
        does=f"{STUBBORN.partition(';')[0]}; echo {blow.words} >> $1; {OBEDIENT}",
    )
    crew = await worked(yard, lambda crew: crew.exits.total() > 0, blows=[blow])
    assert crew.tally[NOT_HEEDED] >= 1
    assert crew.fallen()[blow.words] >= 1
    assert crew.blows == []


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("touch $0; exit 1", "exit code 1: ouch"),
        ("touch $0; kill -ABRT $$", f"exit code {-signal.SIGABRT}: ouch"),
        (f"touch $0; exit {TABLES_AWAY}", None),
        ("touch $0", None),
        (f"{OBEDIENT.partition(';')[0]}; kill -KILL $$", None),
        ("exit 1", None),
    ],
)
async def test_a_worker_that_ends_by_an_error_of_its_own_is_told_of(
    tmp_path: Path, does: str, told: str | None
) -> None:
    crew = await worked(Yard(home=tmp_path, does=does), lambda crew: crew.exits.total() > 0)
    assert set(crew.ended_in_error) == ({told} if told else set())


ENDED_BY_TERM = f"exit code {-signal.SIGTERM}: "


@pytest.mark.parametrize(("blows_before", "told"), [(1, set()), (0, {f"{ENDED_BY_TERM}ouch"})])
async def test_a_worker_that_is_told_to_stop_a_third_time_just_ends(
    tmp_path: Path, blows_before: int, told: set[str]
) -> None:
    """A blow tells it, then somebody from outside, then the last blow before the crew has seen it fall."""
    first, last = on_the_way(Blow(point="GIVEN_BACK", by="SIGTERM"))
    does = (
        f"trap 'echo {last.words} >> $1; trap - TERM; kill $$' TERM; "
        f"for one in $(seq {blows_before}); do echo {first.words} >> $1; done; touch $0; "
        "while :; do sleep 0.1; done"
    )
    yard = Yard(home=tmp_path, does=does)
    crew = await worked(yard, lambda _crew: bool(yard.hired) and yard.hired[0].begun.exists(), blows=[last])
    assert (crew.exits, set(crew.ended_in_error)) == ({-signal.SIGTERM: 1}, told)


@pytest.mark.parametrize(("said", "told"), [(OVER, set()), ("something", {f"{ENDED_BY_TERM}ouch"})])
async def test_a_worker_that_is_told_to_stop_when_its_night_is_over_just_ends(
    tmp_path: Path, said: str, told: set[str]
) -> None:
    yard = Yard(home=tmp_path, does=OBEDIENT, said=said)
    crew = await worked(yard, lambda _crew: bool(yard.hired) and yard.hired[0].begun.exists())
    assert (crew.exits, set(crew.ended_in_error)) == ({-signal.SIGTERM: 1}, told)


async def test_a_worker_that_nobody_has_told_to_stop_does_not_end_by_that_signal(tmp_path: Path) -> None:
    yard = Yard(home=tmp_path, does="touch $0; kill -TERM $$", said=OVER)
    crew = await worked(yard, lambda crew: crew.exits.total() > 0)
    assert set(crew.ended_in_error) == {f"{ENDED_BY_TERM}ouch"}


class Watched(Crew):
    """Tells how long it would have waited before somebody was hired again."""

    breaks: ClassVar[list[float]] = []

    async def _within(self, seconds: float) -> None:
        self.breaks.append(seconds)
        await asyncio.sleep(0)  # noqa: TID251 - lets the others go on


@pytest.mark.parametrize(("does", "rests"), [("touch $0", True), ("touch $0; echo {} >> $1", False)])
async def test_after_one_who_ended_by_itself_nobody_begins_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, rests: bool
) -> None:
    monkeypatch.setattr(Watched, "breaks", [])
    blow = Blow(point="OPENED")
    yard = Yard(home=tmp_path, does=does.format(blow.words))
    await worked(yard, lambda _crew: len(yard.hired) > 1, of=Watched, blows=[blow])
    first_break = next(one for one in Watched.breaks if one >= crews.BREATH_SECONDS)
    assert (first_break == crews.REST_SECONDS) is rests
