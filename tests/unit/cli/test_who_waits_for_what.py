"""Who only looks does not wait for the browser's driver or for Prefect: each costs a command seconds.

No command imports Prefect by itself being imported: it would read its settings before ours are there, keep
its files elsewhere and start a server of its own beside the one that is named.
"""

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
    "report",
    "rules",
    "status",
    "stops",
)
COSTLY = ("playwright", "prefect", "pandas")
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
STATUS_AND_THEN_THE_OTHERS = f"""
import flows.cli, importlib, pkgutil, sys
from flows.cli import main
sys.argv = ["utkast", "status"]
try:
    main()
except SystemExit:
    pass
print([name for name in {COSTLY + READS!r} if name in sys.modules])
for name in {LOOKING!r}:
    importlib.import_module(f"flows.cli.{{name}}")
importlib.import_module("adapters.evidence_folder")
print([name for name in {COSTLY!r} if name in sys.modules])
for one in pkgutil.iter_modules(flows.cli.__path__):
    if one.name != "__main__":
        importlib.import_module(f"flows.cli.{{one.name}}")
print([name for name in ("prefect", "pandas") if name in sys.modules])
"""


def test_status_imports_nothing_that_reads_who_looks_no_driver_and_no_command_the_engine(
    terminal: Terminal,
) -> None:
    assert terminal.type("status")[0] == 0  # the tables are there now
    asked = [sys.executable, "-c", STATUS_AND_THEN_THE_OTHERS]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["Inga stoppade system.", "Inga ansökningar.", "[]", "[]", "[]"]
