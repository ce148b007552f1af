"""An application that failed: one sentence to the caseworker; to IT a log line and a piece of evidence.

Neither has a person in it.
"""

import structlog

from flows.errors import Broken, Code, UtkastError
from flows.failures import Piece
from flows.logs import frames
from flows.robot import Robot
from flows.work import Outcome, State

log = structlog.get_logger(__name__)
BY_HAND = "Roboten kunde inte förbereda ärendet. Handlägg det själv. IT ser på felet."
LOOK_FIRST = (
    "Roboten skickade ett utkast till ärendesystemet och kunde inte se om det sparades. "
    "Se efter om det finns innan du handlägger ärendet. IT ser på felet."
)
NOT_AS_WRITTEN = (
    "Det utkast som roboten skrev står inte rätt i ärendesystemet. "
    "Använd det inte, utan handlägg ärendet själv. IT ser på felet."
)
SAVED_TWICE = (
    "Ärendesystemet har mer än ett utkast från roboten i ärendet. "
    "Avgör vilket som gäller och handlägg ärendet själv. IT ser på felet."
)
WORDS = {
    Code.WRITE_UNCERTAIN: LOOK_FIRST,
    Code.DRAFT_MISMATCH: NOT_AS_WRITTEN,
    Code.DRAFT_DUPLICATED: SAVED_TWICE,
}
"""What a caseworker reads of a code; of every other, whether a draft may stand that nobody has read back."""


def failed(error: Exception, *, sought: bool = False) -> Outcome:
    """FAILED with the error's code; an error that nobody foresaw is logged by its frames, never its words.

    `sought` is whether a draft was sent that has not been read back.
    """
    if isinstance(error, Broken):
        return failed_as(error.code, system=error.system, what=error.what, sought=sought)
    log.error("item.failed", code=Code.UNEXPECTED, kind=type(error).__name__, frames=frames(error))
    return _failed(Code.UNEXPECTED, sought=sought)


def failed_as(code: str, *, system: str = "", what: str, sought: bool = False) -> Outcome:
    """FAILED with that code, whose runbook tells IT what to do; `what` is for the log."""
    log.error("item.failed", code=code, system=system, what=what)
    return _failed(code, sought=sought)


def _failed(code: str, *, sought: bool) -> Outcome:
    # Of a draft that was saved and cannot be found again nobody can say that it stands wrong.
    unseen = sought and code == Code.DRAFT_MISMATCH
    told = LOOK_FIRST if unseen else WORDS.get(Code(code), LOOK_FIRST if sought else BY_HAND)
    return Outcome(state=State.FAILED, reason=code, explanation=told)


async def note_for_it(robot: Robot, case_ref: str, error: Exception, *, code: str, attempt: int = 0) -> None:
    """Keep why the application failed, beside what was seen of it; `attempt` is 0 before it has been claimed.

    A full disk must not undo the outcome that stands: that nothing could be kept is only logged.
    """
    known = error if isinstance(error, UtkastError) else None
    piece = Piece(
        at=robot.clock.now(),
        system=known.system if known else "",
        code=code,
        case_ref=case_ref,
        worker=robot.worker,
        attempt=attempt,
        most_attempts=robot.pace.most_attempts,
        attempted="prepare the application" if attempt else "take the application in",
        what=known.what if known else type(error).__name__,
        code_lines=() if known else tuple(frames(error)),
    )
    try:
        await robot.evidence.note(piece)
    except OSError as trouble:
        log.warning("evidence.not_kept", code=code, kind=type(trouble).__name__)
