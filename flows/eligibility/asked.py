"""Which sources were asked about whom, and what each came to: an answer, or the reason why there is none.

Knows no source by name: whatever is kept as known or missing in the facts is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from flows.eligibility.case import BenefitAnswers, CaseFacts, History, PersonKey, TaxAnswers
from flows.eligibility.facts import Fact, Known, Missing, Why
from flows.eligibility.wording import counted, moment, sentence

IN_WORDS = {
    Why.NOT_FOUND: "ingen uppgift",
    Why.NOT_FETCHED: "inte tillfrågad",
    Why.FETCH_FAILED: "inget svar",
}
"""A question that does not arise in the case (`NOT_APPLICABLE`) was never asked, so it has no words."""


PARTS = {"earlier_in_year": "årets tidigare månader"}
"""What a field asks beside another question to the same source about the same person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question to one source; `about` is the person it was about, blank for the whole household.

    `part` tells it apart from another question to the same source; None where there is none.
    """

    about: PersonKey
    answer: Known[Any]
    part: str | None = None

    @property
    def source(self) -> str:
        """The source as a caseworker says it, with the part of it that was asked for."""
        return f"{self.answer.source}, {self.part}" if self.part else self.answer.source

    @property
    def at(self) -> datetime | None:
        """When the source was read; None when nobody knows."""
        return self.answer.fetched_at

    @property
    def silence(self) -> str:
        """Why there is no answer, in plain Swedish; blank when there is one."""
        if isinstance(self.answer, Fact):
            return ""
        return f"{IN_WORDS[self.answer.why]}. {sentence(self.answer.detail).removesuffix('.')}."

    @property
    def outcome(self) -> str:
        """What came of it: `två uppgifter, läst 2026-11-18 kl. 08.14`, or why nothing did."""
        if isinstance(self.answer, Missing):
            return f"{self.silence} Frågad {moment(self.at)}." if self.at else self.silence
        return f"{_how_much(self.answer.value)}, läst {moment(self.answer.fetched_at)}"


def every_question(facts: CaseFacts) -> tuple[Asked, ...]:
    """Everything that was asked, the household first and then person by person."""
    found = [*_known_in("", facts), *_history(facts)]
    for answers in (facts.tax, facts.benefits):
        for person, of_person in answers.items():
            found.extend(_known_in(person, of_person))
    return tuple(one for one in found if not _never_arose(one.answer))


def _history(facts: CaseFacts) -> Iterator[Asked]:
    """What the case system was asked beside the history itself, page by page."""
    if isinstance(facts.history, Fact):
        yield from _known_in("", facts.history.value)


def _known_in(about: PersonKey, record: CaseFacts | History | TaxAnswers | BenefitAnswers) -> Iterator[Asked]:
    for field in fields(record):
        answer = getattr(record, field.name)
        if isinstance(answer, Fact | Missing):
            yield Asked(about=about, answer=answer, part=PARTS.get(field.name))


def _never_arose(answer: Known[Any]) -> bool:
    return isinstance(answer, Missing) and answer.why is Why.NOT_APPLICABLE


def _how_much(value: object) -> str:
    """How many answers there are, of what is a list; else only that there is an answer."""
    if not isinstance(value, tuple):
        return "svar"
    return counted(len(value), "en uppgift", "uppgifter") if value else "inga uppgifter"
