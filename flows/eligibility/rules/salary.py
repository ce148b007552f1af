"""Lön: what the applicant states against what employers declare to Skatteverket for the income month.

A pupil's own wage is looked at elsewhere; that employers have not all declared it is waited for here.
Net pay is gross less preliminary tax; within one krona the two are the same wage.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.eligibility import household
from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Evidence, Finding, Row, Section
from flows.eligibility.case import EmployerDeclaration, Member, PersonKey
from flows.eligibility.facts import Fact, Known, Missing, Why
from flows.eligibility.parameters import Law
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import whose
from flows.eligibility.rules.job_stimulus import stimulus
from flows.eligibility.rules.salary_match import Pairing, Wage, pair
from flows.eligibility.rules.stated_month import stated_in_income_month
from flows.eligibility.wording import kronor, sentence

SAY = Speaker("lön")
SALARY = "SALARY"
SALARY_KIND = "lon"


def answer(question: Question) -> Answer:
    """One row for each adult with declared wages; the declared amount is the one that counts."""
    answers = [_adult(question, adult) for adult in question.adults]
    findings = (finding for one in answers for finding in one.findings)
    return Answer(
        rows=tuple(row for one in answers for row in one.rows),
        findings=(*findings, *(_not_complete(question, one) for one in _incomplete(question))),
    )


def undisclosed(question: Question, person: PersonKey) -> frozenset[str]:
    """The employers whose declared wage the application does not tell of: an open question here."""
    declared = declared_in(question, person, question.income_month)
    return frozenset(one.payer for one in _pairing(question, person, declared).only_declared)


def _pairing(question: Question, person: PersonKey, declared: Sequence[EmployerDeclaration]) -> Pairing:
    shown = [Wage(payer=one.employer, net=one.net) for one in declared]
    return pair(_stated(question, person), shown)


def is_incomplete(declarations: Known[tuple[EmployerDeclaration, ...]]) -> bool:
    """Whether employers have not all declared: Skatteverket answered, and has not the whole month."""
    return isinstance(declarations, Missing) and declarations.why is Why.NOT_FOUND


def declared_in(question: Question, person: PersonKey, month: Period) -> tuple[EmployerDeclaration, ...]:
    """The person's declarations for a month, by employer; none when they could not be read."""
    answers = question.facts.tax.get(person)
    found = answers.declarations.value if answers and isinstance(answers.declarations, Fact) else ()
    of_month = (one for one in found if one.month == month and one.net != 0)
    return tuple(sorted(of_month, key=lambda one: (one.employer, one.net)))


def _adult(question: Question, adult: Member) -> Answer:
    answers = question.facts.tax.get(adult.key)
    if answers is None or isinstance(answers.declarations, Missing):
        return Answer()
    declared = declared_in(question, adult.key, question.income_month)
    findings = tuple(_compare(question, adult, declared))
    return _with_row(question, adult, declared, findings)


def _stated(question: Question, person: PersonKey) -> list[Wage]:
    incomes = (one for one in stated_in_income_month(question) if one.person == person and one.kind == SALARY)
    return [Wage(payer=one.payer, net=one.amount) for one in incomes]


def _with_row(
    question: Question, adult: Member, declared: Sequence[EmployerDeclaration], findings: tuple[Finding, ...]
) -> Answer:
    wage = sum((one.net for one in declared), Decimal(0))
    if wage <= 0:
        return Answer(findings=findings)
    kind = question.catalogue.named(SALARY_KIND)
    relief = stimulus(question, adult.key, wage)
    row = Row(
        section=Section.INCOME,
        label=kind.label,
        amount=question.rules.row_amount(wage - relief.disregarded),
        note=", ".join(words for words in (whose(question, adult.key), relief.note) if words),
        reference=question.law(Law.JOB_STIMULUS) if relief.note else kind.reference,
        evidence=_evidence(question, adult, declared),
    )
    return Answer(rows=(row,), findings=(*findings, *relief.findings))


def _evidence(
    question: Question, adult: Member, declared: Sequence[EmployerDeclaration]
) -> tuple[Evidence, ...]:
    fact = question.facts.tax[adult.key].declarations
    return tuple(
        seen(f"Lön efter skatt, {one.employer}, {one.month}", kronor(one.net), fact.source, fact.fetched_at)
        for one in declared
    )


def _compare(question: Question, adult: Member, declared: Sequence[EmployerDeclaration]) -> Iterator[Finding]:
    pairing = _pairing(question, adult.key, declared)
    who, law = sentence(question.person(adult.key)), question.law(Law.INCOMES)
    for wage in pairing.only_declared:
        yield SAY.open(f"{who}: {_unstated(question, adult, wage)}", law)
    for wage in pairing.only_stated:
        payer = f" från {wage.payer}" if wage.payer else ""
        yield SAY.open(
            f"{who} uppger lön{payer}, {kronor(wage.net)}, som ingen arbetsgivare har deklarerat.", law
        )
    for said, shown in pairing.differing:
        declared_net = f"som har deklarerat {kronor(shown.net)} efter skatt"
        yield SAY.open(f"{who} uppger {kronor(said.net)} från {shown.payer}, {declared_net}.", law)
    for said, shown in pairing.renamed:
        names = f"uppger lön från {said.payer}, arbetsgivaren är deklarerad som {shown.payer}"
        yield SAY.deviation(f"{who} {names}.", law)


def _unstated(question: Question, adult: Member, wage: Wage) -> str:
    before = declared_in(question, adult.key, question.income_month.shifted(-1))
    known = any(one.employer == wage.payer for one in before)
    kind = "lön" if known else "ny arbetsgivare"
    return (
        f"{kind}, {wage.payer}, har deklarerat {kronor(wage.net)} efter skatt som inte är uppgiven i ansökan."
    )


def _incomplete(question: Question) -> Iterator[PersonKey]:
    for person in household.income_persons(question.facts.members, question.period):
        answers = question.facts.tax.get(person)
        if answers is not None and is_incomplete(answers.declarations):
            yield person


def _not_complete(question: Question, person: PersonKey) -> Finding:
    """Employers declare by the 12th of the next month; until then the list may be empty for that reason."""
    law, month = question.law(Law.INCOMES), question.income_month.in_words
    who = sentence(question.person(person))
    expected = ", och lön väntas" if _stated(question, person) or _earned_before(question) else ""
    reason = f"{who}: arbetsgivarnas uppgifter för {month} är inte kompletta{expected}."
    retry_on = question.retry_on()
    return SAY.wait(reason, law, retry_on) if retry_on else SAY.open(reason, law)


def _earned_before(question: Question) -> bool:
    label = question.catalogue.named(SALARY_KIND).label
    calculations = question.history.calculations if question.history else ()
    return any(row.label == label and row.amount > 0 for one in calculations for row in one.incomes)


RULE = Rule(
    name=SAY.rule,
    asks="Vilken lön efter skatt räknas?",
    facts=("Skatteverket: inkomstuppgifter per månad", "ansökan: inkomster"),
    does="Räknar den lön som arbetsgivaren har deklarerat för inkomstmånaden och jämför med ansökan.",
    leaves="När ansökan och arbetsgivarens uppgift inte stämmer överens.",
    laws=(Law.INCOMES,),
    numbers=("inkomster",),
    settings=("income_month",),
    answer=answer,
)
