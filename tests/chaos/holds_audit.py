"""What must be true of the audit log, whoever was killed while it was written to.

Each rule gives its breaches; none is as it should be.
"""

from collections.abc import Iterator

from tests.chaos.evidence import Evidence
from tests.chaos.holds_drafts import Breach


def the_audit_log_is_whole(evidence: Evidence) -> Iterator[Breach]:
    """No entry is missing, changed or moved."""
    for sentence in evidence.audit_findings:
        yield Breach(rule="the audit log is whole", ref="", what=sentence)


def every_draft_was_written_down(evidence: Evidence) -> Iterator[Breach]:
    """Behind each of the robot's drafts is an entry of before the press."""
    for ref in evidence.written:
        if evidence.presses is not None and not evidence.presses.get(ref):
            yield Breach(rule="written down first", ref=ref, what="a draft without an entry of its press")
