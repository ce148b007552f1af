"""Repayment claims (återkrav) that are not paid: told to the caseworker, never drawn from the amount.

An action must be brought within three years (SoL 33 kap. 5 §). From which day they are counted the case
system does not show: an older claim is still told of, and a person finds out whether it can be collected.
"""

from collections.abc import Iterator
from datetime import date

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Finding
from flows.eligibility.case import RepaymentClaim, RepaymentGround
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
    unpaid = (one for one in claims.value if one.unpaid > 0)
    in_order = sorted(unpaid, key=lambda one: (one.period, one.decided_on))
    return Answer(findings=tuple(_claim(question, one, claims) for one in in_order))


def _claim(question: Question, claim: RepaymentClaim, source: Fact[tuple[RepaymentClaim, ...]]) -> Finding:
    unpaid = seen(f"Återkrav, {claim.period}", kronor(claim.unpaid), source.source, as_of=source.fetched_at)
    ground = claim.ground if claim.ground is not RepaymentGround.NONE else "ingen grund är angiven"
    reason = (
        f"Kommunen har krävt tillbaka {kronor(claim.amount)} för {claim.period.in_words}"
        f" ({ground}, beslut {day(claim.decided_on)}). {kronor(claim.unpaid)} är inte betalt."
        f" Roboten drar inte av något.{_age(question, claim)}"
    )
    return SAY.deviation(
        reason,
        law_then(question, Law.REPAYMENT, _granted_on(question, claim.period)),
        (unpaid,),
        warns=WarningKind.RECOVERY_CLAIM,
        about=f"hushåll/återkrav-{claim.period}",
    )


def _age(question: Question, claim: RepaymentClaim) -> str:
    limit = question.parameters.repayment_limit(question.period).value
    if question.today <= same_day_later(claim.decided_on, limit):
        return ""
    return f" Beslutet är äldre än {limit} månader: se efter om kravet fortfarande går att driva in."


def _granted_on(question: Question, period: Period) -> date:
    """The day the support was granted; where no decision shows it, the first day of its month."""
    decisions = question.history.decisions if question.history else ()
    granted = [one.decided_on for one in decisions if one.period == period and one.amount > 0]
    return min(granted, default=period.first_day)


def law_then(question: Question, law: Law, granted_on: date) -> str:
    """The paragraph of the day of the grant: the repealed act governs what was granted before it ended."""
    month = Period.of(granted_on)
    known = question.parameters.has_law(law, month)
    return question.parameters.law(law, month) if known else question.law(law)


def _unread(question: Question, claims: Missing) -> Iterator[Finding]:
    if claims.why is not Why.NOT_APPLICABLE:
        reason = "Roboten har inte kunnat se om kommunen har krav på återbetalning mot hushållet."
        yield SAY.note(reason, question.law(Law.REPAYMENT))


RULE = Rule(
    name=SAY.rule,
    asks="Finns det ett obetalt krav på återbetalning?",
    facts=("ärendesystemet: återkrav och beslut",),
    does=(
        "Visar krav som inte är betalda, och säger till när beslutet om återkrav är äldre än 36 månader."
        " Kravet sänker aldrig beloppet. Den lag som gällde när biståndet beviljades gäller också för kravet."
    ),
    leaves=(
        "Alltid när det finns ett krav: handläggaren bedömer om det har betydelse, från vilken dag tiden"
        " räknas och om kravet fortfarande går att driva in."
    ),
    laws=(Law.REPAYMENT, Law.REPAYMENT_LIMIT),
    numbers=("aterkrav",),
    warns=(WarningKind.RECOVERY_CLAIM,),
    answer=answer,
)
