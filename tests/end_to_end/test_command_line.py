"""`utkast` at a terminal: help on everything, plain words when something is wrong, and the whole demo."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from flows.cli.app import app
from flows.cli.keys import ensure_key
from flows.settings import Settings
from tests.at_terminal import Said, settings_apart, typing_in
from tests.canary import open_to_others

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
PROGRAM = (sys.executable, "-c", "from flows.cli import main; main()")
DEMO = 2
"""Applications of the demo here: each gets a draft. The night's own test has households of all kinds."""
EVERY_CASE_REF = re.compile(r"UTK-\d{4}-\d{6}")
WAITS_FOR_A_PERSON = "Utkast klart för handläggaren"
Typed = Callable[..., Said]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder for a municipality that has just installed the program."""
    return tmp_path


@pytest.fixture
def home_with_key(home: Path) -> Path:
    """The same folder after `utkast new-key`, which a test of its own runs as a command."""
    robots = home / ".utkast"
    assert ensure_key(Settings(home=robots, secrets_dir=robots / "secrets"))
    return home


@pytest.fixture
def typed(home: Path) -> Iterator[Typed]:
    """`utkast` typed there, in this process: to start one takes seconds, and few of these say more by it."""
    with typing_in(home) as typed:
        yield typed


def utkast(home: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in `home`, with nothing of this process's own settings but the browser's place."""
    project = str(Path(__file__).parents[2])
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=home,
        env={**settings_apart(), "PYTHONPATH": project, "COLUMNS": "160", "NO_COLOR": "1", **more},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )


def every_command(command: object, *path: str) -> Iterator[tuple[str, ...]]:
    """The words of each command, groups too."""
    yield path
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from every_command(below, *path, name)


@pytest.mark.parametrize("words", list(every_command(get_command(app))), ids=" ".join)
def test_every_command_has_help(words: Sequence[str]) -> None:
    answer = CliRunner().invoke(app, [*words, "--help"])
    assert answer.exit_code == 0
    described = [line for line in answer.output.splitlines() if line.strip() and "Usage" not in line]
    assert len(described) > 2
    assert " ".join(words) in answer.output


def test_the_program_itself_answers_help(home: Path) -> None:
    answer = utkast(home, "--help")
    assert answer.returncode == 0
    for command in ("demo", "night", "review", "waiting", "failed", "list", "mocks", "systems"):
        assert command in answer.stdout
    assert "The robot prepares; a person decides." in answer.stdout
    assert list(home.iterdir()) == []


def told(answer: "Said | subprocess.CompletedProcess[str]") -> str:
    """What was said when the command could not go on: one message, no stack trace."""
    assert answer.returncode == 1
    assert "Traceback" not in answer.stdout + answer.stderr
    return " ".join(answer.stderr.split())


def test_a_night_without_a_municipality_asks_which(typed: Typed) -> None:
    assert "Which municipality?" in told(typed("night"))


def test_a_night_nowhere_names_the_municipalities_there_are(typed: Typed) -> None:
    words = told(typed("night", "-m", "nowhere"))
    assert "nowhere" in words
    assert "exempelstad" in words


def test_a_list_without_a_key_says_how_to_make_one(home: Path) -> None:
    """A process of its own, as all commands' troubles are told in the same place."""
    assert "utkast new-key" in told(utkast(home, "list", "-m", "exempelstad"))


def test_a_key_is_made_once_and_kept_from_others(home: Path, typed: Typed) -> None:
    first = typed("new-key")
    key = home / ".utkast" / "secrets" / "data_key"
    made = key.read_text(encoding="utf-8")
    again = typed("new-key")
    assert (first.returncode, again.returncode) == (0, 0)
    assert key.read_text(encoding="utf-8") == made
    assert made.strip() not in first.stdout + first.stderr
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("home_with_key")
def test_an_installation_without_applications_says_so(typed: Typed) -> None:
    for command, words in (
        (("waiting",), "Väntar: inga ansökningar."),
        (("systems", "list"), "Inga stoppade system."),
    ):
        answer = typed(*command, "-m", "exempelstad")
        assert (answer.returncode, answer.stdout.strip()) == (0, words)


