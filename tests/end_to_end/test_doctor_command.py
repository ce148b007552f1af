"""`utkast doctor` at a terminal: what it prints, its exit code, and what Prefect keeps of it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mock_legacy.world.generator import Recipe
from tests.end_to_end.installation import Installation, installed

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [
    pytest.mark.slow,
    pytest.mark.campaign,
    pytest.mark.timeout(300),
    pytest.mark.usefixtures("prefect_server"),
]
PROGRAM = (sys.executable, "-c", "from flows.cli import main; main()")


@pytest.fixture
def here(mocks: "RunningMocks", tmp_path: Path) -> Iterator[Installation]:
    """Two households, one of them the test person's."""
    mocks.reset(Recipe(applications=2, scenarios=("single_parent", "unchanged_single_no_income")))
    yield installed(mocks, tmp_path)
    mocks.reset()


def doctor(here: Installation) -> "subprocess.CompletedProcess[str]":
    """The command, told everything about the installation by its environment."""
    return subprocess.run(
        [*PROGRAM, "doctor"],
        cwd=here.settings.home,
        env={**here.environment(), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def test_the_doctor_says_that_a_healthy_world_fits(here: Installation) -> None:
    answer = doctor(here)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "23 skärmar passar, 0 passar inte, 0 besöktes inte och 1 har inget att visa ännu." in answer.stdout
    for words in ("Exempelstads kommun: systemens skärmar", "bekräfta leverans", "search answer", "incomes"):
        assert words in answer.stdout
    person = here.secret("doctor.person").read_text(encoding="utf-8")
    assert person not in answer.stdout + answer.stderr
    assert person not in (here.settings.home / "logs" / "utkast.jsonl").read_text(encoding="utf-8")


def test_the_doctor_names_what_does_not_fit_and_ends_with_exit_code_1(here: Installation) -> None:
    here.strike("renamed_label", "almanda", "household", text="Roll", new_text="Rollen", count=None)
    answer = doctor(here)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    line = next(line for line in answer.stdout.splitlines() if "household" in line)
    assert "PASSAR INTE" in line
    assert "Saknas: “Roll”." in line
    assert "“Rollen”" in answer.stdout
    assert "22 skärmar passar, 1 passar inte, 0 besöktes inte" in answer.stdout
