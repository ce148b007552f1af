"""No personnummer leaves in a log line, wherever the line came from."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
import structlog

from flows.log_file import NAME
from flows.logs import MaskPersonalNumbers, frames, log_to, masked
from tests import examples

DIGITS = examples.APPLICANT.digits


@pytest.mark.parametrize(
    "written",
    [
        DIGITS,
        DIGITS[2:],
        f"{DIGITS[:8]}-{DIGITS[8:]}",
        f"{DIGITS[2:8]}-{DIGITS[8:]}",
        f"{DIGITS[2:8]}+{DIGITS[8:]}",
        f"{DIGITS[:8]} {DIGITS[8:]}",
    ],
)
def test_a_personnummer_is_masked_however_it_is_written(written: str) -> None:
    text = masked(f"The page about {written}, says the screen")
    assert text == "The page about [personnummer], says the screen"


@pytest.mark.parametrize("kept", ["UTK-9901-540001", "2026-11-18T08:14:00", "11 020,00 kr", "BT-5003"])
def test_what_is_no_personnummer_is_kept(kept: str) -> None:
    assert masked(kept) == kept


def test_a_log_line_is_json_with_its_case_ref_and_masked(tmp_path: Path) -> None:
    file = log_to(tmp_path / "logs")
    with structlog.contextvars.bound_contextvars(case_ref="UTK-9901-540001", municipality="exempelstad"):
        structlog.get_logger("flows.somewhere").warning("screen.odd", what=f"about {DIGITS}", rows=3)
    (line,) = [json.loads(text) for text in file.read_text(encoding="utf-8").splitlines()]
    assert line["what"] == "about [personnummer]"
    assert (line["event"], line["case_ref"], line["level"], line["rows"]) == (
        "screen.odd",
        "UTK-9901-540001",
        "warning",
        3,
    )


def test_a_library_that_logs_its_own_way_is_masked_too(tmp_path: Path) -> None:
    file = log_to(tmp_path)
    logging.getLogger("bots.somewhere").warning("asked for %s", DIGITS)
    assert "asked for [personnummer]" in file.read_text(encoding="utf-8")


def test_the_same_filter_hangs_on_any_handler() -> None:
    record = logging.LogRecord("prefect", logging.INFO, "somewhere", 1, "run of %s", (DIGITS,), None)
    assert MaskPersonalNumbers().filter(record)
    assert record.getMessage() == "run of [personnummer]"


def test_an_error_is_told_by_where_it_came_from_and_never_by_its_words() -> None:
    def falls() -> None:
        raise ValueError(DIGITS)

    with pytest.raises(ValueError, match=DIGITS) as caught:
        falls()
    told = frames(caught.value)
    assert told[-1].endswith("falls")
    assert DIGITS not in "".join(told)


WRITES = """
import sys, structlog
from pathlib import Path
from flows.logs import log_to
log_to(Path(sys.argv[1]))
log = structlog.get_logger("flows.somewhere")
for number in range(100):
    log.info("line.long", number=number, text="å" * 20_000)
print("half", flush=True)
sys.stdin.readline()
for number in range(100, 200):
    log.info("line.long", number=number, text="å" * 20_000)
"""


def test_lines_of_several_processes_are_whole_and_none_is_lost_when_the_file_is_moved(tmp_path: Path) -> None:
    file = tmp_path / NAME
    asked = [sys.executable, "-c", WRITES, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen(asked, **pipes) for _ in range(2)]
    for writer in writers:
        assert writer.stdout.readline() == "half\n"
    file.rename(file.with_name(f"{NAME}.1"))
    for writer in writers:
        writer.communicate("go on\n", timeout=120)
    told = {
        name: [json.loads(line) for line in file.with_name(name).read_text(encoding="utf-8").splitlines()]
        for name in (f"{NAME}.1", NAME)
    }
    halves = {
        name: [one["number"] for one in lines if one["pid"] == writers[0].pid] for name, lines in told.items()
    }
    assert halves == {f"{NAME}.1": list(range(100)), NAME: list(range(100, 200))}
    assert [len(lines) for lines in told.values()] == [200, 200]
