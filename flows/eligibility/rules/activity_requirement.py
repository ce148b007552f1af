"""Aktivitetskrav (SFS 2026:730): does it apply to the household, as far as the case system shows?

A flag and a person's decision, never a cut. Exemptions are the person's too; what hints at one is named.
"""

from collections.abc import Iterator

from flows.eligibility import household
from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Evidence, Finding
from flows.eligibility.case import Member
from flows.eligibility.municipality import SupportEvidence
from flows.eligibility.parameters import Dated, Law
from flows.eligibility.question import Question
from flows.eligibility.reform import Reform, ReformName
from flows.eligibility.rules.shown_incomes import shown_incomes
from flows.eligibility.rules.support_months import SupportMonths, listed, run_before
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import counted

SAY = Speaker("aktivitetskrav")
MAY_EXEMPT = frozenset({"sjukpenning", "sjukersattning"})
"""Income kinds that may exempt from the requirement, of those the government's text names."""


def answer(question: Question) -> Answer:
    """A deviation in the first month it applies to the household; then a note."""
    reform = question.parameters.reform(ReformName.ACTIVITY_REQUIREMENT, question.period)
    below = question.rules.plan_required_below_age
    adults = [one for one in question.adults if household.age_in(one, question.period) < below]
    if reform is None or not adults:
        return Answer()
    return Answer(findings=tuple(_of_household(question, reform, adults)))


def _of_household(question: Question, reform: Dated[Reform], adults: list[Member]) -> Iterator[Finding]:
    needed = reform.value.after_months_of_support
    if question.history is None:
        unknown = f"Roboten har inte kunnat se om hushållet har fått försörjningsstöd {_months(needed)}"
        reason = f"{unknown}. Aktivitetskravet kan därför gälla."
        yield SAY.note(
            reason,
            reform.reference,
            warns=WarningKind.ACTIVITY_REQUIREMENT,
            about="hushåll/aktivitetskrav",
        )
        return
    run = run_before(question, SupportEvidence.DECISIONS)
    if len(run) < needed:
        return
    who = " och ".join(question.person(one.key) for one in adults)
    applies = f"aktivitetskravet kan gälla {who}{_exempt(question, adults)}"
    if not _is_first_month(question, run, needed):
        had = f"Hushållet har fått försörjningsstöd {_months(len(run))}"
        yield SAY.note(f"{had}: {applies}.", reform.reference)
        return
    shown = f"Hushållet har fått försörjningsstöd {_months(needed)} ({listed(run.months[-needed:])})"
    yield SAY.deviation(
        f"{shown}: {applies} från {question.period.in_words}. Bedöm undantag, plan och aktiviteter."
        f" Roboten ändrar inget belopp.{unread(reform)}",
        reform.reference,
        (*run.evidence[-needed:], _how_sure(reform)),
        warns=WarningKind.ACTIVITY_REQUIREMENT,
        about="hushåll/aktivitetskrav",
    )


def _months(number: int) -> str:
    return counted(number, "en månad", "månader i rad")


def _is_first_month(question: Question, run: SupportMonths, needed: int) -> bool:
    """The month the reform begins, or the one that follows exactly the months it asks for."""
    before = question.parameters.reform(ReformName.ACTIVITY_REQUIREMENT, question.period.control)
    return before is None or len(run) == needed


def _exempt(question: Question, adults: list[Member]) -> str:
    """A benefit in the income month that may exempt an adult, in words."""
    keys = {one.key for one in adults}
    shown = shown_incomes(question, question.income_month)
    found = {
        f"{question.person(one.person)} har fått {one.name.lower()}"
        for one in shown
        if one.person in keys and one.kind and one.kind.key in MAY_EXEMPT and one.net > 0
    }
    return f" ({', '.join(sorted(found))}, som kan ge undantag)" if found else ""


def unread(reform: Dated[Reform]) -> str:
    """Said to the caseworker while nobody has held the reform against the act itself."""
    advice = " Läs i lagen vad som gäller: reglerna här är inte kontrollerade mot lagtexten."
    return "" if reform.read_in_the_act else advice


def _how_sure(reform: Dated[Reform]) -> Evidence:
    return seen(
        "Aktivitetskravet, kontrollerat mot",
        reform.checked_against,
        reform.reference,
        as_of=reform.last_checked,
    )


RULE = Rule(
    name=SAY.rule,
    asks="Kan aktivitetskravet gälla hushållet?",
    facts=("ärendesystemet: beslut", "Försäkringskassan: utbetalningar"),
    does=(
        "Ser om hushållet har fått försörjningsstöd så många månader i rad att kravet kan gälla. Första"
        " månaden visas det som en avvikelse, sedan som en anteckning. Beloppet ändras aldrig."
    ),
    leaves="Alltid: handläggaren bedömer undantag, godtagbara skäl, plan och aktiviteter.",
    laws=(Law.ACTIVITY_REQUIREMENT,),
    numbers=("reformer",),
    settings=("plan_required_below_age",),
    warns=(WarningKind.ACTIVITY_REQUIREMENT,),
    reform=ReformName.ACTIVITY_REQUIREMENT,
    answer=answer,
)
