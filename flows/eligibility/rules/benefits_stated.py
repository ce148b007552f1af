"""Does the application agree with what the authorities show? The authority's figure counts."""

from collections.abc import Iterator
from decimal import Decimal

from flows.eligibility.answer import Answer, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.incomes import IncomeKind
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import counts
from flows.eligibility.rules.shown_incomes import answered, shown_incomes
from flows.eligibility.rules.stated_month import stated_in_income_month
from flows.eligibility.wording import kronor

SAY = Speaker("uppgivet mot visat")
ONE_KRONA = Decimal(1)


def answer(question: Question) -> Answer:
    """Compare each kind for the household as a whole: the form does not say which of two parents is paid."""
    if question.statement is None:
        return Answer()
    kinds = [kind for kind in question.catalogue.kinds if kind.codes and counts(question, kind)]
    return Answer(findings=tuple(f for kind in kinds for f in _compare(question, kind)))


def _compare(question: Question, kind: IncomeKind) -> Iterator[Finding]:
    if not answered(question, kind):
        return
    payments = [one for one in shown_incomes(question, question.income_month) if one.kind == kind]
    entries = [one.amount for one in stated_in_income_month(question) if one.kind in kind.stated_as]
    shown = sum((one.net for one in payments), Decimal(0))
    stated = sum(entries, Decimal(0))
    evidence, reference = [one.evidence for one in payments], question.law(Law.INCOMES)
    if stated and not payments:
        reason = f"{kind.label}, {kronor(stated)}, är uppgiven i ansökan men syns inte hos myndigheten."
        yield SAY.open(reason, reference)
    elif payments and not entries:
        reason = f"{kind.label}, {kronor(shown)}, ej uppgiven i ansökan. Myndighetens belopp räknas."
        yield SAY.deviation(reason, reference, evidence)
    elif abs(shown - stated) > ONE_KRONA:
        reason = (
            f"{kind.label}: {kronor(stated)} är uppgivet i ansökan, myndigheten visar {kronor(shown)}."
            " Myndighetens belopp räknas."
        )
        yield SAY.deviation(reason, reference, evidence)
