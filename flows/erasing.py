"""One person's wish to be erased, as far as the municipality grants it (artikel 17 i dataskyddsförordningen).

The robot's own working copies alone. What it must not touch, and why it stays, is told with what goes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import structlog

from flows.identity import PersonalNumber
from flows.work import OPEN_STATES, State

log = structlog.get_logger(__name__)


class Part(StrEnum):
    """What the person is to an application."""

    APPLICANT = "sökande"
    NAMED = "nämnd i någon annans ansökan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerning:
    """An application that concerns the person, where it stands, and whether anything is kept of it."""

    case_ref: str
    state: State
    part: Part

    @property
    def why_it_stays(self) -> str:
        """In Swedish; blank when it may go."""
        if self.part is Part.NAMED:
            return "ansökan är någon annans; den gallras i sin tid"
        if self.state in OPEN_STATES:
            return "ansökan är öppen och måste först avslutas"
        return ""


class PersonsKept(Protocol):
    """What we keep of one person, found by the mark of the number."""

    async def concerning(self, who: PersonalNumber) -> Sequence[Concerning]:
        """Every item that the person has applied with, or is named in."""
        ...

    async def erase(self, case_refs: Collection[str], now: datetime) -> Sequence[str]:
        """Take away what is kept of these; those of them that were settled, and are empty now."""
        ...


def may_go(found: Sequence[Concerning]) -> Sequence[str]:
    """The references of those that nothing keeps."""
    return [one.case_ref for one in found if not one.why_it_stays]


def log_erased(municipality: str, case_refs: Sequence[str]) -> None:
    """Tell the log which applications were emptied; nothing of whom."""
    for case_ref in case_refs:
        log.info("person.erased", municipality=municipality, case_ref=case_ref)
