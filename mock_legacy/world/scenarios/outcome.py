"""What a scenario expects to become of its application, said by hand.

No amount here is computed with the robot's code or with Almanda's calculations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["AWAITING_CASEWORKER", "NEEDS_HUMAN", "WAITING"]
Proposal = Literal["BIFALL", "DELAVSLAG", "AVSLAG", "UTREDNING"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The stated outcome; the amount is whole kronor and stands only with BIFALL and DELAVSLAG.

    ``handover_draft``: Almanda gets a draft without proposal that tells the caseworker why.
    """

    state: State
    proposal: Proposal | None = None
    reason: str | None = None
    amount_kronor: int | None = None
    waits_until: date | None = None
    handover_draft: bool = False


def bifall(kronor: int) -> Expected:
    """A draft that proposes to grant all of it."""
    return Expected(state="AWAITING_CASEWORKER", proposal="BIFALL", amount_kronor=kronor)


def delavslag(kronor: int) -> Expected:
    """A draft that proposes to grant some of it."""
    return Expected(state="AWAITING_CASEWORKER", proposal="DELAVSLAG", amount_kronor=kronor)


def avslag() -> Expected:
    """A draft that finds no deficit."""
    return Expected(state="AWAITING_CASEWORKER", proposal="AVSLAG")


def utredning() -> Expected:
    """A draft with an open question and no amount."""
    return Expected(state="AWAITING_CASEWORKER", proposal="UTREDNING")


def needs_human(reason: str) -> Expected:
    """No draft: handed over with a reason that Almanda is not told."""
    return Expected(state="NEEDS_HUMAN", reason=reason)


def told_in_almanda(reason: str) -> Expected:
    """Handed over with a reason, and with a draft without proposal in the household's file."""
    return Expected(state="NEEDS_HUMAN", reason=reason, handover_draft=True)


def waiting_until(day: date) -> Expected:
    """No draft yet: the answer may still come."""
    return Expected(state="WAITING", waits_until=day)
