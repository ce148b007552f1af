"""Each runbook is followed: the trouble is brought about, and what the page says to type finds and mends it.

They are campaigns: `make drills` holds them all. Each day it is only seen that every page has one.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Never

import pytest

from flows.errors import Code
from flows.work import State
from tests.drills.catalogue import DRILLS, Act, Drill
from tests.drills.pages import RUNBOOKS, SECRETS, SERVERS_SECRETS, is_for, page
from tests.drills.stage import Answer, Stage, set_up

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
A_SECRET_CHANGES = {"LOGIN_REFUSED", "password-expires", "certificate-expires"}
ANOTHER = "unchanged_single_no_income"
NOTHING: Mapping[str, Never] = {}
NO_DRILL = {"pausing", "backup-and-restore", "server-installation", "upgrade"}
"""They tell how something works or is made, on a server in the main. The pause is drilled by the page that
says to stop everything, a backup is put back by `tests/contract/test_backup.py`, and the rest is tried by the
tests of the server's files and of `utkast migrate`."""


def test_every_code_and_every_page_of_what_to_do_has_a_drill() -> None:
    acts = {file.stem for file in RUNBOOKS.glob("*.md") if file.stem.islower()}
    assert {drill.page for drill in DRILLS} == {code.value for code in Code} | acts - NO_DRILL


def marks(drill: Drill) -> Sequence[pytest.MarkDecorator]:
    """Drills are campaigns, and those that deploy are held one after the other, not side by side.

    They share one Prefect, and a plain `utkast console deploy` takes the times of other municipalities away.
    """
    seldom = (pytest.mark.campaign,)
    typed = page(drill.page).mitigation
    deploys = any(line.startswith("utkast console deploy") for line in typed)
    return (*seldom, pytest.mark.xdist_group("deploys")) if deploys else seldom


@pytest.mark.parametrize("drill", [pytest.param(one, id=one.page, marks=marks(one)) for one in DRILLS])
def test_the_runbook_finds_the_trouble_and_mends_it(
    mocks: "RunningMocks", tmp_path: Path, prefect_server: None, drill: Drill
) -> None:
    with set_up(mocks, tmp_path, *drill.beside) as stage:
        stage.system = drill.system
        require_that_it_helps(stage, drill)


@pytest.mark.campaign
@pytest.mark.parametrize("name", sorted(A_SECRET_CHANGES))
def test_on_a_server_the_workers_get_the_new_secret_too(
    mocks: "RunningMocks", tmp_path: Path, prefect_server: None, name: str
) -> None:
    """One application is tried as the page says, and the workers' next night prepares the other one."""
    drill = next(one for one in DRILLS if one.page == name)
    with set_up(mocks, tmp_path, ANOTHER) as stage:
        stage.system = drill.system
        drill.bring_about(stage)
        drill.mend(stage)
        typed = drill.typed(stage)
        stage.on_a_server()
        followed(stage, drill, page(name).mitigation, typed=typed, server=True)
        told = stage.night_of_a_worker()
        assert set(stage.here.drafts()) == {stage.case_ref, stage.here.case_ref(ANOTHER)}, told
        assert "Inga stoppade system." in stage.types("utkast status").said


def require_that_it_helps(stage: Stage, drill: Drill) -> None:
    """What the Diagnosis types tells the trouble, and after the Mitigation there is the one right draft."""
    drill.bring_about(stage)
    told = followed(stage, drill, page(drill.page).diagnosis, codes=drill.codes)
    said = "".join(answer.said for answer in told)
    assert [words for words in drill.tells if words not in said] == [], said
    drill.mend(stage)
    typed = followed(stage, drill, page(drill.page).mitigation, typed=drill.typed(stage), waits=drill.waits)
    assert stage.item.outcome.state is State.AWAITING_CASEWORKER, "\n".join(map(str, typed))
    assert list(stage.here.drafts()) == [stage.case_ref]
    drill.seen(stage)


def followed(
    stage: Stage,
    drill: Drill,
    lines: Sequence[str],
    *,
    codes: Mapping[str, int] = NOTHING,
    typed: Mapping[str, str] = NOTHING,
    waits: Mapping[str, Act] = NOTHING,
    server: bool = False,
) -> Sequence[Answer]:
    """Every line typed there, in order; each must end with exit code 0 unless `codes` tell another.

    `typed` is what a command reads, and both are told by how a line begins.
    """
    answers = []
    for line in lines:
        if line.startswith(drill.left_out) or not is_for(line, server=server):
            continue
        for act in (one for begins, one in waits.items() if line.startswith(begins)):
            act(stage)
        wanted = line.replace(SERVERS_SECRETS, SECRETS)
        stdin = next((text for begins, text in typed.items() if wanted.startswith(begins)), "")
        answer = stage.types(line, stdin=stdin)
        expected = next((code for begins, code in codes.items() if line.startswith(begins)), 0)
        assert answer.code == expected, answer
        answers.append(answer)
    return answers
