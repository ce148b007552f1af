"""What the browser records while it works is the robot's alone, and does not outlive a process for long."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from adapters.config_files.municipality import SystemModel
from adapters.recordings import recordings_in
from bots.kit.tracing import Recorder
from flows.settings import PROJECT

KILLED = """
import os, sys
from pathlib import Path
from adapters.recordings import recordings_in
with recordings_in(Path(sys.argv[1])) as ours:
    (ours / "trace.trace").write_text("19900101-2385")
    os._exit(9)
"""


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_folder_is_its_owners_alone_and_gone_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    folder.mkdir(mode=0o755)
    with recordings_in(folder) as ours:
        (ours / "trace.trace").write_text("what is typed")
        assert (mode_of(folder), mode_of(ours)) == (0o700, 0o700)
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_is_thrown_away_when_the_next_begins(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=PROJECT, check=False)
    assert died.returncode == 9
    assert [one.read_text() for one in tmp_path.rglob("*.trace")] == ["19900101-2385"]
    with recordings_in(tmp_path) as ours:
        assert list(tmp_path.iterdir()) == [ours]


def test_what_could_not_be_thrown_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    (tmp_path / "1-0-left").mkdir()
    with capture_logs() as told, recordings_in(tmp_path) as ours:
        assert [one["folder"] for one in told] == ["1-0-left"]
    assert [(one["event"], one["folder"]) for one in told[1:]] == [("recordings.left", ours.name)]


def test_what_another_process_is_recording_is_left_alone(tmp_path: Path) -> None:
    with recordings_in(tmp_path) as other:
        with recordings_in(tmp_path) as ours:
            assert ours != other
        assert other.is_dir()


def test_traces_are_off_unless_a_municipality_turns_them_on() -> None:
    assert SystemModel.model_fields["traces"].default is False
    municipalities = list((PROJECT / "config" / "municipalities").glob("*.yaml"))
    assert municipalities
    said = [line for one in municipalities for line in one.read_text(encoding="utf-8").splitlines()]
    assert not [line for line in said if line.partition("#")[0].strip().startswith("traces:")]


async def test_a_recorder_that_is_not_wanted_asks_nothing_of_the_browser() -> None:
    recorder, nobody = Recorder(wanted=False), object()
    await recorder.begin(nobody)  # type: ignore[arg-type]
