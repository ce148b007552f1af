"""Do barnbidrag and underhållsstöd agree with the law (socialförsäkringsbalken 15 and 18 kap.)?

Asked only when every child lives at home all the time: then half amounts (shared custody), children who are
too old or just born, and flerbarnstillägg for pupils are all that can explain another sum.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Finding
from flows.eligibility.benefit_amounts import BenefitAmounts
from flows.eligibility.law import Law
from flows.eligibility.parameters import Dated
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import is_retroactive
from flows.eligibility.rules.shown_incomes import ShownIncome, shown_incomes
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import counted, kronor

SAY = Speaker("förmånernas belopp")
CHILD_BENEFIT_KIND, MAINTENANCE_KIND = "barnbidrag", "underhallsstod"


def answer(question: Question) -> Answer:
    """A deviation for a sum that the law and the children at home do not explain."""
    month = question.income_month
    if question.part_time_children or not question.parameters.knows_benefit_amounts(month):
        return Answer()
    amounts = question.parameters.benefit_amounts(month)
    shown = shown_incomes(question, month)
    children, support = (
        [one for one in shown if one.kind == question.catalogue.named(key)]
        for key in (CHILD_BENEFIT_KIND, MAINTENANCE_KIND)
    )
    return Answer(
        findings=(
            *_child_benefit(question, children, amounts),
            *_maintenance_support(question, support, amounts),
        )
    )


def _child_benefit(
    question: Question, payments: Sequence[ShownIncome], amounts: Dated[BenefitAmounts]
) -> Iterator[Finding]:
    shown, month = _sum(payments), question.income_month
    young = [one for one in question.children if amounts.value.has_child_benefit(one.born, month)]
    if not payments or _is_explained(payments, shown in _possible(question, amounts.value)):
        return
    reason = f"Barnbidraget är {kronor(shown)}. {_lawful(amounts.value, len(young))} Vad beror skillnaden på?"
    yield _finding(question, reason, payments, amounts=amounts)


def _lawful(amounts: BenefitAmounts, children: int) -> str:
    age = f"under {amounts.child_benefit_to_age} år"
    if not children:
        return f"Hushållet har inget barn {age}."
    full = kronor(amounts.child_benefits(children))
    return f"För {counted(children, 'ett barn', 'barn')} {age} är det {full}."


def _possible(question: Question, amounts: BenefitAmounts) -> frozenset[Decimal]:
    """Every sum that the children at home can give, half amounts included."""
    month = question.income_month
    born_late = [one for one in question.children if one.born >= month.shifted(-1).first_day]
    young = [one for one in question.children if amounts.has_child_benefit(one.born, month)]
    sums = set()
    for paid_for in range(len(young) - len(born_late), len(question.children) + 1):
        halves = range(paid_for, 2 * paid_for + 1)
        supplements = {Decimal(0)}
        for children in range(paid_for, len(question.children) + 1):
            full = amounts.family_supplement(children)
            supplements |= {full, full / 2}
        sums |= {half * amounts.child_benefit / 2 + extra for half, extra in product(halves, supplements)}
    return frozenset(sums)


def _maintenance_support(
    question: Question, payments: Sequence[ShownIncome], amounts: Dated[BenefitAmounts]
) -> Iterator[Finding]:
    """Any sum up to the full one has its reasons; paid in advance, it may be for the next month's age."""
    months = (question.income_month, question.income_month.shifted(1))
    highest = sum(
        (
            max(amounts.value.maintenance_support_for(one.born, month) for month in months)
            for one in question.children
        ),
        Decimal(0),
    )
    shown = _sum(payments)
    if _is_explained(payments, shown <= highest):
        return
    reason = (
        f"Underhållsstödet är {kronor(shown)}. För barnen i hushållet är det högst {kronor(highest)}."
        " Vad beror skillnaden på?"
    )
    yield _finding(question, reason, payments, amounts=amounts)


def _is_explained(payments: Sequence[ShownIncome], is_possible: bool) -> bool:
    """A payment for earlier months is told of elsewhere."""
    return is_possible or any(is_retroactive(one) for one in payments)


def _finding(
    question: Question, reason: str, payments: Sequence[ShownIncome], *, amounts: Dated[BenefitAmounts]
) -> Finding:
    law = seen("Förmånernas belopp", amounts.unit, amounts.reference, as_of=amounts.starts)
    return SAY.deviation(
        reason,
        f"{question.law(Law.INCOMES)}; {amounts.reference}",
        (*(one.evidence for one in payments), law),
        warns=WarningKind.INCOME_IMPLAUSIBLE,
        about=f"hushåll/{payments[0].kind.key if payments[0].kind else ''}",
    )


def _sum(payments: Sequence[ShownIncome]) -> Decimal:
    return sum((one.net for one in payments), Decimal(0))


RULE = Rule(
    name=SAY.rule,
    asks="Stämmer barnbidrag och underhållsstöd med lagens belopp?",
    facts=("Försäkringskassan: utbetalningar", "ärendesystemet: barnens födelsedatum"),
    does=(
        "Jämför barnbidraget och underhållsstödet med lagens belopp för barnen i hemmet. Halva belopp,"
        " nyfödda och skolungdomar räknas som förklaringar. Det belopp som har betalats ut räknas alltid."
        " Jämförelsen görs för de månader vars belopp är kända, och inte när ett barn bor i hemmet en"
        " del av månaden."
    ),
    leaves="Aldrig: en summa som inte går att förklara visas som en avvikelse.",
    laws=(Law.INCOMES,),
    numbers=("formansbelopp", "inkomster"),
    settings=("full_month_days", "income_month"),
    warns=(WarningKind.INCOME_IMPLAUSIBLE,),
    answer=answer,
)
