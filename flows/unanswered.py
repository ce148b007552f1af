"""What was sent and never answered: looked for before all else, and never written again while it may arrive.

The journal tells when it was sent, whoever sent it, so a worker that died on the way, a lease that ran out
and a review that somebody orders in between all meet the same rule.
"""

import structlog

from flows import gate
from flows.at_hand import AtHand
from flows.drafting import leave_draft
from flows.errors import CaseBroken, Code
from flows.journal import sent_at
from flows.persons_at_hand import remember_persons
from flows.records import Application
from flows.retry import on_its_way
from flows.work import Outcome

log = structlog.get_logger(__name__)


async def finished_earlier(case: AtHand, application: Application) -> Outcome | None:
    """Where an earlier try's draft has brought the application; None when there is none to look for.

    One that stands is read back and compared. One that does not may be written again when it has had the
    pace's `uncertain_for` to arrive; before that the application stays UNCERTAIN.
    Raises CaseBroken(WRITE_UNCERTAIN) when there is no case file to look in any more.
    """
    if case.item.claims == 1:
        # A first claim has nothing behind it.
        return None
    robot = case.robot
    sent = sent_at(await robot.work.journal(case.ref))
    kept = await robot.work.draft(case.ref) if sent is not None else None
    if sent is None or kept is None or kept.revision != case.item.revision:
        return None
    case.sought = True
    await case.need("case_system")
    opened = await robot.case_system.open_case(application.applicant.personal_number, case.ref)
    remember_persons(opened)
    if opened is None:
        raise _nowhere_to_look(case)
    file = gate.found_file(opened)
    standing = await robot.case_system.find_draft(file, case.reference)
    remember_persons(standing)
    case.heard()
    log.info("draft.looked_for", stands=standing is not None)
    if standing is not None:
        return await leave_draft(case, file, kept, standing=standing)
    arrives_by = sent + robot.pace.uncertain_for
    if robot.clock.now() < arrives_by:
        return on_its_way(case, arrives_by)
    case.sought = False
    return None


def _nowhere_to_look(case: AtHand) -> CaseBroken:
    return CaseBroken(
        Code.WRITE_UNCERTAIN,
        "a draft was sent, and the case system shows no case file to look for it in any more.",
        system=case.robot.system_names["case_system"],
        next_step=f"See runbooks/{Code.WRITE_UNCERTAIN}.md.",
    )


async def without_a_worker(case: AtHand) -> CaseBroken:
    """Why an application whose worker has died in the last of its tries is not tried any more."""
    if sent_at(await case.robot.work.journal(case.ref)) is None:
        return CaseBroken(Code.WORKER_LOST, "its tries are used up, and its worker died in the last of them")
    return CaseBroken(
        Code.WRITE_UNCERTAIN,
        "its tries are used up, its worker died in the last of them, and a draft may have been sent",
        system=case.robot.system_names["case_system"],
    )
