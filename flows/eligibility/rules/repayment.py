"""Repayment claims (återkrav) that are not paid: told to the caseworker, never drawn from the amount.

A claim is told of for as long as it can be pursued (SoL 33 kap. 5 §), counted from the day it was decided.
"""

from collections.abc import Iterator

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Finding
from flows.eligibility.case import RepaymentClaim
from flows.eligibility.facts import Fact, Missing, Why
from flows.eligibility.months import same_day_later
from flows.eligibility.parameters import Law
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import day, kronor

SAY = Speaker("återkrav")


def answer(question: Question) -> Answer:
    """A deviation for each claim with something unpaid; a note when the claims could not be read."""
    if question.history is None:
        return Answer()
    claims = question.history.repayment_claims
    if isinstance(claims, Missing):
        return Answer(findings=tuple(_unread(question, claims)))
    standing = sorted(_standing(question, claims.value), key=lambda one: (one.period, one.decided_on))
    return Answer(findings=tuple(_claim(question, one, claims) for one in standing))


def _standing(question: Question, claims: tuple[RepaymentClaim, ...]) -> Iterator[RepaymentClaim]:
    limit = question.parameters.repayment_limit(question.period).value
    for claim in claims:
        if claim.unpaid > 0 and question.today <= same_day_later(claim.decided_on, limit):
            yield claim


def _claim(question: Question, claim: RepaymentClaim, source: Fact[tuple[RepaymentClaim, ...]]) -> Finding:
    unpaid = seen(f"Återkrav, {claim.period}", kronor(claim.unpaid), source.source, source.fetched_at)
    reason = (
        f"Kommunen har krävt tillbaka {kronor(claim.amount)} för {claim.period.in_words}"
        f" ({claim.ground}, beslut {day(claim.decided_on)}). {kronor(claim.unpaid)} är inte betalt."
        " Roboten drar inte av något."
    )
    return SAY.deviation(
        reason,
        law_then(question, Law.REPAYMENT, claim.period),
        (unpaid,),
        warns=WarningKind.RECOVERY_CLAIM,
        about=f"hushåll/återkrav-{claim.period}",
    )


def law_then(question: Question, law: Law, period: Period) -> str:
    """The paragraph of the month granted for: the repealed act still governs support granted under it."""
    known = question.parameters.has_law(law, period)
    return question.parameters.law(law, period) if known else question.law(law)


def _unread(question: Question, claims: Missing) -> Iterator[Finding]:
    if claims.why is not Why.NOT_APPLICABLE:
        reason = "Roboten har inte kunnat se om kommunen har krav på återbetalning mot hushållet."
        yield SAY.note(reason, question.law(Law.REPAYMENT))


RULE = Rule(
    name=SAY.rule,
    asks="Finns det ett obetalt krav på återbetalning?",
    facts=("ärendesystemet: återkrav",),
    does="Visar krav som inte är betalda, så länge de kan drivas. Kravet sänker aldrig beloppet.",
    leaves="Alltid när det finns ett krav: handläggaren bedömer om det har betydelse.",
    laws=(Law.REPAYMENT, Law.REPAYMENT_LIMIT),
    numbers=("aterkrav",),
    warns=(WarningKind.RECOVERY_CLAIM,),
    answer=answer,
)
