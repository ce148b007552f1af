"""Lön: the wage after tax that employers declare to Skatteverket for the income month is what counts.

A child's own wage, and whether the application agrees with the employers, are looked at elsewhere.
Net pay is gross less preliminary tax.
"""

from collections.abc import Iterator

from flows.eligibility.answer import Answer, Rule, seen
from flows.eligibility.assessment import Evidence, Row, Section
from flows.eligibility.case import EmployerDeclaration, Member
from flows.eligibility.facts import Fact
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import whose
from flows.eligibility.rules.job_stimulus import Stimulus, stimulus
from flows.eligibility.rules.wages import SALARY_KIND, declared_in, net_of
from flows.eligibility.wording import kronor, quoted


def answer(question: Question) -> Answer:
    """One row for each adult with declared wages, less jobbstimulans where it holds."""
    return Answer(rows=tuple(row for adult in question.adults for row in _adult(question, adult)))


def _adult(question: Question, adult: Member) -> Iterator[Row]:
    declared = declared_in(question, adult.key, question.income_month)
    wage = net_of(declared)
    if wage > 0:
        yield _row(question, adult, declared, relief=stimulus(question, adult.key, wage))


def _row(
    question: Question, adult: Member, declared: tuple[EmployerDeclaration, ...], *, relief: Stimulus
) -> Row:
    kind = question.catalogue.named(SALARY_KIND)
    return Row(
        section=Section.INCOME,
        label=kind.label,
        amount=question.rules.row_amount(net_of(declared) - relief.disregarded),
        note=", ".join(words for words in (whose(question, adult.key), relief.note) if words),
        formula=relief.formula or sum_of(declared),
        reference=question.law(Law.JOB_STIMULUS) if relief.note else kind.reference,
        evidence=(*evidence(question, adult, declared), *relief.evidence),
    )


def sum_of(declared: tuple[EmployerDeclaration, ...]) -> str:
    """How several wages add up, `6 000 kr + 2 000 kr`; blank for one."""
    return " + ".join(kronor(one.net) for one in declared) if len(declared) > 1 else ""


def evidence(
    question: Question, person: Member, declared: tuple[EmployerDeclaration, ...]
) -> tuple[Evidence, ...]:
    """What was declared, by whom, where and when it was read."""
    fact = question.facts.tax[person.key].declarations
    return tuple(
        seen(_declared_by(one), kronor(one.net), fact.source, as_of=fact.fetched_at)
        for one in declared
        if isinstance(fact, Fact)
    )


def _declared_by(one: EmployerDeclaration) -> str:
    return f"Lön efter skatt, {quoted(one.employer)}, {one.month}"


RULE = Rule(
    name="lön",
    asks="Vilken lön efter skatt räknas?",
    facts=("Skatteverket: inkomstuppgifter per månad", "ärendesystemet: jobbstimulans"),
    does=(
        "Räknar den lön efter skatt som arbetsgivarna har deklarerat för inkomstmånaden. Gäller jobbstimulans"
        " i den månad som kommunen prövar den mot räknas en fjärdedel inte."
    ),
    leaves="Det som är oklart om lönen eller jobbstimulansen: reglerna nedan ställer frågorna.",
    laws=(Law.INCOMES, Law.JOB_STIMULUS),
    numbers=("inkomster", "jobbstimulans"),
    settings=("income_month", "job_stimulus_month", "rounding_point"),
    answer=answer,
)
