"""Who only looks does not wait for the browser's driver or for Prefect: each costs a command seconds."""

import subprocess
import sys

LOOKING = ("evidence", "explain", "journal", "keys", "lists", "parameters", "pause", "rules", "stops")
COSTLY = ("playwright", "prefect", "pandas")
SAYS_WHAT_CAME_ALONG = f"""
import sys
import flows.cli
from flows.cli import {", ".join(LOOKING)}
print([name for name in {COSTLY!r} if name in sys.modules])
"""


def test_commands_that_look_import_neither_the_driver_nor_the_engine() -> None:
    asked = [sys.executable, "-c", SAYS_WHAT_CAME_ALONG]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip() == "[]"
