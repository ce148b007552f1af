"""Text that leaves by itself is scrubbed: any logger's, a warning, an error that nobody caught."""

import json
import logging
import subprocess
import sys

import pytest

from flows.scrubbing import Kind, at_hand, remember
from flows.scrubbing.leaving import ScrubbedRecord, told

NAME = "Qvistberga"


def record_of(message: str, *args: object, **more: object) -> logging.LogRecord:
    return ScrubbedRecord("prefect", logging.INFO, "somewhere", 1, message, args, more.get("exc_info"))


def test_a_record_is_scrubbed_whichever_handler_asks_for_its_message() -> None:
    with at_hand():
        remember(Kind.NAME, NAME)
        record = record_of("run of %s at %d", NAME, 3)
        assert record.getMessage() == "run of [namn] at 3"
        assert record.args == ("[namn]", 3)
        assert logging.Formatter().format(record) == "run of [namn] at 3"


def test_a_record_whose_message_is_changed_by_a_filter_is_scrubbed_anew() -> None:
    with at_hand():
        remember(Kind.NAME, NAME)
        record = record_of("nothing")
        assert record.getMessage() == "nothing"
        record.msg = f"of {NAME}"
        assert record.getMessage() == "of [namn]"


def test_an_errors_words_and_notes_are_scrubbed_in_a_records_traceback() -> None:
    with at_hand():
        remember(Kind.NAME, NAME)
        try:
            raise_with_note()
        except ValueError as error:
            record = record_of("it failed", exc_info=(ValueError, error, error.__traceback__))
        shown = logging.Formatter().format(record)
    assert "ValueError: choked on [namn]" in shown
    assert "noted: [namn]" in shown
    assert NAME not in shown


def raise_with_note() -> None:
    error = ValueError(f"choked on {NAME}")
    error.add_note(f"noted: {NAME}")
    raise error


def test_a_line_of_json_stays_one_when_a_number_in_it_is_taken_out() -> None:
    with at_hand():
        remember(Kind.NUMBER, "199012312384")
        clean = json.loads(
            told(json.dumps({"born": "1990-12-31", "rows": 3, "last": 2384, "whole": 9012312384}))
        )
    assert clean == {
        "born": "[personnummer]",
        "rows": "3",
        "last": "[personnummer]",
        "whole": "[personnummer]",
    }


PROGRAM = f"""
import asyncio, logging, resource, sys, threading, warnings
from flows.scrubbing.leaving import guard
guard()
from flows.scrubbing import Kind, KNOWN
KNOWN.add("case", Kind.NAME, {NAME!r})
logging.basicConfig()
warnings.warn("odd: {NAME}")
logging.getLogger("library").warning("asked for %s", {NAME!r})
thread = threading.Thread(target=lambda: int({NAME!r}))
thread.start(); thread.join()

async def lost():
    async def fails():
        raise ValueError({NAME!r})
    task = asyncio.create_task(fails())
    await asyncio.wait([task])

asyncio.run(lost())

class Odd:
    def __del__(self):
        raise ValueError({NAME!r})

Odd()
print(resource.getrlimit(resource.RLIMIT_CORE))
error = ValueError("at last {NAME}")
error.add_note("noted {NAME}")
raise error
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core dumps to forbid")
def test_a_program_that_is_guarded_tells_nobody_of_a_person_whatever_happens_in_it() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    for told_of in (
        "odd: [namn]",
        "asked for [namn]",
        "invalid literal for int() with base 10: '[namn]'",
        "Task exception was never retrieved",
        "ValueError: at last [namn]",
        "noted [namn]",
    ):
        assert told_of in ran.stderr
    assert ran.stderr.count("[namn]") >= 7
    assert "qvist" not in (ran.stdout + ran.stderr).casefold()
    assert (ran.stdout, ran.returncode) == ("(0, 0)\n", 1)
