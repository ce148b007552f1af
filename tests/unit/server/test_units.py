"""The systemd units: systemd accepts them, they start what there is, and they shut their processes in."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from flows.cli.app import app

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "config" / "server" / "systemd"
DROP_IN = FOLDER / "credentials-drop-in"
TOTP = "skatteverket.utkast-01.totp.cred"
SERVICES = sorted(FOLDER.glob("*.service"))
UNITS = [*SERVICES, *sorted(FOLDER.glob("*.timer"))]
HANDED_SECRETS = {"utkast-worker@.service", "utkast-prefect.service"}
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
    worker = tmp_path / "utkast-worker@.service"
    beside = tmp_path / f"{worker.name}.d"
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
    assert service["UMask"] == "0077"


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_no_secret_is_in_a_unit_and_only_who_needs_any_is_handed_them(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    assert not re.search(r"(password|secret|auth_string|token)\s*=", text, re.IGNORECASE)
    assert "LoadCredential=" not in text
    assert ("UTKAST_SECRETS_DIR=%d" in text) is (unit.name in HANDED_SECRETS)


def test_chromium_is_left_what_its_own_sandbox_needs() -> None:
    worker = read(FOLDER / "utkast-worker@.service")["Service"]
    assert "RestrictNamespaces" not in worker
    assert "MemoryDenyWriteExecute" not in worker
    assert worker["SystemCallFilter"].startswith("~")
    assert not {"@mount", "@sandbox", "@debug", "@privileged"} & set(worker["SystemCallFilter"][1:].split())


def test_the_worker_is_the_one_that_lets_its_runs_end() -> None:
    worker = read(FOLDER / "utkast-worker@.service")["Service"]
    assert worker["ExecStart"].split()[1:] == ["console", "worker", "--name", "%H-%i"]
    assert worker["KillMode"] == "mixed"


def test_a_command_that_a_unit_starts_is_one_that_there_is() -> None:
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    started = [read(unit)["Service"]["ExecStart"].split() for unit in SERVICES]
    ours = [words[1] for words in started if words[0].endswith("/utkast")]
    assert sorted(ours) == ["console", "metrics"]
    assert set(ours) <= set(command.commands)


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


def test_the_wrapper_runs_a_command_with_the_secrets_that_systemd_hands_over(tmp_path: Path) -> None:
    tools, secrets = tmp_path / "tools", tmp_path / "credentials"
    for folder in (tools, secrets):
        folder.mkdir()
    (secrets / "data_key").touch()
    (secrets / TOTP).touch()
    stand_in = tools / "systemd-run"
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    env = {"PATH": f"{tools}:/usr/bin:/bin", "UTKAST_CREDENTIALS": str(secrets)}
    asked = [FOLDER.parent / "utkast", "pause", "--reason", "två ord"]
    told = subprocess.run(asked, env=env, capture_output=True, text=True, check=True).stdout.splitlines()
    assert f"--property=LoadCredential=data_key:{secrets}/data_key" in told
    assert f"--property=LoadCredentialEncrypted=skatteverket.utkast-01.totp:{secrets}/{TOTP}" in told
    assert "--uid=utkast" in told
    assert told[-4:] == ["utkast", "pause", "--reason", "två ord"]
