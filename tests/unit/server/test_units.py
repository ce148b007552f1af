"""The systemd units: systemd accepts them, they start what there is, and they shut their processes in."""

import configparser
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
import typer
from typer.core import TyperGroup

from flows.cli.app import app
from flows.console.names import NIGHT, ON_DEMAND
from flows.console.pool import QUEUES

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "config" / "server" / "systemd"
DROP_IN = FOLDER / "credentials-drop-in"
TOTP = "skatteverket.utkast-01.totp.cred"
REASON = {"pause": ["--reason", "prov"], "resume": []}
SERVICES = sorted(FOLDER.glob("*.service"))
UNITS = [*SERVICES, *sorted(FOLDER.glob("*.timer"))]
WORKERS = ("utkast-worker@.service", "utkast-orders.service")
HANDED_SECRETS = {*WORKERS, "utkast-prefect.service"}
"""The workers theirs and Prefect's server what sends notices, by drop-ins."""


def read(unit: Path) -> configparser.ConfigParser:
    """Its sections; of a key that stands twice the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(unit.read_text(encoding="utf-8"))
    return parser


def written_drop_in(secrets: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([DROP_IN, secrets], capture_output=True, text=True, check=False)


def test_systemd_accepts_every_unit_with_the_drop_in(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed here: it comes with the package systemd")
    secrets = tmp_path / "credentials"
    secrets.mkdir()
    for name in ("data_key", "almanda.utkast-01.password", "forsakringskassan.utkast-01.key.pem.cred"):
        (secrets / name).touch()
    for unit in UNITS:
        # Where the project lies on a server, and where it lies here.
        here = unit.read_text(encoding="utf-8").replace("/opt/utkast/.venv", sys.prefix)
        (tmp_path / unit.name).write_text(here.replace("/opt/utkast", str(ROOT)), encoding="utf-8")
    for worker in WORKERS:
        beside = tmp_path / f"{worker}.d"
        beside.mkdir()
        (beside / "credentials.conf").write_text(written_drop_in(secrets).stdout, encoding="utf-8")
    asked = [analyze, "verify", "--man=no", *(tmp_path / one.name for one in UNITS)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_is_shut_in_and_runs_as_nobody_special(unit: Path) -> None:
    service = read(unit)["Service"]
    assert service["User"] in {"utkast", "prefect"}
    assert (service["NoNewPrivileges"], service["ProtectSystem"]) == ("yes", "strict")
    assert service["CapabilityBoundingSet"] == ""
    assert (service["UMask"], service["LimitCORE"]) == ("0077", "0")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_no_secret_is_in_a_unit_and_only_who_needs_any_is_handed_them(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    assert not re.search(r"(password|secret|auth_string|token)\s*=", text, re.IGNORECASE)
    assert "LoadCredential=" not in text
    assert ("UTKAST_SECRETS_DIR=%d" in text) is (unit.name in HANDED_SECRETS)


@pytest.mark.parametrize("unit", WORKERS)
def test_chromium_is_left_what_its_own_sandbox_needs(unit: str) -> None:
    worker = read(FOLDER / unit)["Service"]
    assert "RestrictNamespaces" not in worker
    assert "MemoryDenyWriteExecute" not in worker
    assert worker["SystemCallFilter"].startswith("~")
    assert not {"@mount", "@sandbox", "@debug", "@privileged"} & set(worker["SystemCallFilter"][1:].split())


def started_as(unit: str) -> Mapping[str, Any]:
    """What the unit's command line has `utkast console worker` do, as the command itself reads it."""
    words = read(FOLDER / unit)["Service"]["ExecStart"].split()
    assert words[1:3] == ["console", "worker"]
    return command_of("console", "worker").make_context("worker", words[3:]).params


def test_a_worker_of_the_night_takes_one_share_of_it_and_no_order() -> None:
    """Two runs of a shared night are two machines' or two processes' work, never both one worker's."""
    assert started_as("utkast-worker@.service") == {"name": "%H-%i", "queue": [NIGHT], "limit": 1}


def test_another_worker_takes_the_orders_and_no_night() -> None:
    assert started_as("utkast-orders.service") == {"name": "%H-orders", "queue": [ON_DEMAND], "limit": 2}
    assert set(QUEUES) == {NIGHT, ON_DEMAND}


