"""The journal of one application: which steps a worker has taken, so that another can go on after it.

From SENDING on a draft may stand in the case system: whoever takes the item over looks before all else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """How far the work on one application has come, in the order of the way."""

    CLAIMED = "CLAIMED"
    """A worker has taken it."""
    OPENED = "OPENED"
    """Its case file has been read, and may be looked at."""
    REGISTERED = "REGISTERED"
    """History and folkbokföring have been read, and it is past the gate."""
    GATHERED = "GATHERED"
    """Every system has answered what the law asks."""
    ASSESSED = "ASSESSED"
    """What follows from it lies in our tables."""
    KEPT = "KEPT"
    """The draft lies in our tables as it will be written."""
    SENDING = "SENDING"
    """The form is filled and the next thing is the press: from here it may have been written."""
    SENT = "SENT"
    """The case system has said that it is saved."""
    READ_BACK = "READ_BACK"
    """It was read off the case system's pages and is what was written."""
    SETTLED = "SETTLED"
    """The outcome stands."""
    GIVEN_BACK = "GIVEN_BACK"
    """The work was put down before it was done; the item stands as before the claim."""
    REOPENED = "REOPENED"
    """It is to be prepared again: what stands before belongs to an earlier preparation."""


MEANING = {
    Step.CLAIMED: "Tagen av en körning",
    Step.OPENED: "Akten läst",
    Step.REGISTERED: "Historik och folkbokföring lästa",
    Step.GATHERED: "Alla uppgifter hämtade",
    Step.ASSESSED: "Bedömd",
    Step.KEPT: "Utkastet sparat hos oss",
    Step.SENDING: "Utkastet på väg till ärendesystemet",
    Step.SENT: "Ärendesystemet har tagit emot",
    Step.READ_BACK: "Utkastet läst tillbaka",
    Step.SETTLED: "Klar för den här gången",
    Step.GIVEN_BACK: "Lagd tillbaka som den låg",
    Step.REOPENED: "Öppnad för att förberedas igen",
}
"""Each step as operations read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One step of one application, by one worker."""

    step: Step
    at: datetime
    worker: str


def sent_at(journal: Sequence[Entry]) -> datetime | None:
    """When this preparation's draft was sent, if nobody has read it back: it may stand there or not."""
    told = [entry for entry in latest(journal) if entry.step in (Step.SENDING, Step.READ_BACK)]
    return told[-1].at if told and told[-1].step is Step.SENDING else None


def latest(journal: Sequence[Entry]) -> Sequence[Entry]:
    """The steps of the latest preparation: those after the item was last opened again, or all."""
    opened = [at for at, entry in enumerate(journal) if entry.step is Step.REOPENED]
    return journal[opened[-1] + 1 :] if opened else journal


class Word(StrEnum):
    """What a worker is told when it notes a step."""

    GO_ON = "GO_ON"
    NOT_YOURS = "NOT_YOURS"
    """Another worker has the item, or may have: write nothing more."""
    PAUSED = "PAUSED"
    """A person has paused the robot: put the work down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A person has stopped the robot, all workers of a municipality, until a person lets it go on."""

    since: datetime
    who: str
    reason: str
