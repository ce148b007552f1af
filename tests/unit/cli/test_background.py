"""A program left running is known again, and stopped is exactly that one."""

import os
import sys
from pathlib import Path

import psutil
import pytest

from flows.cli.background import Background
from flows.cli.trouble import CannotGoOn

WAITS = "import sys, threading; sys.argv.append('{word}'); threading.Event().wait()"


def background(folder: Path, mark: str = "pinewood") -> Background:
    return Background(
        name="The program", mark=mark, pid_file=folder / "run" / "it.pid", log=folder / "logs" / "it.log"
    )


def command(word: str = "pinewood") -> list[str]:
    return [sys.executable, "-c", WAITS.format(word=word)]


def test_it_is_known_again_and_stopped(tmp_path: Path) -> None:
    program = background(tmp_path)
    program.start(command())
    process = background(tmp_path).running()
    assert process is not None
    assert background(tmp_path).stop(within=10)
    assert not psutil.pid_exists(process)
    assert not program.pid_file.exists()
    assert not background(tmp_path).stop(within=10)


def test_a_number_that_another_has_been_given_is_not_ours(tmp_path: Path) -> None:
    program = background(tmp_path)
    program.pid_file.parent.mkdir()
    program.pid_file.write_text(str(os.getpid()), encoding="utf-8")
    assert not background(tmp_path, mark="nobody-is-called-this").stop(within=1)


def test_another_of_the_same_words_that_has_its_number_now_is_not_ours(tmp_path: Path) -> None:
    """As after the machine was started anew, with the file still there."""
    program = background(tmp_path)
    program.start(command())
    number, began = program.pid_file.read_text(encoding="utf-8").split()
    program.pid_file.write_text(f"{number} {float(began) - 3600}", encoding="utf-8")
    assert not background(tmp_path).stop(within=1)
    assert psutil.pid_exists(int(number))
    program.pid_file.write_text(number, encoding="utf-8")
    assert background(tmp_path).stop(within=10)


def test_one_that_ends_at_once_is_told_with_its_log(tmp_path: Path) -> None:
    program = background(tmp_path)
    program.start([sys.executable, "-c", "print('no room'); raise SystemExit(1)", "pinewood"])
    with pytest.raises(CannotGoOn, match=r"The program ended at once: no room\. Read .*it\.log"):
        program.until_ready(lambda: False, within=20)
    assert program.log.read_text(encoding="utf-8") == "no room\n"


def test_one_that_does_not_answer_is_told(tmp_path: Path) -> None:
    program = background(tmp_path)
    program.start(command())
    with pytest.raises(CannotGoOn, match=r"did not answer in time.*the same command again goes on"):
        program.until_ready(lambda: False, within=0.3)
    program.stop(within=10)
