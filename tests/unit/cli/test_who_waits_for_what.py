"""Who only looks does not wait for the browser's driver or for Prefect: each costs a command seconds."""

import subprocess
import sys

from tests.unit.cli.conftest import Terminal

LOOKING = (
    "evidence",
    "explain",
    "journal",
    "keys",
    "lists",
    "parameters",
    "pause",
    "rules",
    "status",
    "stops",
)
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


READS = (
    "flows.ports",
    "flows.records",
    "adapters.persistence.work_items",
    "adapters.persistence.documents",
    "alembic",
    "asyncpg",
    "structlog",
    "babel",
    "lxml",
    "yaml",
)
"""What reads applications, migrates, logs, or asks another database than the one at hand."""
ASKS_FOR_STATUS = f"""
import atexit, sys
sys.argv = ["utkast", "status"]
atexit.register(lambda: print([name for name in {COSTLY + READS!r} if name in sys.modules]))
from flows.cli import main
main()
"""


def test_status_imports_nothing_that_reads_an_application(terminal: Terminal) -> None:
    assert terminal.type("status")[0] == 0  # the tables are there now
    asked = [sys.executable, "-c", ASKS_FOR_STATUS]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["Inga stoppade system.", "Inga ansökningar.", "[]"]
