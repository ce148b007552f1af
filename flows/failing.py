"""An application that failed: one sentence to the caseworker, and a log line to IT without a person in it."""

import structlog

from flows.errors import Broken, Code
from flows.logs import frames
from flows.work import Outcome, State

log = structlog.get_logger(__name__)


def failed(error: Exception) -> Outcome:
    """FAILED with the error's code; an error that nobody foresaw is logged by its frames, never its words."""
    if isinstance(error, Broken):
        code = error.code
        log.error("item.failed", code=code, system=error.system, what=error.what)
    else:
        code = Code.UNEXPECTED
        log.error("item.failed", code=code, kind=type(error).__name__, frames=frames(error))
    return Outcome(
        state=State.FAILED,
        reason=code,
        explanation="Roboten kunde inte förbereda ärendet. Handlägg det manuellt. IT ser på felet.",
    )