def test_both_kinds_of_worker_are_shut_in_alike_and_let_their_runs_end() -> None:
    night, orders = (dict(read(FOLDER / unit)["Service"]) for unit in WORKERS)
    assert {name for name in night if night[name] != orders.get(name)} == {"ExecStart"}
    assert set(night) == set(orders)
    assert night["KillMode"] == "mixed"


def command_of(*names: str) -> click.Command:
    command = typer.main.get_command(app)
    for name in names:
        assert isinstance(command, TyperGroup)
        command = command.commands[name]
    return command


def test_a_command_that_a_unit_starts_is_one_that_there_is() -> None:
    started = [read(unit)["Service"]["ExecStart"].split() for unit in SERVICES]
    ours = sorted(words[1] for words in started if words[0].endswith("/utkast"))
    assert ours == ["console", "console", "metrics"]
    assert [command_of(name).name for name in ours] == ours


def test_the_drop_in_hands_over_each_secret_by_its_own_name(tmp_path: Path) -> None:
    for name in ("data_key", "almanda.utkast-01.password", "skatteverket.utkast-01.totp.cred"):
        (tmp_path / name).touch()
    told = written_drop_in(tmp_path).stdout.splitlines()
    assert told[1:] == [
        "[Service]",
        f"LoadCredential=almanda.utkast-01.password:{tmp_path}/almanda.utkast-01.password",
        f"LoadCredential=data_key:{tmp_path}/data_key",
        f"LoadCredentialEncrypted=skatteverket.utkast-01.totp:{tmp_path}/skatteverket.utkast-01.totp.cred",
    ]


def test_the_drop_in_refuses_a_name_that_would_break_the_line_and_a_folder_that_is_not_there(
    tmp_path: Path,
) -> None:
    assert written_drop_in(tmp_path / "none").returncode == 1
    (tmp_path / "two words").touch()
    told = written_drop_in(tmp_path)
    assert told.returncode == 1
    assert "two words" in told.stderr


def wrapped(folder: Path, *words: str, **environment: str) -> list[str]:
    """What the wrapper has systemd run, a word a line."""
    tools, secrets = folder / "tools", folder / "credentials"
    for one in (tools, secrets):
        one.mkdir()
    (secrets / "data_key").touch()
    (secrets / TOTP).touch()
    stand_in = tools / "systemd-run"
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    env = {"PATH": f"{tools}:/usr/bin:/bin", "UTKAST_CREDENTIALS": str(secrets), **environment}
    asked = [FOLDER.parent / "utkast", *words]
    return subprocess.run(asked, env=env, capture_output=True, text=True, check=True).stdout.splitlines()


def test_the_wrapper_runs_a_command_with_the_secrets_that_systemd_hands_over(tmp_path: Path) -> None:
    told = wrapped(tmp_path, "review", "two words", SUDO_USER="anna")
    secrets = tmp_path / "credentials"
    assert f"--property=LoadCredential=data_key:{secrets}/data_key" in told
    assert f"--property=LoadCredentialEncrypted=skatteverket.utkast-01.totp:{secrets}/{TOTP}" in told
    assert "--uid=utkast" in told
    # The user utkast may write there: `--to seen.png` is typed as the pages have it.
    assert "--working-directory=/var/lib/utkast" in told
    assert "--setenv=UTKAST_WHO=anna" in told
    assert told[-3:] == ["utkast", "review", "two words"]


@pytest.mark.parametrize("name", ["pause", "resume"])
def test_the_wrapper_tells_who_pauses_and_who_lets_go_on(tmp_path: Path, name: str) -> None:
    """The command runs as the user utkast, which is nobody's name."""
    told = wrapped(tmp_path, name, "-m", "två ord", SUDO_USER="anna")
    given = told[len(told) - 1 - told[::-1].index("utkast") + 1 :]
    assert given == [name, "--who", "anna", "-m", "två ord"]
    assert command_of(name).make_context(name, [*given[1:], *REASON[name]]).params["who"] == "anna"


def test_a_name_that_is_given_counts_before_the_wrappers(tmp_path: Path) -> None:
    given = wrapped(tmp_path, "resume", "--who", "berit", SUDO_USER="anna")[-5:]
    assert command_of("resume").make_context("resume", given[1:]).params["who"] == "berit"


def test_root_itself_is_told_by_a_name_too(tmp_path: Path) -> None:
    given = wrapped(tmp_path, "resume")
    who = given[given.index("--who") + 1]
    assert who
    assert who != "utkast"
