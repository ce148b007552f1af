"""No personnummer leaves in a log line, wherever the line came from."""

import json
import logging
from pathlib import Path

import pytest
import structlog

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
