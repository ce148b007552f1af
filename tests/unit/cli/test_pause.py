"""A person pauses the robot and lets it go on: who, why and since when is told wherever somebody looks."""

import getpass
from pathlib import Path

import pytest

from flows.cli.trouble import CannotGoOn
from flows.journal import Pause
from flows.wiring.store import Store
from tests import examples
from tests.unit.cli.conftest import Terminal

REASON = "Fel i underlaget från inkorgen."


async def standing(store: Store) -> Pause | None:
    return await store.switch.paused("exempelstad")


def unwrapped(said: str) -> str:
    """What was said, without the line breaks of a narrow terminal."""
    return " ".join(said.split())


def test_a_pause_keeps_who_and_why(terminal: Terminal) -> None:
    code, said = terminal.type("pause", "--reason", REASON, "--who", "Sven på driften")
    pause = terminal.in_tables(standing)
    assert pause is not None
    assert (code, pause.who, pause.reason) == (0, "Sven på driften", REASON)
    assert f"av Sven på driften: {REASON}" in unwrapped(said)
    assert "utkast resume" in said


def test_a_pause_without_a_name_is_the_operating_systems_users(terminal: Terminal) -> None:
    terminal.type("pause", "--reason", REASON)
    pause = terminal.in_tables(standing)
    assert pause is not None
    assert pause.who == getpass.getuser()


def test_a_pause_wants_a_reason(terminal: Terminal) -> None:
    with pytest.raises(CannotGoOn, match="Give --reason"):
        terminal.type("pause", "--reason", "  ")
    assert terminal.in_tables(standing) is None


def test_whoever_pauses_second_is_told_whose_pause_stands(terminal: Terminal) -> None:
    terminal.type("pause", "--reason", REASON, "--who", "Sven")
    _, said = terminal.type("pause", "--reason", "Annat.", "--who", "Sara")
    assert f"av Sven: {REASON}" in unwrapped(said)


@pytest.mark.parametrize("command", [("systems", "list"), ("waiting",)], ids=" ".join)
def test_a_pause_is_told_where_operations_look(terminal: Terminal, command: tuple[str, ...]) -> None:
    assert "pausad" not in terminal.type(*command)[1]
    terminal.type("pause", "--reason", REASON, "--who", "Sven")
    assert f"av Sven: {REASON}" in unwrapped(terminal.type(*command)[1])


def test_what_nobody_has_begun_with_is_counted_beside_what_waits(terminal: Terminal) -> None:
    async def collected(store: Store) -> bool:
        return await store.work.collect(examples.work_item(), examples.application())

    assert "Inkomna" not in terminal.type("waiting")[1]
    terminal.in_tables(collected)
    said = unwrapped(terminal.type("waiting")[1])
    assert said == "Väntar: inga ansökningar. Inkomna som ingen har börjat med: 1. Se dem: utkast list"


def test_a_pause_of_one_municipality_is_no_pause_of_another(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    municipalities = tmp_path / "config" / "municipalities"
    municipalities.mkdir(parents=True)
    (municipalities / "grannstad.yaml").touch()
    monkeypatch.setenv("UTKAST_CONFIG_DIR", str(municipalities.parent))
    assert terminal.type("pause", "--reason", REASON, "-m", "grannstad")[0] == 0
    assert terminal.in_tables(standing) is None


@pytest.mark.parametrize(
    "command",
    [
        ("pause", "--reason", REASON),
        ("resume",),
        ("status",),
        ("list",),
        ("waiting",),
        ("failed",),
        ("systems", "list"),
        ("systems", "release", "Almanda"),
        ("night",),
        ("review", "UTK-9901-100234"),
        ("report", "write"),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_a_municipality_that_is_not_there_is_told_and_nothing_is_done(
    terminal: Terminal, command: tuple[str, ...]
) -> None:
    with pytest.raises(
        CannotGoOn,
        match=r"no municipality 'exempelsatd'\. Known: exempelstad, kungalv, kungsbacka, ",
    ):
        terminal.type(*command, "-m", "exempelsatd")


def test_a_path_is_no_municipality(terminal: Terminal) -> None:
    with pytest.raises(CannotGoOn, match="no municipality"):
        terminal.type("status", "-m", "../municipalities/exempelstad")


def test_a_resumed_robot_is_paused_no_more(terminal: Terminal) -> None:
    terminal.type("pause", "--reason", REASON)
    code, said = terminal.type("resume", "--who", "Sara")
    assert (code, terminal.in_tables(standing)) == (0, None)
    assert "Roboten får gå vidare." in said


def test_a_robot_that_is_not_paused_cannot_be_resumed_and_a_stopped_system_is_another_matter(
    terminal: Terminal,
) -> None:
    with pytest.raises(CannotGoOn, match="utkast systems release"):
        terminal.type("resume")
