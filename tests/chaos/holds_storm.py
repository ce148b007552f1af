"""What must be true of the storm itself: it came, and left traces, or the other rules were asked nothing.

Each rule gives its breaches; none is as it should be.
"""

from collections.abc import Iterator

from tests.chaos.dealing import ALL
from tests.chaos.evidence import Evidence
from tests.chaos.holds_drafts import Breach
from tests.chaos.weather import KINDS

TO_A_BLOW = 2
"""So many applications to a blow: fewer may be done before each point has been reached once more."""
MANY = 1000
"""Of so many applications every kind of fault strikes some, however rare it was ordered."""


def the_records_speak(evidence: Evidence) -> Iterator[Breach]:
    """Where the systems' own records are empty no rule has been asked anything."""
    for name in ("requests", "sessions", "logins", "lookups"):
        if not getattr(evidence, name):
            yield Breach(rule="the records speak", ref="", what=f"the systems have noted no {name}")


def every_blow_has_fallen(evidence: Evidence) -> Iterator[Breach]:
    """Of a campaign that is large enough: SIGKILL and SIGTERM have come on either side of every step."""
    if is_large_enough(evidence):
        for words in not_met(evidence):
            yield Breach(rule="every blow falls", ref="", what=f"{words} was never met")


def is_large_enough(evidence: Evidence) -> bool:
    """Whether every blow was dealt, and there was work enough for each to fall."""
    return evidence.dealt >= len(ALL) and len(evidence.statement) >= TO_A_BLOW * len(ALL)


def not_met(evidence: Evidence) -> list[str]:
    """The blows that have not fallen, in words."""
    return [blow.words for blow in ALL if not evidence.fallen.get(blow.words)]


def every_fault_has_struck(evidence: Evidence) -> Iterator[Breach]:
    """Of a campaign of many applications: each kind of fault has met the robot."""
    if len(evidence.statement) >= MANY:
        for kind in sorted(set(KINDS) - {one["kind"] for one in evidence.strikes}):
            yield Breach(rule="every fault strikes", ref="", what=f"{kind} never came")
