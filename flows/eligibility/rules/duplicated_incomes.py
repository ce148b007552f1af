"""The same payment shown twice: is it one or two? The amount depends on it, so a person is asked."""

from collections import Counter

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.incomes import Counted
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.shown_incomes import ShownIncome, shown_incomes
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import counted, day, kronor, sentence

SAY = Speaker("dubbla inkomster")


def answer(question: Question) -> Answer:
    """Open when person, agency, code, day, amount and period are the same; what never counts is left out."""
    shown = [one for one in shown_incomes(question, question.income_month) if one.net and _may_count(one)]
    times = Counter(shown)
    return Answer(findings=tuple(_finding(question, one, times[one]) for one in times if times[one] > 1))


def _may_count(shown: ShownIncome) -> bool:
    return shown.kind is None or shown.kind.counted is not Counted.NO


def _finding(question: Question, shown: ShownIncome, times: int) -> Finding:
    reason = (
        f"{sentence(question.person(shown.person))} har fått {shown.name}, {kronor(shown.net)},"
        f" {day(shown.paid_on)} {counted(times, 'en gång', 'gånger')} för samma tid."
        " Är det flera utbetalningar eller samma?"
    )
    return SAY.open(
        reason,
        question.law(Law.INCOMES),
        (shown.evidence,) * times,
        warns=WarningKind.INCOME_DUPLICATED,
        about=shown.about,
        asks=f"kontoutdrag som visar om du fick {shown.name} en eller flera gånger",
    )


RULE = Rule(
    name=SAY.rule,
    asks="Visas samma utbetalning två gånger?",
    facts=("myndigheterna: utbetalningar",),
    does="Jämför person, myndighet, slag, dag, belopp och period.",
    leaves="När allt är lika: då kan det vara samma utbetalning.",
    laws=(Law.INCOMES,),
    numbers=("inkomster",),
    settings=("income_month",),
    warns=(WarningKind.INCOME_DUPLICATED,),
    answer=answer,
)
