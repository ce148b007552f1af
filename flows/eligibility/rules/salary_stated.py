"""Does the wage that the application states agree with what employers declare?

Within one krona the two are the same wage. One that is nothing or less is a question and is never dropped.
"""

from collections.abc import Iterable, Iterator

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member
from flows.eligibility.facts import Fact
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.salary_match import Wage
from flows.eligibility.rules.unusable_wages import unusable_wages
from flows.eligibility.rules.wages import about_wage, declared_in, paired
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor, quoted, sentence

SAY = Speaker("uppgiven lön")


def answer(question: Question) -> Answer:
    """Each adult by itself; nothing is said while the declarations are missing: that is asked elsewhere."""
    adults = (one for one in question.adults if _is_declared(question, one))
    return Answer(findings=tuple(finding for one in adults for finding in _compare(question, one)))


def _is_declared(question: Question, adult: Member) -> bool:
    answers = question.facts.tax.get(adult.key)
    return answers is not None and isinstance(answers.declarations, Fact)


def _compare(question: Question, adult: Member) -> Iterator[Finding]:
    pairing, about = paired(question, adult.key), about_wage(adult.key)
    who, law = sentence(question.person(adult.key)), question.law(Law.INCOMES)
    if doubt := unusable_wages(question, adult.key):
        asks = _slip(question, adult)
        yield SAY.open(f"{who}: {doubt}", law, warns=WarningKind.INCOME_REVIEW, about=about, asks=asks)
    for wage in _above_nothing(pairing.only_declared):
        kind = WarningKind.UNHANDLED_INCOME if _is_known(question, adult, wage) else WarningKind.NEW_INCOME
        reason, asks = f"{who}: {_unstated(question, adult, wage)}", _slip(question, adult, wage)
        yield SAY.open(reason, law, warns=kind, about=about, asks=asks)
    for wage in _above_nothing(pairing.only_stated):
        wages = f"lön{_from(wage)}, {kronor(wage.net)}"
        reason = f"{who} uppger {wages}, som ingen arbetsgivare har deklarerat. Vilken lön gäller?"
        kind, asks = WarningKind.INCOME_STATED_OTHERWISE, _slip(question, adult, wage)
        yield SAY.open(reason, law, warns=kind, about=about, asks=asks)
    for said, shown in pairing.differing:
        reason = (
            f"{who} uppger {kronor(said.net)} från {quoted(shown.payer)},"
            f" som har deklarerat {kronor(shown.net)} efter skatt. Vilken lön är rätt?"
        )
        kind, asks = WarningKind.INCOME_STATED_OTHERWISE, _slip(question, adult, shown)
        yield SAY.open(reason, law, warns=kind, about=about, asks=asks)
    for said, shown in pairing.renamed:
        names = f"{quoted(said.payer)}, arbetsgivaren är deklarerad som {quoted(shown.payer)}"
        reason = f"{who} uppger lön från {names}."
        yield SAY.deviation(reason, law, warns=WarningKind.INCOME_STATED_OTHERWISE, about=about)


def _above_nothing(wages: Iterable[Wage]) -> Iterator[Wage]:
    return (one for one in wages if one.net > 0)


def _from(wage: Wage) -> str:
    return f" från {quoted(wage.payer)}" if wage.payer else ""


def _slip(question: Question, adult: Member, wage: Wage | None = None) -> str:
    payer = _from(wage) if wage else ""
    return f"lönespecifikation{payer} för {question.income_month.in_words}{question.for_person(adult.key)}"


def _unstated(question: Question, adult: Member, wage: Wage) -> str:
    payer = quoted(wage.payer)
    who = f"arbetsgivaren {payer}" if _is_known(question, adult, wage) else f"ny arbetsgivare, {payer},"
    declared = f"{who} har deklarerat {kronor(wage.net)} efter skatt."
    return f"{declared} Lönen uppges inte i ansökan. Vilken lön gäller?"


def _is_known(question: Question, adult: Member, wage: Wage) -> bool:
    before = declared_in(question, adult.key, question.income_month.shifted(-1))
    return any(one.employer == wage.payer for one in before)


RULE = Rule(
    name=SAY.rule,
    asks="Stämmer den uppgivna lönen med det som arbetsgivarna har deklarerat?",
    facts=("Skatteverket: inkomstuppgifter per månad", "ansökan: inkomster"),
    does="Jämför arbetsgivare för arbetsgivare. En krona får skilja. Arbetsgivarens belopp räknas.",
    leaves=(
        "När en lön bara finns på det ena stället, när beloppen skiljer sig, och när en lön efter skatt är"
        " noll eller mindre."
    ),
    laws=(Law.INCOMES,),
    settings=("income_month",),
    warns=(
        WarningKind.UNHANDLED_INCOME,
        WarningKind.NEW_INCOME,
        WarningKind.INCOME_STATED_OTHERWISE,
        WarningKind.INCOME_REVIEW,
    ),
    answer=answer,
)
