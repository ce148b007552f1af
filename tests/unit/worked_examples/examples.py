"""Worked examples in the making, for tests: a single adult 2026 unless the test says otherwise."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from adapters.config_files import load_published_caps
from flows.worked_examples.check import Checked, check
from flows.worked_examples.form import ExampleForm
from flows.worked_examples.form_text import Unreadable, read_examples
from flows.worked_examples.lines import line
from flows.worked_examples.readings import Known
from tests.household_facts import CONFIG, parameters

EIGHTEEN = Path(__file__).parents[2] / "cases" / "worked_examples.json"
SINGLE = {"adults": 1, "children": []}
COUPLE = {"adults": [{"norm_row": "sambo"}, {"norm_row": "sambo"}], "children": []}
PUPIL = {"adults": 1, "children": [{"age_band": "15-18", "lunch_included_in_norm": True}]}
HALF_TIME = {"adults": 1, "children": [{"age_band": "11-14", "days_in_home": 15}]}
BORN_IN_NOVEMBER = {"adults": 1, "children": [{"birth": "2019-11-20"}]}
SHARED_BY_TWO = {"adults": 1, "children": [], "people_in_dwelling": 2}
NOVEMBER = {"month": "2026-11"}
EARNED = "barnets lön, ackumulerat före månaden {before}, månaden 9 000"
SIX_MONTHS = {"from": "2026-01-01", "to": "2026-06-30"}


@cache
def known() -> Known:
    """The project's own numbers and published caps."""
    return Known.of(parameters(), load_published_caps(CONFIG))


def example(expected: Mapping[str, object], household: object = SINGLE, **more: object) -> dict[str, object]:
    """One example as it stands in JSON."""
    plain: dict[str, object] = {"id": "E1", "provenance": "derived", "year": 2026, "period": None}
    return {**plain, "household": household, "costs": [], "incomes": [], "expected": expected, **more}


def cost(kind: str, applied: int, approved: int | None = None) -> dict[str, object]:
    """A cost that is approved as applied for, unless said otherwise."""
    return {"type": kind, "applied": applied, "approved": applied if approved is None else approved}


def income(kind: str, net: int, counted: float | None = None, **more: object) -> dict[str, object]:
    """An income that counts in full, unless said otherwise."""
    return {"type": kind, "net": net, "counted": net if counted is None else counted, **more}


def checked(one: Mapping[str, object]) -> Checked:
    """The verdict on one example, read from its JSON."""
    return check(read(one), known())


def read(one: Mapping[str, object]) -> ExampleForm | Unreadable:
    """One example, read from its JSON."""
    (found,) = read_examples(json.dumps({"about": "a test", "examples": [one]}, ensure_ascii=False))
    return found


def told(one: Mapping[str, object]) -> str:
    """The line that is printed for one example."""
    return line(checked(one))


RENT = cost("boendekostnad", 6000)
