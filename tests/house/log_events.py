"""The log's events as the sources write them, and as docs/logs.md tells of them."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.house.sources import Source

LEVELS = ("debug", "info", "warning", "error", "critical", "exception")
MADE = "\nlog = structlog.get_logger(__name__)"
_ROW = re.compile(r"^\| `([\w.]+)` \| ([a-z, ]+) \|([^|\n]*)\| [^|\n]+ \|[^|\n]*\|$", re.MULTILINE)


@dataclass(slots=True)
class Event:
    """One event: its levels, the fields that every line has, and those that some have."""

    levels: set[str] = field(default_factory=set)
    always: set[str] = field(default_factory=set)
    sometimes: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Call:
    """One line of code that logs."""

    event: str
    level: str
    fields: frozenset[str]


def calls(sources: Iterable[Source]) -> Iterator[Call]:
    """Every call of a log's method. Raises ValueError for one that nobody could look up in a table."""
    for source in sources:
        for node in ast.walk(ast.parse(source.text)):
            if isinstance(node, ast.Call) and _is_of_a_log(node):
                yield _call(node, source.path)


def unread_logs(sources: Iterable[Source]) -> list[str]:
    """Modules that have a log by another name than `log`, whose calls would not be seen."""
    return [
        source.path
        for source in sources
        if source.text.count("structlog.get_logger(") != source.text.count(MADE)
    ]


def written(called: Sequence[Call]) -> dict[str, Event]:
    """Each event as the code writes it."""
    events: dict[str, Event] = {}
    for name in {one.event for one in called}:
        its = [one for one in called if one.event == name]
        always = set(frozenset.intersection(*(one.fields for one in its)))
        every = set(frozenset.union(*(one.fields for one in its)))
        events[name] = Event({one.level for one in its}, always, every - always)
    return events


def told(page: str) -> dict[str, Event]:
    """Each event as the page tells of it."""
    found = _ROW.findall(page)
    return {name: Event(set(levels.split(", ")), *_fields(fields)) for name, levels, fields in found}


def rows(page: str) -> list[str]:
    """The names in the order they stand."""
    return [name for name, *_ in _ROW.findall(page)]


def _fields(cell: str) -> tuple[set[str], set[str]]:
    always, _, sometimes = cell.partition("[")
    return set(re.findall(r"`(\w+)`", always)), set(re.findall(r"`(\w+)`", sometimes))


def _is_of_a_log(node: ast.Call) -> bool:
    function = node.func
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "log"
        and function.attr in LEVELS
    )


def _call(node: ast.Call, path: str) -> Call:
    assert isinstance(node.func, ast.Attribute)
    match node.args:
        case [ast.Constant(value=str(event))]:
            pass
        case _:
            raise ValueError(f"{path}:{node.lineno}: an event is one plain name")
    names = [keyword.arg for keyword in node.keywords]
    if None in names:
        raise ValueError(f"{path}:{node.lineno}: fields are named where they are logged")
    return Call(event, node.func.attr, frozenset(name for name in names if name is not None))
