"""No personnummer leaves in a log line, wherever the line came from."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
import structlog

from flows.log_file import NAME
from flows.logs import frames, log_to
from flows.persons_at_hand import remember_persons
from flows.scrubbing import at_hand
from tests import examples

DIGITS = examples.APPLICANT.digits


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


def test_what_another_handler_ships_is_masked_too(tmp_path: Path) -> None:
    class Ships(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            shipped.append(self.format(record))

    shipped: list[str] = []
    log_to(tmp_path)
    logger = logging.getLogger("some.library")
    handler = Ships()
    logger.addHandler(handler)
    logger.warning("run of %s", DIGITS)
    logger.removeHandler(handler)
    assert shipped == ["run of [personnummer]"]


def test_the_persons_at_hand_are_masked_in_an_event_whichever_field_they_stand_in(tmp_path: Path) -> None:
    file = log_to(tmp_path)
    with at_hand():
        remember_persons(examples.APPLICANT)
        structlog.get_logger("flows.somewhere").warning(
            "screen.odd", born=int(DIGITS[:8]), last=int(DIGITS[8:])
        )
    (line,) = [json.loads(text) for text in file.read_text(encoding="utf-8").splitlines()]
    assert (line["event"], line["born"], line["last"]) == ("screen.odd", "[personnummer]", "[personnummer]")


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
