"""A pytest plugin for mutants: what killed the function's other mutants is tried first, by itself.

Most mutants of a function die of the same few tests, and to collect all that reach it takes longer than those
few. A mutant that outlives them meets every test, so none lives that would not have lived without this.
"""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

KILLERS = Path("killers.txt")
"""A line for each mutant that was killed among all tests: its function, and what killed it."""
MOST = 4
"""So many of the function's, and of its module's."""


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Run the likely ones; the verdict is theirs when one of them fails."""
    asked = config.invocation_params.args
    function = _mutated_function()
    likely = _likely(function, frozenset(asked)) if function else ()
    if not likely:
        return None
    manner = [one for one in asked if "::" not in one]
    ended = pytest.main([*manner, "-p", f"no:{__name__}", *likely])
    return int(ended) if ended == pytest.ExitCode.TESTS_FAILED else None


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember what kills."""
    function = _mutated_function()
    if function and report.failed:
        with KILLERS.open("a", encoding="utf-8") as file:
            file.write(f"{function}\t{report.nodeid}\n")


def _mutated_function() -> str:
    function, found, _ = os.environ.get("MUTANT_UNDER_TEST", "").rpartition("__mutmut_")
    return function if found else ""


def _likely(function: str, asked: frozenset[str]) -> Sequence[str]:
    module = function.rpartition(".")[0]
    of_function: Counter[str] = Counter()
    of_module: Counter[str] = Counter()
    for victim, killer in _kills():
        if killer in asked:
            of_function[killer] += victim == function
            of_module[killer] += victim.startswith(f"{module}.")
    ranked = [one for counts in (of_function, of_module) for one, times in counts.most_common(MOST) if times]
    return tuple(dict.fromkeys(ranked))


def _kills() -> Iterator[tuple[str, str]]:
    if KILLERS.exists():
        for line in KILLERS.read_text(encoding="utf-8").splitlines():
            function, _, killer = line.partition("\t")
            yield function, killer
