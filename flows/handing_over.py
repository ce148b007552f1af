"""Handing an application over to a person: the reason in words, and where it may, a draft that says so.

The draft is left the same way as every other: looked for first, written once, kept and read back. The case
file is opened for it only when the reason is of a kind that needs a person at the household's file; never
when a month is decided, a person is at work, another system has the application, a table is missing that IT
adds for all of them at once, or nothing of it may be told.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import structlog

from flows import gate
from flows.at_hand import AtHand
from flows.drafting import leave_draft
from flows.errors import NeedsHuman, Reason
from flows.handover_draft import handover_draft
from flows.handover_household import household_seen
from flows.journal import Step
from flows.left_to_person import UNREAD, told_of, was_read_back
from flows.payday import pay_on
from flows.persons_at_hand import remember_persons
from flows.records import Application, CaseFile
from flows.work import Outcome, State

log = structlog.get_logger(__name__)
DECIDED_BY_PERSON = "En handläggare har fattat beslut om månaden. Roboten har inte ändrat något."
TOLD_IN_THE_CASE_FILE = frozenset(
    {
        Reason.FIRST_APPLICATION,
        Reason.OTHER_KIND,
        Reason.NOT_SIGNED,
        Reason.CHANGED_HOUSEHOLD,
        Reason.PERIOD_LONG_PAST,
        Reason.DUPLICATE_APPLICATION,
    }
)


async def handed_over(case: AtHand, reason: NeedsHuman) -> Outcome:
    """Where the application goes; a month decided since we left its draft is simply decided.

    May raise as the leaving of a draft does: then nobody has been told yet, and another try tells.
    """
    log.info("item.handed_over", reason=reason.code)
    if reason.code == Reason.PERIOD_DECIDED:
        return await _decided(case)
    if reason.code not in TOLD_IN_THE_CASE_FILE:
        outcome = _to_person(case, reason.code)
        is_hers = reason.code == Reason.DRAFT_CHANGED_BY_PERSON
        return await _unreadable(case, outcome) if is_hers else outcome
    try:
        return await _told_in_case_file(case, Reason(reason.code))
    except NeedsHuman as met:
        if met.code == Reason.PERIOD_DECIDED:
            return await _decided(case)
        if met.code != Reason.MANUAL_HANDLING:
            return _to_person(case, reason.code)
        log.info("item.handed_over", reason=met.code)
        return _to_person(case, met.code)


async def _decided(case: AtHand) -> Outcome:
    draft = await case.robot.work.left_draft(case.ref)
    if draft is None:
        return _to_person(case, Reason.PERIOD_DECIDED)
    return Outcome(state=State.DECIDED, proposal=draft.proposal, explanation=DECIDED_BY_PERSON)


async def _unreadable(case: AtHand, outcome: Outcome) -> Outcome:
    """A person has made the draft into what the robot cannot read, perhaps before it had read it back."""
    if not case.sought or await was_read_back(case):
        return outcome
    text = case.robot.handover_texts[outcome.reason]
    return replace(outcome, explanation=told_of(text, UNREAD))


async def _told_in_case_file(case: AtHand, reason: Reason) -> Outcome:
    """No draft where there is no case file, or a person is at work in it: the reason stands all the same."""
    robot = case.robot
    application = await robot.work.application(case.ref)
    file = await _case_file(case, application, reason)
    ordered = case.item.ordered
    if file is None or gate.is_at_work(file, ordered_by=ordered.by if ordered else ""):
        return _to_person(case, reason)
    await case.need("case_system")
    standing = await robot.case_system.find_draft(file, case.reference)
    remember_persons(standing)
    case.heard()
    draft = handover_draft(
        case.ref,
        file,
        application,
        text=robot.handover_texts[reason],
        seen=household_seen(application, file) if reason is Reason.CHANGED_HOUSEHOLD else "",
        looked_at=_looked_at(case, application, file),
        municipality=robot.municipality,
        today=robot.clock.now().date(),
        payday=pay_on(robot.municipality, application.period, application.statement.submitted_at),
    )
    return await leave_draft(case, file, draft, standing=standing)


async def _case_file(case: AtHand, application: Application, reason: Reason) -> CaseFile | None:
    """The case file, past the question of protection; None when a first application has none.

    Raises NeedsHuman(MANUAL_HANDLING) of anybody else whom the case system does not know: nobody can tell
    why.
    """
    opened = case.file
    if opened is None:
        await case.need("case_system")
        opened = await case.robot.case_system.open_case(application.applicant.personal_number, case.ref)
        remember_persons(opened)
        case.heard()
        if opened is None and reason is Reason.FIRST_APPLICATION:
            return None
    file = gate.found_file(opened)
    if case.step is Step.CLAIMED:
        await case.reach(Step.OPENED)
    return file


def _looked_at(case: AtHand, application: Application, file: CaseFile) -> Iterator[tuple[str, datetime]]:
    names = case.robot.system_names
    yield "Ansökan i e-tjänsten", application.fetched_at
    yield f"{names['case_system']}, hushållet", file.fetched_at
    asked = case.answered.get("population_register")
    if asked is not None:
        yield f"{names['population_register']}, folkbokföring", asked


def _to_person(case: AtHand, code: str) -> Outcome:
    text = case.robot.handover_texts[code]
    return Outcome(state=State.NEEDS_HUMAN, reason=code, explanation=text.in_full)
