"""A pytest plugin for mutants: collect files once instead of a thousand tests by name, golden texts first.

mutmut asks for each test that reaches the mutated function; pytest takes longer to find a thousand names than
to run the tests until one fails.  Cases that stand beside each other ask much the same, so they are shuffled,
always alike: nine mutants that 970 tests reach were killed in 11 CPU seconds, in the files' order in 17.
"""

import hashlib

import pytest

WANTED = pytest.StashKey[frozenset[str]]()
NOTICES_MOST = "tests/cases/test_golden.py"


def pytest_configure(config: pytest.Config) -> None:
    """Ask for files; what is wanted in them is remembered."""
    named = [one for one in config.args if "::" in one]
    if named and len(named) == len(config.args):
        config.stash[WANTED] = frozenset(named)
        config.args[:] = sorted({one.partition("::")[0] for one in named})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what is wanted, and begin with the tests that notice most, shuffled."""
    wanted = config.stash.get(WANTED, None)
    if wanted is not None:
        items[:] = [one for one in items if one.nodeid in wanted]
    items.sort(key=lambda one: (not one.nodeid.startswith(NOTICES_MOST), _shuffled(one.nodeid)))


def _shuffled(nodeid: str) -> bytes:
    return hashlib.sha256(nodeid.encode()).digest()
