"""`utkast parameters`: every dated value, its source of law, and when somebody last checked it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from rich.table import Table

from flows.cli.terminal import Terminal
from flows.parameter_entries import ParameterEntry, stale
from flows.settings import load_settings
from flows.swedish_number import numbered
from flows.wiring.files import listed_parameters

console = Terminal()


def show(*, only_stale: bool) -> int:
    """Print them. Exit code 1 when `only_stale` finds any, so that a schedule can warn."""
    today, entries = listed_parameters(load_settings())
    old = stale(entries, today)
    for file, of_file in groupby(old if only_stale else entries, key=lambda one: one.file):
        console.print(parameter_table(file, tuple(of_file), today))
    console.print(summary(entries, old, today), markup=False)
    return 1 if only_stale and old else 0


def parameter_table(file: str, entries: Sequence[ParameterEntry], today: date) -> Table:
    """One file's values; what is old or not read in the act itself is said in words."""
    table = Table(title=f"config/{file}: {entries[0].unit}", title_justify="left", show_lines=True)
    table.add_column("Rad", justify="right", no_wrap=True)
    table.add_column("Gäller", no_wrap=True)
    table.add_column("Namn och hänvisning", overflow="fold")
    table.add_column("Kontrollerad", no_wrap=True)
    for one in entries:
        about = (one.name, one.reference, one.remark)
        checked = (str(one.last_checked), f"mot {one.checked_against}", _age(one, today))
        table.add_row(str(one.line), _dates(one), _lines(about), _lines(checked))
    return table


def summary(entries: Sequence[ParameterEntry], old: Sequence[ParameterEntry], today: date) -> str:
    """How many there are, and which must be checked again."""
    if not old:
        return f"{_values(entries)}. Alla är kontrollerade inom ett år före {today}."
    listed = (f"  config/{one.file}, rad {one.line}: {one.name}, {one.last_checked}" for one in old)
    return "\n".join(
        (
            f"{_values(entries)}. {len(old)} kontrollerades mer än ett år före {today}:",
            *listed,
            "Läs källan, rätta värdet om det behövs och skriv dagens datum som last_checked.",
        )
    )


def _dates(one: ParameterEntry) -> str:
    return f"{one.starts} –\n{one.ends or 'tills vidare'}"


def _age(one: ParameterEntry, today: date) -> str:
    return "INAKTUELL" if one.is_stale(today) else ""


def _lines(parts: Sequence[str]) -> str:
    return "\n".join(part for part in parts if part)


def _values(entries: Sequence[ParameterEntry]) -> str:
    return numbered(len(entries), "värde", "värden")
