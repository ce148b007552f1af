"""Each kind of fault has a test that fails when what handles it is removed: here it is removed.

In `make test` that the table says so of every kind and names what there is; in the campaigns that the tests
fail, each in a run of its own.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mock_legacy.platform.fault_effects import KINDS
from tests.browser.bad_habits import stand_ins
from tests.browser.bad_habits.handlings import HANDLINGS, Handling
from tests.browser.bad_habits.removing import VARIABLE, NothingRemoved, found, remove

ROOT = Path(__file__).parent.parent.parent.parent
PLUGIN = "tests.browser.bad_habits.removing"
OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "-p", PLUGIN, "-m", "campaign or not campaign")
SECONDS = 90
"""Most end within ten; a busy machine takes longer to start a browser."""


def test_every_kind_of_fault_has_a_handling_in_the_table() -> None:
    assert {one.kind for one in HANDLINGS} == set(KINDS)
    assert len({str(one) for one in HANDLINGS}) == len(HANDLINGS)


@pytest.mark.parametrize("name", sorted({one.name for one in HANDLINGS}))
def test_what_is_removed_is_there(name: str) -> None:
    assert name.partition(".")[0] in {"flows", "bots", "adapters"}
    found(name)


@pytest.mark.parametrize("file", sorted({one.node.partition("::")[0] for one in HANDLINGS}))
def test_the_tests_that_must_fail_are_there(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    for one in HANDLINGS:
        path, _, named = one.node.partition("::")
        if path == file:
            assert f"def {named.partition('[')[0]}(" in text


def test_a_handling_that_is_not_there_is_not_removed() -> None:
    for name in ("bots.kit.loading.no_such", "bots.no_such.thing", "bots.kit.login.LoginScreen.open"):
        with pytest.raises(NothingRemoved):
            remove(name, stand_ins.nothing_done)
    with pytest.raises(NothingRemoved):
        remove("bots.kit.loading.goto", lambda there: there)


@pytest.mark.campaign
@pytest.mark.slow
@pytest.mark.timeout(2 * SECONDS)
@pytest.mark.parametrize("one", HANDLINGS, ids=str)
def test_a_handling_that_is_removed_is_missed(one: Handling) -> None:
    tried = subprocess.run(
        [sys.executable, "-m", "pytest", *OPTIONS, one.node],
        cwd=ROOT,
        env={**os.environ, VARIABLE: str(one), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    told = tried.stdout + tried.stderr
    failed = [line for line in tried.stdout.splitlines() if line.startswith("FAILED ")]
    assert (tried.returncode, len(failed)) == (pytest.ExitCode.TESTS_FAILED, 1), told
    assert failed[0].partition(" - ")[0] == f"FAILED {one.node}", told
    assert tried.stdout.splitlines()[-1].startswith("1 failed in "), told
    assert one.says in tried.stdout, told
