"""An application that failed: one sentence to the caseworker, and a log line to IT without a person in it."""

import structlog

from flows.errors import Broken, Code
from flows.logs import frames
from flows.work import Outcome, State

log = structlog.get_logger(__name__)
BY_HAND = "Roboten kunde inte förbereda ärendet. Handlägg det manuellt. IT ser på felet."


def failed(error: Exception) -> Outcome:
    """FAILED with the error's code; an error that nobody foresaw is logged by its frames, never its words."""
    if isinstance(error, Broken):
        return failed_as(error.code, system=error.system, what=error.what)
    log.error("item.failed", code=Code.UNEXPECTED, kind=type(error).__name__, frames=frames(error))
    return Outcome(state=State.FAILED, reason=Code.UNEXPECTED, explanation=BY_HAND)


def failed_as(code: str, *, system: str = "", what: str) -> Outcome:
    """FAILED with that code, whose runbook tells IT what to do; `what` is for the log."""
    log.error("item.failed", code=code, system=system, what=what)
    return Outcome(state=State.FAILED, reason=code, explanation=BY_HAND)
