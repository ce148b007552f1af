"""What is known, from where and since when; and, with equal care, what is not known and why.

A value never travels alone: "we found no income" and "we could not look" are different answers.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")


class Why(StrEnum):
    """Why a fact is missing."""

    NOT_FOUND = "not_found"
    """The source answered and has nothing about it."""
    NOT_FETCHED = "not_fetched"
    """Nobody has asked yet, or the robot may not ask."""
    FETCH_FAILED = "fetch_failed"
    """The source was asked and did not answer, or answered with an error."""
    NOT_APPLICABLE = "not_applicable"
    """The question does not arise in this case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[T]):
    """A value with its source (system and screen, in Swedish as a caseworker says it) and its time."""

    value: T
    source: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The absence of a value, with its reason; `detail` is plain Swedish without personal data."""

    why: Why
    source: str
    detail: str
    fetched_at: datetime | None = None


Known: TypeAlias = Fact[T] | Missing


class Protection(StrEnum):
    """Protected identity as one source states it; anything but NO stops the robot."""

    NO = "nej"
    YES = "ja"
    UNKNOWN = "okänt"
