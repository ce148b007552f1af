"""A child's own pension: it may cover the child's own part of the norm, and no more.

Barnpension is counted with the household's incomes as long as it is not larger than the child's personal
costs; a larger one a person divides. A child's savings the catalogue of incomes always asks about.
"""

from collections.abc import Iterator
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.shown_incomes import shown_incomes
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor, sentence

SAY = Speaker("barns egna medel")
PENSION_KIND = "pension"


def answer(question: Question) -> Answer:
    """Open for each child whose pension is larger than its personal costs, or whose costs are not known."""
    return Answer(findings=tuple(found for child in question.children for found in _child(question, child)))


def _child(question: Question, child: Member) -> Iterator[Finding]:
    kind = question.catalogue.named(PENSION_KIND)
    shown = [one for one in shown_incomes(question, question.income_month) if one.person == child.key]
    payments = [one for one in shown if one.kind == kind and one.net > 0]
    pension, own = sum((one.net for one in payments), Decimal(0)), _personal_costs(question, child)
    if not payments or (own is not None and pension <= own):
        return
    limit = f", och barnets personliga kostnader är {kronor(own)}" if own is not None else ""
    reason = (
        f"{sentence(question.person(child.key))} har egen pension, {kronor(pension)}{limit}."
        " Den får bara täcka barnets egen del av normen. Hur mycket räknas?"
    )
    yield SAY.open(
        reason,
        question.law(Law.INCOMES),
        [one.evidence for one in payments],
        warns=WarningKind.CHILD_INCOME,
        about=f"{child.key}/{PENSION_KIND}",
    )


def _personal_costs(question: Question, child: Member) -> Decimal | None:
    """The band's amount; None when it is unknown or the child lives here a part of the month only."""
    if child in question.part_time_children:
        return None
    band = question.norm.value.band(question.band_age(child))
    return band.monthly(lunch_away=child.lunch_away) if band else None


RULE = Rule(
    name=SAY.rule,
    asks="Har ett barn en pension som är större än barnets egen del av normen?",
    facts=("Pensionsmyndigheten: utbetalningar till barnet", "riksnormen: barnets personliga kostnader"),
    does="Räknar barnets pension upp till barnets personliga kostnader.",
    leaves="När pensionen är större, eller när barnets del av normen inte är känd för hela månaden.",
    laws=(Law.INCOMES,),
    numbers=("inkomster", "riksnorm"),
    settings=("age_band_switch", "full_month_days"),
    warns=(WarningKind.CHILD_INCOME,),
    answer=answer,
)
