"""Agencies that did not answer. Silence is not "no income": it is waited for, and then a person is asked.

It makes no difference whether the person has been paid by that agency before.
An agency that has nothing to show answers with an empty list; an answer that is missing never means nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.eligibility import household
from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import BenefitAnswers, PersonKey, TaxAnswers
from flows.eligibility.facts import Missing, Why
from flows.eligibility.municipality import AGENCIES_THAT_PAY_NOTHING, Silence
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.wages import is_incomplete
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import sentence

SAY = Speaker("svar från myndigheter")
NAMES = {
    "FK": "Försäkringskassan",
    "PM": "Pensionsmyndigheten",
    "CSN": "CSN",
    "SO": "a-kassorna",
    "AF": "Arbetsförmedlingen",
    "SKV": "Skatteverket",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """An agency's missing answer about one person."""

    agency: str
    person: PersonKey
    why: Why


def answer(question: Question) -> Answer:
    """One finding for each agency and person."""
    silent = {(one.agency, one.person): one for one in _unanswered(question)}
    findings = (_finding(question, silent[key]) for key in sorted(silent))
    return Answer(findings=tuple(findings))


def _unanswered(question: Question) -> Iterator[Unanswered]:
    for person in household.income_persons(question.facts.members, question.period):
        for agency, answered in _answers(question, person):
            if answered is None:
                yield Unanswered(agency=agency, person=person, why=Why.NOT_FETCHED)
            elif answered.why is not Why.NOT_APPLICABLE:
                yield Unanswered(agency=agency, person=person, why=answered.why)


def _answers(question: Question, person: PersonKey) -> Iterator[tuple[str, Missing | None]]:
    """The agencies without an answer: their own reason, or None when nobody asked about the person."""
    tax, benefits = question.facts.tax.get(person), question.facts.benefits.get(person)
    if tax is None:
        yield "SKV", None
    else:
        yield from (("SKV", fact) for fact in _of_tax(tax))
    if benefits is None:
        yield "FK", None
    else:
        yield from ((agency, fact) for agency, fact in _of_benefits(benefits) if isinstance(fact, Missing))


def _of_tax(answers: TaxAnswers) -> Iterator[Missing]:
    """Declarations that are not all there yet are the wages' own question, not a silent agency."""
    for fact in (answers.declarations, answers.payouts, answers.capital):
        waits_for_employers = fact is answers.declarations and is_incomplete(answers.declarations)
        if isinstance(fact, Missing) and not waits_for_employers:
            yield fact


def _of_benefits(answers: BenefitAnswers) -> tuple[tuple[str, object], ...]:
    return (
        ("FK", answers.fk),
        ("FK", answers.claims),
        ("PM", answers.pm),
        ("CSN", answers.csn),
        ("SO", answers.so),
        ("AF", answers.af),
    )


def _finding(question: Question, silent: Unanswered) -> Finding:
    who, law = question.person(silent.person), question.law(Law.INVESTIGATION)
    name, about = sentence(NAMES[silent.agency]), f"{silent.person}/{silent.agency.lower()}"
    kind = WarningKind.SOURCE_UNREAD if silent.agency == "SKV" else WarningKind.SSBTEK_READ_FAILED
    if silent.why is Why.NOT_FETCHED:
        return SAY.open(f"{name} har inte kunnat tillfrågas om {who}.", law, warns=kind, about=about)
    nothing = silent.why is Why.NOT_FOUND
    reason = f"{name} {'hittar inga uppgifter' if nothing else 'har inte svarat'} om {who}."
    if _is_only_noted(question, silent.agency):
        return SAY.note(reason, law)
    retry_on = question.retry_on()
    if retry_on is None:
        return SAY.open(reason, law, warns=kind, about=about)
    return SAY.wait(reason, law, retry_on, warns=kind, about=about)


def _is_only_noted(question: Question, agency: str) -> bool:
    noted = question.rules.silence.get(agency, Silence.WAITS) is Silence.NOTED
    return noted and agency in AGENCIES_THAT_PAY_NOTHING


RULE = Rule(
    name=SAY.rule,
    asks="Har alla myndigheter svarat?",
    facts=("alla tillfrågade myndigheter",),
    does="Väntar och frågar igen. Tystnad betyder aldrig att en inkomst saknas.",
    leaves="När myndigheten inte har svarat inom kommunens tålamod.",
    laws=(Law.INVESTIGATION,),
    settings=("silence", "silence_patience_nights"),
    warns=(WarningKind.SSBTEK_READ_FAILED, WarningKind.SOURCE_UNREAD),
    answer=answer,
)
