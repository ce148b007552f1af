"""The log read whole, with what it was rotated into, and followed while it grows, is moved or is cut."""

import gzip
import os
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from flows.log_file import NAME, followed, older_files, read

THEN = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / NAME


def add(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


class Happenings:
    """What happens each time the reader waits; it may wait no longer than there is something to happen."""

    def __init__(self, *acts: Callable[[], object]) -> None:
        self._acts = list(acts)

    def __call__(self) -> None:
        assert self._acts, "the reader waits although nothing more will come"
        self._acts.pop(0)()


def rotate(file: Path) -> None:
    file.rename(file.with_name(f"{NAME}.1"))


def test_a_file_is_read_line_by_line_compressed_or_not(file: Path) -> None:
    add(file, "första\n{}\nutan slut")
    packed = file.with_name(f"{NAME}.2.gz")
    packed.write_bytes(gzip.compress(b"gammal\n"))
    assert list(read(file)) == ["första", "{}", "utan slut"]
    assert list(read(packed)) == ["gammal"]


def test_bytes_that_are_no_text_are_shown_all_the_same(file: Path) -> None:
    file.write_bytes(b"a\xffb\n")
    assert list(read(file)) == ["a\ufffdb"]


def test_what_the_file_was_rotated_into_stands_oldest_first_as_far_back_as_asked(file: Path) -> None:
    for days, ending in enumerate(("", ".1", ".2.gz", "-20261118")):
        one = file.with_name(f"{NAME}{ending}")
        add(one, "x\n")
        changed = THEN.timestamp() - days * 86_400
        os.utime(one, (changed, changed))
    assert [one.name.removeprefix(NAME) for one in older_files(file, None)] == ["-20261118", ".2.gz", ".1"]
    assert [one.name.removeprefix(NAME) for one in older_files(file, THEN.replace(day=19))] == [".1"]


def test_new_lines_come_when_they_are_whole(file: Path) -> None:
    add(file, "före\n")
    happens = Happenings(lambda: add(file, "ett\ntv"), lambda: add(file, "å\n"))
    assert list(islice(followed(file, happens, from_start=False), 2)) == ["ett", "två"]


def test_what_stood_before_is_told_when_asked_for(file: Path) -> None:
    add(file, "före\n")
    assert list(islice(followed(file, Happenings(), from_start=True), 1)) == ["före"]


def test_a_file_that_is_not_there_yet_is_waited_for(file: Path) -> None:
    happens = Happenings(lambda: None, lambda: add(file, "först\n"))
    assert list(islice(followed(file, happens, from_start=False), 1)) == ["först"]


def test_a_file_that_is_moved_is_read_to_its_end_and_then_the_new_one(file: Path) -> None:
    add(file, "före\n")

    def moved_while_somebody_writes() -> None:
        add(file, "sist i den gamla\n")
        rotate(file)

    def late_and_new() -> None:
        add(file.with_name(f"{NAME}.1"), "efter flytten\nhalv")
        add(file, "först i den nya\n")

    happens = Happenings(moved_while_somebody_writes, late_and_new)
    told = list(islice(followed(file, happens, from_start=False), 4))
    assert told == ["sist i den gamla", "efter flytten", "halv", "först i den nya"]


def test_a_new_file_that_comes_later_is_waited_for(file: Path) -> None:
    add(file, "före\n")
    happens = Happenings(lambda: rotate(file), lambda: None, lambda: None, lambda: add(file, "ny\n"))
    assert list(islice(followed(file, happens, from_start=False), 1)) == ["ny"]


def test_a_file_that_is_cut_to_nothing_is_read_from_its_beginning(file: Path) -> None:
    add(file, "före\n" * 100)

    def cut() -> None:
        os.truncate(file, 0)
        add(file, "efter\n")

    assert list(islice(followed(file, Happenings(cut), from_start=False), 1)) == ["efter"]
