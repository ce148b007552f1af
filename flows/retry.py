"""What becomes of an application whose try came to nothing: again later, to a person, or FAILED.

A try is counted when the application itself may be the cause. What is known to be the system's trouble
costs nothing, so that a system that is down for a night fails no application.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from flows.at_hand import AtHand
from flows.breaker import FOR_A_PERSON
from flows.errors import Code, Reason, UtkastError, WriteUncertain
from flows.failing import failed_as
from flows.systems import note_failure, release_probes
from flows.work import Outcome, State

CLOSED = "{system} är stängt. Ärendet görs om automatiskt när systemet öppnar."
AWAY = "{system} gick inte att använda. Ärendet görs om automatiskt."
BUSY = "Alla robotens konton i {system} är upptagna. Ärendet görs om automatiskt."
SHUT_OUT = "Roboten kommer inte in i {system}. Ärendet görs om när IT har åtgärdat det."
LOCKED = "En handläggare har ärendet öppet i {system}. Roboten försöker igen om en stund."
UNCERTAIN = (
    "Roboten skickade ett utkast till {system} och fick inget svar. "
    "Den ser efter om utkastet finns innan den gör något mer."
)
WORDS = {
    Code.RECORD_LOCKED: LOCKED,
    Code.OUTSIDE_HOURS: CLOSED,
    Code.NO_FREE_ACCOUNT: BUSY,
    **dict.fromkeys(FOR_A_PERSON, SHUT_OUT),
}
"""What a caseworker reads of a code; of every other, that the system could not be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Where the application goes, how many tries in a row it has had, and what ended it if it failed."""

    outcome: Outcome
    attempts: int = 0
    ended_by: Exception | None = None


async def after_trouble(case: AtHand, error: UtkastError) -> Settled:
    """After a Transient or a SystemBroken: what is tried again, and when."""
    counts = await note_failure(case.robot, error, by=case.ref)
    await release_probes(case.robot, case.ref)
    attempts = case.attempts if counts else case.attempts - 1
    if counts and attempts >= case.robot.pace.most_attempts:
        return _given_up(case, error)
    outcome = _uncertain(case, error) if case.sought else _waiting(case, error)
    # A breaker says when its system is asked again; that an account comes free, nobody says.
    waits = counts or error.code == Code.NO_FREE_ACCOUNT
    return Settled(outcome=outcome if waits else replace(outcome, not_before=None), attempts=attempts)


def came_to(case: AtHand, outcome: Outcome) -> Settled:
    """Where a try that nothing stood in the way of has brought it; only to have looked costs no try."""
    return Settled(outcome=outcome, attempts=case.attempts - 1 if outcome.state is State.UNCERTAIN else 0)


def on_its_way(case: AtHand, arrives_by: datetime) -> Outcome:
    """UNCERTAIN until then: a look found nothing, and what was sent may still arrive."""
    system = _case_system(case)
    return Outcome(
        state=State.UNCERTAIN,
        reason=Code.WRITE_UNCERTAIN,
        explanation=UNCERTAIN.format(system=system),
        not_before=arrives_by,
        waits_for=system,
    )


def _given_up(case: AtHand, error: UtkastError) -> Settled:
    """After the last try: a lock that never ends is a person at work, anything else is IT's to look at."""
    if error.code == Code.RECORD_LOCKED and not case.sought:
        reason = Reason.PERSON_AT_WORK
        text = case.robot.handover_texts[reason].in_full
        return Settled(outcome=Outcome(state=State.NEEDS_HUMAN, reason=reason, explanation=text))
    code = Code.WRITE_UNCERTAIN if case.sought else error.code
    return Settled(outcome=failed_as(code, system=error.system, what=error.what), ended_by=error)


def _uncertain(case: AtHand, error: UtkastError) -> Outcome:
    """What was sent may still be on its way: looked for when that is over, and not written before."""
    pace, now = case.robot.pace, case.robot.clock.now()
    later = on_its_way(case, now + max(pace.uncertain_for, pace.delay(case.attempts)))
    return replace(later, waits_for=error.system)


def _waiting(case: AtHand, error: UtkastError) -> Outcome:
    now = case.robot.clock.now()
    return Outcome(
        state=State.WAITING,
        reason=error.code,
        explanation=_told(error),
        wait_until=now.date(),
        not_before=now + case.robot.pace.delay(case.attempts),
        waits_for=error.system,
    )


def interrupted(case: AtHand) -> Settled | None:
    """When the worker ends in the middle: None when the item can simply be put down."""
    if not case.sought:
        return None
    error = WriteUncertain(Code.WRITE_UNCERTAIN, "the worker was stopped", system=_case_system(case))
    return Settled(outcome=_uncertain(case, error), attempts=case.attempts)


def _case_system(case: AtHand) -> str:
    return case.robot.system_names["case_system"]


def _told(error: UtkastError) -> str:
    return WORDS.get(Code(error.code), AWAY).format(system=error.system)
