"""A child's or pupil's own income from work: not counted up to one prisbasbelopp a year (SoL 12 kap. 9 §).

The calendar year is that of the income month, and the month's wage is the last that was earned.
Jobbstimulans does not apply to it (SoL 12 kap. 8 §).
That a child over 18 goes to school, the rule of the household asks.
"""

from collections.abc import Iterator
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Evidence, Finding, Row, Section
from flows.eligibility.case import Member
from flows.eligibility.facts import Missing
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules import salary
from flows.eligibility.rules.child_year import ChildYear, UnknownYear, child_year
from flows.eligibility.rules.unusable_wages import unusable_wages
from flows.eligibility.rules.wages import declared_in, net_of, stated_wages
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor, sentence

SAY = Speaker("barns inkomster")
CHILD_WAGE_KIND = "lon_barn"


def answer(question: Question) -> Answer:
    """A row for each child whose wage goes above the limit; open when the year's wage cannot be known."""
    answers = [_child(question, child) for child in question.children]
    return Answer(
        rows=tuple(row for one in answers for row in one.rows),
        findings=tuple(finding for one in answers for finding in one.findings),
    )


def _child(question: Question, child: Member) -> Answer:
    """Nothing while the month's declarations are missing: that is asked elsewhere."""
    answers = question.facts.tax.get(child.key)
    if answers is not None and isinstance(answers.declarations, Missing):
        return Answer()
    if doubt := unusable_wages(question, child.key):
        return Answer(
            findings=(
                _open(question, child, f"{_who(question, child)}: {doubt}", asks=_slip(question, child)),
            )
        )
    declared = net_of(declared_in(question, child.key, question.income_month))
    stated = sum((one.net for one in stated_wages(question, child.key)), Decimal(0))
    if declared <= 0 and stated <= 0:
        return Answer()
    year = child_year(question, child)
    if isinstance(year, UnknownYear):
        return Answer(findings=(_unknown(question, child, max(declared, stated), year=year),))
    if stated > declared + 1 and not year.is_below_limit_with(stated):
        reason = (
            f"{_who(question, child)} har enligt ansökan egen lön, {kronor(stated)}, men arbetsgivarna har"
            f" deklarerat {kronor(declared)}. Vilken lön räknas?"
        )
        return Answer(findings=(_open(question, child, reason, asks=_slip(question, child)),))
    return _counted(question, child, year, stated=stated)


def _counted(question: Question, child: Member, year: ChildYear, *, stated: Decimal) -> Answer:
    law = f"{question.law(Law.CHILD_INCOME)}; {year.limit.reference}"
    wage, month = kronor(max(year.month, stated)), question.income_month.in_words
    reason = (
        f"{_who(question, child)} har egen lön, {wage} i {month} och"
        f" {kronor(year.before)} tidigare under året ({year.measured}). Lön upp till ett prisbasbelopp,"
        f" {kronor(year.limit.value)}, per kalenderår räknas inte."
    )
    if year.counted <= 0:
        return Answer(findings=(SAY.note(reason, law, _evidence(question, child, year)),))
    finding = SAY.deviation(
        f"{reason} {kronor(year.counted)} är över gränsen och får räknas.",
        law,
        at_stake=year.counted,
        warns=WarningKind.CHILD_INCOME,
        about=_about(child),
    )
    return Answer(rows=(_row(question, child, year),), findings=(finding,))


def _row(question: Question, child: Member, year: ChildYear) -> Row:
    return Row(
        section=Section.INCOME,
        label=question.catalogue.named(CHILD_WAGE_KIND).label,
        amount=question.rules.row_amount(year.counted),
        note=question.person(child.key),
        formula=year.formula,
        reference=question.law(Law.CHILD_INCOME),
        evidence=tuple(_evidence(question, child, year)),
    )


def _evidence(question: Question, child: Member, year: ChildYear) -> Iterator[Evidence]:
    declared = declared_in(question, child.key, question.income_month)
    yield from salary.evidence(question, child, declared)
    if year.read is not None:
        what = f"Egen lön tidigare under {question.income_month.year}, {year.measured}"
        yield seen(what, kronor(year.before), year.read.source, as_of=year.read.fetched_at)
    yield seen("Prisbasbelopp", kronor(year.limit.value), year.limit.reference, as_of=year.limit.starts)


def _unknown(question: Question, child: Member, wage: Decimal, *, year: UnknownYear) -> Finding:
    reason = f"{_who(question, child)} har egen lön, {kronor(wage)}. {year.reason}"
    retry_on = question.retry_on() if year.may_arrive else None
    if retry_on is None:
        return _open(question, child, reason)
    law = question.law(Law.CHILD_INCOME)
    return SAY.wait(reason, law, retry_on, warns=WarningKind.CHILD_INCOME, about=_about(child))


def _open(question: Question, child: Member, reason: str, *, asks: str = "") -> Finding:
    law = question.law(Law.CHILD_INCOME)
    return SAY.open(reason, law, warns=WarningKind.CHILD_INCOME, about=_about(child), asks=asks)


def _slip(question: Question, child: Member) -> str:
    return f"lönespecifikation för {question.income_month.in_words}{question.for_person(child.key)}"


def _about(child: Member) -> str:
    return f"{child.key}/{CHILD_WAGE_KIND}"


def _who(question: Question, child: Member) -> str:
    return sentence(question.person(child.key))


RULE = Rule(
    name=SAY.rule,
    asks="Har ett barn egen lön, och hur mycket av den räknas?",
    facts=(
        "Skatteverket: barnets inkomstuppgifter för inkomstmånaden och årets månader före den",
        "ansökan: inkomster",
    ),
    does=(
        "Lägger ihop barnets lön under kalenderåret. Lön upp till ett prisbasbelopp räknas inte. Den del av"
        " inkomstmånadens lön som är över gränsen räknas och visas som en avvikelse."
    ),
    leaves=(
        "När årets tidigare månader inte är kända, när lönen avser tid före juli 2013, då en annan gräns"
        " gällde, när en lön efter skatt är noll eller mindre, och när den uppgivna lönen är högre än den"
        " deklarerade och det kan påverka beloppet."
    ),
    laws=(Law.CHILD_INCOME,),
    numbers=("prisbasbelopp", "inkomster"),
    settings=("child_income_measure", "income_month", "silence_patience_nights"),
    warns=(WarningKind.CHILD_INCOME,),
    answer=answer,
)
