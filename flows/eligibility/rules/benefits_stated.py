"""Does the application agree with what the authorities show? The authority's figure counts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.incomes import IncomeKind
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import counts
from flows.eligibility.rules.shown_incomes import ShownIncome, answered, shown_incomes
from flows.eligibility.rules.stated_month import stated_in_income_month
from flows.eligibility.wording import kronor

SAY = Speaker("uppgivet mot visat")
ONE_KRONA = Decimal(1)


def answer(question: Question) -> Answer:
    """Compare each kind for the household as a whole: the form does not say which of two parents is paid."""
    if question.statement is None:
        return Answer()
    kinds = [kind for kind in question.catalogue.kinds if kind.codes and counts(question, kind)]
    all_shown = shown_incomes(question, question.income_month)
    all_stated = stated_in_income_month(question)
    findings = (
        finding
        for kind in kinds
        if answered(question, kind)
        for finding in _compare(
            question,
            kind,
            [one for one in all_shown if one.kind == kind],
            [one.amount for one in all_stated if one.kind in kind.stated_as],
        )
    )
    return Answer(findings=tuple(findings))


def _compare(
    question: Question, kind: IncomeKind, payments: Sequence[ShownIncome], entries: Sequence[Decimal]
) -> Iterator[Finding]:
    shown = sum((one.net for one in payments), Decimal(0))
    stated = sum(entries, Decimal(0))
    evidence, reference = [one.evidence for one in payments], question.law(Law.INCOMES)
    if stated and not payments:
        reason = f"{kind.label}, {kronor(stated)}, är uppgiven i ansökan men syns inte hos myndigheten."
        yield SAY.open(reason, reference)
    elif payments and not entries:
        reason = f"{kind.label}, {kronor(shown)}, är inte uppgiven i ansökan. Myndighetens belopp räknas."
        yield SAY.deviation(reason, reference, evidence)
    elif abs(shown - stated) > ONE_KRONA:
        reason = (
            f"{kind.label}: {kronor(stated)} är uppgivet i ansökan, myndigheten visar {kronor(shown)}."
            " Myndighetens belopp räknas."
        )
        yield SAY.deviation(reason, reference, evidence)


RULE = Rule(
    name=SAY.rule,
    asks="Stämmer ansökan med det som myndigheterna visar?",
    facts=("ansökan: inkomster", "myndigheterna: utbetalningar"),
    does="Jämför varje inkomst. Myndighetens belopp räknas.",
    leaves="När en uppgiven ersättning inte syns hos myndigheten.",
    laws=(Law.INCOMES,),
    numbers=("inkomster",),
    answer=answer,
)
