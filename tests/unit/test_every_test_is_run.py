"""Every test there is, is in one of the four runs of `make test`; plain `pytest` has two of them."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CASEWORKER = "tests/caseworker"
TESTS = sorted(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py"))


def folders(variable: str) -> list[str]:
    """The folders that a variable of the Makefile names."""
    (named,) = re.findall(rf"^{variable} := (.+)$", MAKEFILE, re.MULTILINE)
    return named.split()


def runs(test: Path) -> list[str]:
    """The runs of `make test` that have the file among their tests."""
    is_law = any(test.is_relative_to(folder) for folder in folders("LAW"))
    is_house, is_unit = (any(map(test.is_relative_to, folders(name))) for name in ("HOUSE", "UNITS"))
    found = {
        "law": is_law,
        "house": is_house,
        "unit": is_unit and not is_law,
        "caseworker": test.is_relative_to(CASEWORKER),
    }
    return [name for name, has_it in found.items() if has_it]


def test_every_file_of_tests_is_in_one_run() -> None:
    assert {test: runs(test) for test in TESTS if len(runs(test)) != 1} == {}, (
        "Name the folder in the Makefile, in HOUSE, UNITS or LAW."
    )


def test_make_test_has_the_four_runs() -> None:
    unit = "$(PYTEST) $(UNITS) $(LAW:%=--ignore=%)"
    for recipe in ("$(PYTEST) $(LAW) --cov ", "$(TOGETHER) $(HOUSE)\n", unit, f"$(PYTEST) {CASEWORKER}"):
        assert MAKEFILE.count(recipe) == 1
    parts = "test-house test-unit check test-caseworker test-law"
    assert re.search(rf"^test: .*\n\t.* --jobs=3 BESIDE=.ci/beside {parts}$", MAKEFILE, re.MULTILINE)


def test_plain_pytest_runs_all_but_the_caseworkers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    paths = settings["ini_options"]["testpaths"]
    left = {test for test in TESTS if not any(test.is_relative_to(path) for path in paths)}
    assert left == {test for test in TESTS if test.is_relative_to(CASEWORKER)}
