"""What must be true of the workers: they end when they are told to, and of themselves only in order.

Each rule gives its breaches; none is as it should be.
"""

from collections.abc import Iterator

from tests.chaos.evidence import Evidence
from tests.chaos.holds_drafts import Breach


def sigterm_is_heeded(evidence: Evidence) -> Iterator[Breach]:
    """A worker that is told to stop has ended when its grace is long over."""
    if evidence.not_heeded:
        what = f"{evidence.not_heeded} workers went on and were killed"
        yield Breach(rule="SIGTERM is heeded", ref="", what=what)


def each_ends_in_order(evidence: Evidence) -> Iterator[Breach]:
    """A worker that nobody ends has done what there was, or its tables are away: an error is one of ours."""
    for words in evidence.ended_in_error:
        yield Breach(rule="ends in order", ref="", what=words)
