"""What is told of a draft that a person has changed or decided: it is hers, and the robot leaves it alone.

An old case system alters what it is given in silence. A draft that a person took over before the robot had
read it back may therefore differ in more than what she changed, and what differs is named.
It must not know how a draft is found, kept or written.
"""

from collections.abc import Sequence
from dataclasses import fields

import structlog

from flows.at_hand import AtHand
from flows.errors import Reason
from flows.handover_text import HandoverText
from flows.records import Draft, SavedDraft
from flows.work import Outcome, State

log = structlog.get_logger(__name__)
NAMED = {
    "case_ref": "ärendets referens",
    "application_ref": "ansökans nummer",
    "case_key": "akten",
    "applicant": "sökanden",
    "period": "månaden",
    "proposal": "förslaget",
    "amount": "beloppet",
    "pay_on": "utbetalningsdagen",
    "text": "texterna",
    "rows": "beräkningens rader",
    "stickprov": "stickprovet",
    "revision": "förberedelsens nummer",
    "track": "flödet",
    "priority": "prioriteten",
    "warnings": "varningarna",
    "prepares_payment": "utbetalningen",
}
"""Every field of a draft, as a caseworker reads it."""
DIFFERS = (
    "Roboten hann inte läsa tillbaka utkastet före det, och något skiljer sig från vad roboten skrev: "
    "{names}. Kontrollera att det är handläggarens ändring innan utkastet används."
)
UNREAD = (
    "Roboten hann inte läsa tillbaka utkastet före det. "
    "Kontrollera att alla uppgifter i utkastet stämmer innan det används."
)


async def to_check_in(case: AtHand, standing: SavedDraft, *, written: Draft) -> str:
    """What a person must check in the draft that stands; blank when it was read back, or nothing differs.

    `written` is what the robot wrote.
    """
    differing = () if await was_read_back(case) else differing_in(standing.draft, written)
    log.info("draft.left_to_person", differing=list(differing))
    return DIFFERS.format(names=", ".join(NAMED[name] for name in differing)) if differing else ""


def left_to_person(standing: SavedDraft, text: HandoverText, *, to_check: str) -> Outcome:
    """The draft awaits the caseworker as it stands."""
    return Outcome(
        state=State.AWAITING_CASEWORKER,
        reason=Reason.DRAFT_CHANGED_BY_PERSON,
        proposal=standing.draft.proposal,
        explanation=told_of(text, to_check),
        stickprov=standing.draft.stickprov,
    )


def told_of(text: HandoverText, to_check: str) -> str:
    """Its words; what must be checked takes the place of how one goes on with a draft that is right."""
    return f"{text.found} {text.not_done} {to_check or text.next_step}"


def differing_in(one: Draft, other: Draft) -> Sequence[str]:
    """The names of the fields in which two drafts differ."""
    names = (field.name for field in fields(Draft))
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


async def was_read_back(case: AtHand) -> bool:
    """Whether this preparation's draft has been read off the case system as it was written."""
    left = await case.robot.work.left_draft(case.ref)
    return left is not None and left.revision == case.item.revision
