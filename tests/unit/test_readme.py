"""The README names every command and every setting, and shows pictures that are there and not too heavy."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from flows.cli.app import app
from flows.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = sorted((ROOT / "docs" / "pictures").iterdir())
VARIABLES_ONLY = {"ENV_FILE", "DATA_KEY", "MARK_KEY", "AUDIT_KEY"}
"""Read from the environment and from no file of settings."""
HEAVIEST_BYTES = 400_000


def commands(group: TyperGroup, named: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{named} {name}")
        else:
            yield f"{named} {name}"


def every_command() -> list[str]:
    top = typer.main.get_command(app)
    assert isinstance(top, TyperGroup)
    return list(commands(top, "utkast"))


@pytest.mark.parametrize("command", every_command())
def test_every_command_is_named(command: str) -> None:
    assert re.search(rf"`{command}[` ]", README)


def test_the_settings_named_are_those_there_are() -> None:
    named = set(re.findall(r"^\| `UTKAST_(\w+)` \|", README, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields} | VARIABLES_ONLY


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_shown_and_light(picture: Path) -> None:
    assert f"docs/pictures/{picture.name}" in README
    assert picture.stat().st_size <= HEAVIEST_BYTES