@pytest.mark.usefixtures("home_with_key")
def test_a_missing_secret_is_named_before_any_system_is_asked(typed: Typed) -> None:
    assert "inbox.utkast-01.password" in told(typed("night", "-m", "exempelstad"))


@pytest.mark.usefixtures("home_with_key")
def test_a_system_that_does_not_stand_stopped_cannot_be_let_go(typed: Typed) -> None:
    words = told(typed("systems", "release", "Almanda", "-m", "exempelstad"))
    assert "Almanda does not stand stopped." in words


def test_the_demo_shows_that_every_outcome_is_the_expected_one(home: Path, prefect_server: None) -> None:
    free_ports = {"UTKAST_MOCK_PORTS": "auto"}
    server = {"UTKAST_PREFECT_API_URL": str(PREFECT_API_URL.value())}
    try:
        demo = utkast(home, "demo", "--applications", str(DEMO), **free_ports, **server)
        assert f"{DEMO} av {DEMO} utfall är de väntade." in demo.stdout, demo.stdout + demo.stderr
        assert demo.returncode == 0
        assert f"{DEMO} utkast lästa tillbaka från ärendesystemets egna sidor." in demo.stdout
        assert "NEJ" not in demo.stdout
        assert "Logga in där som anna.handlaggare med lösenordet" in demo.stdout
        assert "Exempelstads kommun är påhittad: allt i config/municipalities/" in demo.stdout
        assert open_to_others(home / ".utkast") == []
        require_lists(home)
    finally:
        stopped = utkast(home, "mocks", "stop", **free_ports)
    assert "De fyra systemen är stoppade." in stopped.stdout


@pytest.mark.campaign
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("municipality", ["trelleborg", "kungsbacka", "kungalv", "strangnas"])
def test_the_demo_of_each_municipality_ends_as_its_scenarios_state(
    home: Path, prefect_server: None, municipality: str
) -> None:
    free_ports = {"UTKAST_MOCK_PORTS": "auto"}
    server = {"UTKAST_PREFECT_API_URL": str(PREFECT_API_URL.value())}
    try:
        demo = utkast(home, "demo", "-m", municipality, **free_ports, **server)
        assert demo.returncode == 0, demo.stdout + demo.stderr
        assert "40 av 40 utfall är de väntade." in demo.stdout
        assert "Offentligt känt om " in demo.stdout
        assert "är exempel. Där ingår" in " ".join(demo.stdout.split())
        require_reviews(home, **server)
    finally:
        utkast(home, "mocks", "stop", **free_ports)


def require_lists(home: Path) -> None:
    """Every application once, by reference and never by person."""
    with typing_in(home) as typed:
        everything, waiting, failed = (typed(command).stdout for command in ("list", "waiting", "failed"))
    assert len(EVERY_CASE_REF.findall(everything)) == len(set(EVERY_CASE_REF.findall(everything))) == DEMO
    assert "Väntar: inga ansökningar." in waiting
    assert "Lämnade till handläggare och fel: inga ansökningar." in failed
    assert not re.search(r"\b(19|20)\d{6}-?\d{4}\b", everything + waiting + failed)


def require_reviews(home: Path, **server: str) -> None:
    """One application on demand, and a plain sentence about one that does not exist."""
    standing = next(line for line in utkast(home, "list").stdout.splitlines() if WAITS_FOR_A_PERSON in line)
    (case_ref,) = EVERY_CASE_REF.findall(standing)
    known = utkast(home, "review", case_ref, **server)
    assert known.returncode == 0, known.stdout + known.stderr
    assert f"{case_ref}: {WAITS_FOR_A_PERSON}" in known.stdout
    unknown = utkast(home, "review", "UTK-9901-1", **server)
    assert "No application has the reference UTK-9901-1." in told(unknown)
