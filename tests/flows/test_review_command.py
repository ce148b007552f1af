"""`utkast review` at a terminal, on fakes: what it says of an application, and of one that does not exist.

`make campaigns` types it as a command of its own against the mock systems, after each municipality's demo.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL

from flows.cli import runs
from flows.robot import AT_WORK, Robot
from flows.settings import Settings
from flows.stopping import Stopping
from tests.at_terminal import Said, typing_in
from tests.robots import Bench, bench


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Fakes in place of all that a robot at work has."""
    here = bench()

    @asynccontextmanager
    async def at_work(_: Settings, __: str, stopping: Stopping) -> AsyncIterator[Robot]:
        robot = replace(here.robot(), stopping=stopping)
        token = AT_WORK.set(robot)
        yield robot
        AT_WORK.reset(token)

    monkeypatch.setattr(runs, "robot_at_work", at_work)
    return here


@pytest.fixture
def typed(here: Bench, tmp_path: Path) -> Iterator[Callable[..., Said]]:
    with typing_in(tmp_path) as typed:
        yield typed


def test_an_application_is_prepared_and_where_it_went_is_said(
    prefect_server: None, here: Bench, typed: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UTKAST_PREFECT_API_URL", str(PREFECT_API_URL.value()))
    case_ref = asyncio.run(here.collected("100234"))
    said = typed("review", case_ref, "-m", "exempelstad")
    assert said.returncode == 0
    assert f"{case_ref}: Utkast klart för handläggaren" in said.stdout
    assert [draft.case_ref for draft in here.case_system.drafts] == [case_ref]


def test_a_reference_that_nobody_has_is_told_in_one_sentence(typed: Callable[..., Said]) -> None:
    said = typed("review", "UTK-9901-1", "-m", "exempelstad")
    assert (said.returncode, said.stdout) == (1, "")
    assert "No application has the reference UTK-9901-1." in " ".join(said.stderr.split())
