"""Declared wages of the income month against the month before, employer by employer."""

from collections.abc import Iterator
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member
from flows.eligibility.law import Law
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.wages import about_wage, declared_in, undisclosed
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor, percent, quoted, sentence

SAY = Speaker("ändrad lön")


def answer(question: Question) -> Answer:
    """A wage that is new, gone or changed above the threshold is a deviation; a smaller change is listed."""
    return Answer(findings=tuple(f for adult in question.adults for f in _adult(question, adult)))


def _adult(question: Question, adult: Member) -> Iterator[Finding]:
    month, unexplained = question.income_month, undisclosed(question, adult.key)
    now = _by_employer(question, adult, month)
    before = _by_employer(question, adult, month.shifted(-1))
    for employer in sorted(now.keys() | before.keys()):
        old, new = before.get(employer, Decimal(0)), now.get(employer, Decimal(0))
        asked_already = not old and employer in unexplained
        if old != new and not asked_already:
            yield _changed(question, adult, employer, amounts=(old, new))


def differs(question: Question) -> bool:
    """Whether any adult's declared wages differ between the months, and so are told of in the draft."""
    now = question.income_month
    return any(
        _by_employer(question, one, now) != _by_employer(question, one, now.shifted(-1))
        for one in question.adults
    )


def _by_employer(question: Question, adult: Member, month: Period) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for one in declared_in(question, adult.key, month):
        sums[one.employer] = sums.get(one.employer, Decimal(0)) + one.net
    return sums


def _changed(
    question: Question, adult: Member, employer: str, *, amounts: tuple[Decimal, Decimal]
) -> Finding:
    old, new = amounts
    what = f"{sentence(question.person(adult.key))}: lön från {quoted(employer)}"
    law, earlier, about = question.law(Law.INCOMES), _month_before(question), about_wage(adult.key)
    if not old:
        reason = f"{what} är ny sedan {earlier}: {kronor(new)} efter skatt."
        return SAY.deviation(reason, law, warns=WarningKind.NEW_INCOME, about=about)
    if not new:
        reason = f"{what} har upphört. I {earlier} var den {kronor(old)} efter skatt."
        return SAY.deviation(reason, law, warns=WarningKind.INCOME_DROPPED, about=about)
    reason = f"{what} har ändrats från {kronor(old)} till {kronor(new)} efter skatt"
    threshold, kind = question.rules.change_percent, WarningKind.INCOME_CHANGE
    if abs(new - old) * 100 > abs(old) * threshold:
        return SAY.deviation(f"{reason}, mer än {percent(threshold)}.", law, warns=kind, about=about)
    return SAY.change(f"{reason}.", law, warns=kind, about=about)


def _month_before(question: Question) -> str:
    return question.income_month.shifted(-1).in_words


RULE = Rule(
    name=SAY.rule,
    asks="Har lönen ändrats sedan månaden innan?",
    facts=("Skatteverket: inkomstuppgifter per månad",),
    does="Jämför arbetsgivare för arbetsgivare. En ändring över kommunens gräns är en avvikelse.",
    leaves="Aldrig: ändringen visas.",
    laws=(Law.INCOMES,),
    settings=("change_percent", "income_month"),
    warns=(WarningKind.NEW_INCOME, WarningKind.INCOME_DROPPED, WarningKind.INCOME_CHANGE),
    answer=answer,
)
