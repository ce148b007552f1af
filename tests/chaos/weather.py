"""The weather of a campaign: random faults of every kind from a seed, and systems that go away for a while.

Each request's fault is drawn by what it is, so the same seed gives the same weather to the same requests.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.chaos.town import Town

PASSING = (
    "latency",
    "session_loss",
    "dead_session_login_page",
    "dead_session_401",
    "dead_session_360",
    "notice_page",
    "http_error",
    "cut",
    "empty_page",
    "overlay",
    "unsaved_dialog",
    "wrong_person",
)
"""Of one request, and over when it is."""
LISTS = ("duplicate_rows", "slow_rows")
SELDOM = ("stale_table", "namesake", "another_draft", "locked_record")
"""Of a few pages alone: among the others they would hardly ever have their turn."""
CHANGED = ("renamed_label", "moved_field", "inserted_column", "not_the_page", "password_change")
"""A system that is not as it was: the robot leaves it for a while."""
SLOW = ("hang",)
LOST_ANSWERS = ("cut_after_write", "silence_after_write", "error_after_write")
LATE = ("late_write",)
"""Kept when the robot has given up: later than it waits for a page, and sooner than it looks."""
DOUBLED = ("double_save",)
SPOILING = ("amount_zeroed", "amounts_swapped", "rows_swapped", "text_cut")
AT_THE_DOOR = ("account_locked",)
AWAY = ("maintenance",)
"""Of a whole system, with an end: these are not drawn for a request but ordered."""
KINDS = (
    *PASSING,
    *LISTS,
    *SELDOM,
    *CHANGED,
    *SLOW,
    *LOST_ANSWERS,
    *LATE,
    *DOUBLED,
    *SPOILING,
    *AT_THE_DOOR,
    *AWAY,
)
SYSTEMS = ("almanda", "skatteverket", "forsakringskassan", "inbox")
DOWN_SECONDS = 6.0
LATE_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How often: shares of the requests that a kind could strike."""

    passing: float = 0.006
    lists: float = 0.004
    seldom: float = 0.02
    changed: float = 0.003
    slow: float = 0.0004
    lost_answers: float = 0.06
    late: float = 0.02
    doubled: float = 0.01
    spoilt: float = 0.02
    at_the_door: float = 0.01

    def rarer(self, times: float) -> "Rates":
        """What holds up everybody so many times as rare; what strikes one alone stays as it is.

        So does what strikes at the door: logins are few, and it would hardly ever have its turn.
        """
        return replace(
            self,
            passing=self.passing / times,
            changed=self.changed / times,
            slow=self.slow / times,
        )


def let_loose(town: Town, seed: int, rates: Rates) -> None:
    """Put the whole list in force."""
    for number, (kinds, rate, more) in enumerate(_schedules(rates)):
        town.schedule(seed=seed * 100 + number, kinds=list(kinds), rate=rate, **more)


def _schedules(rates: Rates) -> Sequence[tuple[Sequence[str], float, dict[str, object]]]:
    saving: dict[str, object] = {"system": "almanda", "step": "draft_form", "method": "POST"}
    confirming: dict[str, object] = {"system": "inbox", "step": "delivery", "method": "POST"}
    return (
        (PASSING, rates.passing, {"latency_ms": 700, "jitter_ms": 800}),
        (LISTS, rates.lists, {}),
        (SELDOM, rates.seldom, {}),
        (CHANGED, rates.changed, {}),
        (SLOW, rates.slow, {"latency_ms": 2500}),
        # The line is mended at once, so that a browser that sends again by itself gets through.
        (LOST_ANSWERS, rates.lost_answers, {**saving, "latency_ms": 1}),
        (LATE, rates.late, {**saving, "latency_ms": LATE_SECONDS * 1000}),
        (DOUBLED, rates.doubled, saving),
        (SPOILING, rates.spoilt, saving),
        (AT_THE_DOOR, rates.at_the_door, {}),
        (LOST_ANSWERS, rates.lost_answers, {**confirming, "latency_ms": 1}),
    )


def take_away(town: Town, number: int) -> None:
    """Let one system after the other be away for a while, in three ways by turns."""
    system = SYSTEMS[number % len(SYSTEMS)]
    kind, status = (("cut", 503), ("maintenance", 503), ("http_error", 502))[number % 3]
    town.strike(kind, system=system, seconds=DOWN_SECONDS, status=status, latency_ms=1)


def not_come(town: Town) -> Sequence[str]:
    """The kinds that have not struck yet."""
    return sorted(kind for kind, times in injected(town).items() if not times)


def make_up_for(town: Town, kinds: Sequence[str]) -> None:
    """Order each of them once, for whom it meets first; where it is nobody's in particular, at Almanda.

    A system away is none of these: it is ordered all the time.
    """
    for kind in kinds:
        aims = (more for kinds_of, _, more in _schedules(Rates()) if kind in kinds_of)
        if (aim := next(aims, None)) is not None:
            town.strike(kind, **{"system": "almanda", "count": 1} | aim)


def injected(town: Town) -> Counter[str]:
    """How many times each kind has struck."""
    return Counter(dict.fromkeys(KINDS, 0) | Counter(one["kind"] for one in town.records("faults/strikes")))
