"""What must be true of the workers: they end when they are told to, and death has met them everywhere.

Each rule gives its breaches; none is as it should be.
"""

from collections.abc import Iterator

from tests.chaos.dealing import ALL
from tests.chaos.evidence import Evidence
from tests.chaos.holds_drafts import Breach

TO_A_BLOW = 2
"""So many applications to a blow: fewer may be done before each point has been reached once more."""


def sigterm_is_heeded(evidence: Evidence) -> Iterator[Breach]:
    """A worker that is told to stop has ended when its grace is long over."""
    if evidence.not_heeded:
        what = f"{evidence.not_heeded} workers went on and were killed"
        yield Breach(rule="SIGTERM is heeded", ref="", what=what)


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
