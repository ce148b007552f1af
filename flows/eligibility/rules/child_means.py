"""A child's own pension: it may cover the child's own part of the norm, and no more.

Barnpension is counted with the household's incomes as long as it is not larger than the child's personal
costs; a larger one a person divides. A child under 16 is not looked up: where the application or last month's
calculation tells of a pension that may be the child's, a person is asked.
A child's savings the catalogue of incomes always asks about.
"""

from collections.abc import Iterator
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.child_pension import PENSION_KIND, traces
from flows.eligibility.rules.shown_incomes import shown_incomes
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor, sentence

SAY = Speaker("barns egna medel")


def answer(question: Question) -> Answer:
    """Open for each child whose pension is larger than its personal costs, or was not looked up."""
    return Answer(
        findings=(
            *(found for child in question.children for found in _child(question, child)),
            *_not_looked_up(question),
        )
    )


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


def _not_looked_up(question: Question) -> Iterator[Finding]:
    """One question for the household: a calculation does not say whose the pension was."""
    found = traces(question)
    if found:
        reason = (
            f"Pension som kan vara ett barns: {' och '.join(found)}. Roboten slår inte upp barn som inte har"
            " fyllt 16 år. Har barnet barnpension, och hur mycket räknas?"
        )
        law, about = question.law(Law.INCOMES), f"hushåll/{PENSION_KIND}"
        asks = "besked från Pensionsmyndigheten om barnpension: vem som får den och hur mycket"
        yield SAY.open(reason, law, warns=WarningKind.CHILD_INCOME, about=about, asks=asks)


def _personal_costs(question: Question, child: Member) -> Decimal | None:
    """The band's amount; None when it is unknown or the child lives here a part of the month only."""
    if child in question.part_time_children:
        return None
    band = question.norm.value.band(question.band_age(child))
    return band.monthly(lunch_away=child.lunch_away) if band else None


RULE = Rule(
    name=SAY.rule,
    asks="Har ett barn en egen pension, och är den större än barnets egen del av normen?",
    facts=(
        "Pensionsmyndigheten: utbetalningar till barn som har fyllt 16 år",
        "ansökan: inkomster",
        "ärendesystemet: förra månadens beräkning",
        "riksnormen: barnets personliga kostnader",
    ),
    does=(
        "Godtar att barnets pension räknas som inkomst så länge den ryms i barnets personliga kostnader. Barn"
        " som inte har fyllt 16 år slås inte upp hos myndigheterna."
    ),
    leaves=(
        "När pensionen är större, när barnets del av normen inte är känd för hela månaden, och när ansökan"
        " eller förra månadens beräkning visar en pension som kan vara ett barns som inte har fyllt 16 år."
    ),
    laws=(Law.INCOMES,),
    numbers=("inkomster", "riksnorm"),
    settings=("age_band_switch", "full_month_days", "income_month"),
    warns=(WarningKind.CHILD_INCOME,),
    answer=answer,
)
