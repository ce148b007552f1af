"""The other costs: those of försörjningsstöd (SoL 12 kap. 7 §) and levnadskostnader i övrigt outside it.

The municipality says of each kind what it grants; what it has no rule for, a person looks at.
"""

from collections.abc import Sequence
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Evidence, Finding, Row, Section, Verdict
from flows.eligibility.case import StatedCost
from flows.eligibility.law import Law
from flows.eligibility.municipality import CostCap, CostRule, Treatment
from flows.eligibility.question import Question
from flows.eligibility.rules.dwelling import RENT
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor

SAY = Speaker("kostnader")


def answer(question: Question) -> Answer:
    """One row for each kind of cost applied for, in the order of the municipality's rules."""
    costs = [cost for cost in question.stated_costs if cost.kind != RENT]
    answers = [
        _kind(question, rule, [cost for cost in costs if question.rules.cost(cost.kind) is rule])
        for rule in question.rules.costs
    ]
    return Answer(
        rows=tuple(row for one in answers for row in one.rows),
        findings=(*(finding for one in answers for finding in one.findings), *_unknown(question, costs)),
    )


def _kind(question: Question, rule: CostRule, costs: Sequence[StatedCost]) -> Answer:
    amounts = [cost.amount for cost in costs if cost.amount != 0]
    if not amounts:
        return Answer()
    evidence = _stated(question, rule, amounts)
    cap = rule.cap_on(question.period.first_day)
    doubt = _doubt(question, rule, amounts, cap=cap)
    if doubt:
        asks = _receipt(question, rule, amounts)
        reason, reference = f"{rule.label}: {doubt}", _reference(question, rule)
        about, warns = f"kostnad/{rule.kind}", WarningKind.EXPENSE_REVIEW
        return Answer(findings=(SAY.open(reason, reference, evidence, warns=warns, about=about, asks=asks),))
    if cap is not None:
        evidence = (*evidence, _cap_seen(question, rule, cap))
    return _counted(question, rule, sum(amounts, Decimal(0)), evidence=evidence)


def _doubt(question: Question, rule: CostRule, amounts: Sequence[Decimal], *, cap: CostCap | None) -> str:
    if min(amounts) < 0:
        return "beloppet i ansökan är ett minusbelopp."
    if rule.once_per_household and len(amounts) > 1:
        return f"kostnaden står {len(amounts)} gånger i ansökan."
    if rule.treatment is Treatment.BY_PERSON:
        return f"{kronor(sum(amounts, Decimal(0)))} söks. {rule.reason}"
    if rule.treatment is Treatment.CAPPED and cap is None:
        return f"kommunen har inget högsta belopp för {question.period.in_words}."
    return ""


def _receipt(question: Question, rule: CostRule, amounts: Sequence[Decimal]) -> str:
    """What shows the cost; of a cost that only lacks the municipality's cap the applicant has said enough."""
    unclear = min(amounts) < 0 or (rule.once_per_household and len(amounts) > 1)
    if not (unclear or (rule.treatment is Treatment.BY_PERSON and question.lacks_attachments)):
        return ""
    return f"underlag för {rule.label.lower()}, till exempel kvitto, räkning eller intyg"


def _counted(
    question: Question, rule: CostRule, applied: Decimal, *, evidence: tuple[Evidence, ...]
) -> Answer:
    granted, reference = _granted(question, rule, applied), _reference(question, rule)
    row = Row(
        section=rule.section,
        label=rule.label,
        amount=granted,
        applied=applied,
        note=rule.reason if granted < applied else "",
        reference=reference,
        evidence=evidence,
    )
    if granted == applied:
        return Answer(rows=(row,))
    reason = f"{rule.label}: {kronor(applied)} söks och {kronor(granted)} godtas. {rule.reason}"
    capped = rule.treatment is Treatment.CAPPED
    finding = SAY.deviation(
        reason,
        reference,
        evidence,
        verdict=Verdict.NOT_MET,
        warns=WarningKind.EXPENSE_CAPPED if capped else WarningKind.EXPENSE_PARTIALLY_REJECTED,
        about=f"kostnad/{rule.kind}",
    )
    return Answer(rows=(row,), findings=(finding,))


def _granted(question: Question, rule: CostRule, applied: Decimal) -> Decimal:
    if rule.treatment is Treatment.NOT_GRANTED:
        return Decimal(0)
    cap = rule.cap_on(question.period.first_day)
    return applied if cap is None else min(applied, cap.for_persons(question.heads))


def _unknown(question: Question, costs: Sequence[StatedCost]) -> tuple[Finding, ...]:
    strange = [cost for cost in costs if question.rules.cost(cost.kind) is None]
    return tuple(
        SAY.open(
            f"En kostnad på {kronor(cost.amount)} saknar regel hos kommunen.",
            question.law(Law.OTHER_LIVING_COSTS),
            warns=WarningKind.EXPENSE_REVIEW,
            about=f"kostnad/{cost.kind}",
            asks=f"kvitto eller räkning som visar vad kostnaden på {kronor(cost.amount)} gäller"
            if question.lacks_attachments
            else "",
        )
        for cost in sorted(strange, key=lambda cost: (cost.kind, cost.amount))
    )


def _cap_seen(question: Question, rule: CostRule, cap: CostCap) -> Evidence:
    amount = kronor(cap.for_persons(question.heads))
    return seen(f"{rule.label}, högsta belopp", amount, cap.source, as_of=cap.starts)


def _reference(question: Question, rule: CostRule) -> str:
    outside = rule.section is Section.SPECIAL_COST
    return question.law(Law.OTHER_LIVING_COSTS if outside else Law.SUPPORT_POSTS)


def _stated(question: Question, rule: CostRule, amounts: Sequence[Decimal]) -> tuple[Evidence, ...]:
    fact = question.facts.statement
    return tuple(seen(rule.label, kronor(one), fact.source, as_of=fact.fetched_at) for one in sorted(amounts))


RULE = Rule(
    name=SAY.rule,
    asks="Vilka andra kostnader godtas, och med hur mycket?",
    facts=("ansökan: kostnader",),
    does="Godtar kostnaderna i försörjningsstödet och levnadskostnader i övrigt upp till kommunens belopp.",
    leaves=(
        "När kommunen inte har någon regel eller något belopp för kostnaden eller vill att handläggaren "
        "bedömer den, som tandvård, glasögon, barnomsorgsavgift, umgänge och flytt."
    ),
    laws=(Law.SUPPORT_POSTS, Law.OTHER_LIVING_COSTS),
    settings=("costs",),
    warns=(
        WarningKind.EXPENSE_REVIEW,
        WarningKind.EXPENSE_CAPPED,
        WarningKind.EXPENSE_PARTIALLY_REJECTED,
    ),
    answer=answer,
)
