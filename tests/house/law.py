"""The law is pure: what may be imported in `flows/eligibility`, and that it looks at no clock."""

import ast
import sys
from collections.abc import Iterable, Iterator

from tests.house.sources import Source

_PURE_LAW_SHUNS = frozenset(
    {"asyncio", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets"}
    | {"socket", "sqlite3", "subprocess", "threading", "time", "urllib", "uuid", "zoneinfo"}
)
_CLOCK = frozenset({"now", "today", "utcnow", "localtime", "monotonic", "perf_counter"})


def foreign_imports(law: Iterable[Source]) -> list[str]:
    """The law imports the standard library and itself, and of the library nothing that reads or writes."""
    return [
        f"{source.path}:{line} imports {module}"
        for source in law
        for line, module in _imports(source.tree)
        if not _is_pure(module)
    ]


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "flows.eligibility" if node.level == 1 else node.module or "a package above"


def _is_pure(module: str) -> bool:
    if module == "flows.eligibility" or module.startswith("flows.eligibility."):
        return True
    top = module.partition(".")[0]
    return top in sys.stdlib_module_names and top not in _PURE_LAW_SHUNS


def clock_readings(law: Iterable[Source]) -> list[str]:
    """The law is told the date; it never looks at a clock."""
    return [
        f"{source.path}:{node.lineno} reads the clock by {node.attr}"
        for source in law
        for node in _clock_attributes(source.tree)
    ]


def _clock_attributes(tree: ast.Module) -> Iterator[ast.Attribute]:
    """`x.today()` whatever x is, and `date.today` uncalled; but not a record's own field, `case.today`."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _CLOCK:
            owner = (
                node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            )
            if id(node) in called or owner in {"date", "datetime", "time"}:
                yield node
