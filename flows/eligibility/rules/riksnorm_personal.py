"""Riksnormen's personal costs: adults, and children by age band, lunch column and days in the home.

Socialtjänstförordningen 12 kap. 1–2 §§; a child is counted by the days it stays in the home (SOSFS 2013:1).
"""

from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Evidence, Finding, Row, Section
from flows.eligibility.case import Member
from flows.eligibility.municipality import WHOLE_KRONA, DayFormula
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.riksnorm import ChildBand
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor

SAY = Speaker("riksnorm, personliga kostnader")
THIRTIETH = Decimal(30)


def answer(question: Question) -> Answer:
    """One row for the adults, one for each child whose amount the table holds; else a question."""
    rows = [_adults(question)] if question.adults else []
    unknown: list[Finding] = []
    for child in question.children:
        band = question.norm.value.band(question.band_age(child))
        if band is None:
            continue
        monthly = band.monthly(lunch_away=child.lunch_away)
        if monthly is None:
            unknown.append(_amount_unknown(question, child, band))
        else:
            rows.append(_child(question, child, band, monthly))
    return Answer(rows=tuple(rows), findings=tuple(unknown))


def _adults(question: Question) -> Row:
    norm = question.norm
    alone = len(question.adults) == 1
    label = "Ensamstående" if alone else "Makar eller sambor"
    amount = norm.value.single if alone else norm.value.couple
    return Row(
        section=Section.FAMILY,
        label=label,
        amount=amount,
        reference=norm.reference,
        evidence=(_table_value(question, label, amount),),
    )


def _child(question: Question, child: Member, band: ChildBand, monthly: Decimal) -> Row:
    lunch_away = child.lunch_away and band.has_lunch_column
    part_time = child in question.part_time_children
    amount = by_days(question, monthly, child.days_in_home or 0) if part_time else monthly
    notes = ["utan lunch fem dagar i veckan"] if lunch_away else []
    if part_time:
        notes.append(f"{child.days_in_home} dagar i hemmet av {kronor(monthly)} för hel månad")
    return Row(
        section=Section.FAMILY,
        label=f"Barn {band.label}",
        amount=question.rules.row_amount(amount),
        note=", ".join(notes),
        reference=question.norm.reference,
        evidence=(_table_value(question, f"Barn {band.label}", monthly),),
    )


def _amount_unknown(question: Question, child: Member, band: ChildBand) -> Finding:
    reason = (
        f"Beloppet utan lunch fem dagar i veckan för {band.label} saknas i tabellen för"
        f" {question.period.in_words}. Vilket belopp gäller enligt förordningen?"
    )
    return SAY.open(
        reason, question.norm.reference, warns=WarningKind.FAMILY_DIFFERS, about=f"{child.key}/lunch"
    )


def by_days(question: Question, monthly: Decimal, days: int) -> Decimal:
    """The monthly amount's share for `days` in the home, exact, by the municipality's formula."""
    match question.rules.day_formula:
        case DayFormula.THIRTIETHS:
            return monthly * days / THIRTIETH
        case DayFormula.DAILY_RATE:
            return (monthly * 12 / 365).quantize(WHOLE_KRONA, "ROUND_HALF_UP") * days
        case DayFormula.DAYS_OF_MONTH:
            return monthly * min(days, question.period.days) / question.period.days


def _table_value(question: Question, what: str, amount: Decimal) -> Evidence:
    norm = question.norm
    return seen(what, kronor(amount), norm.reference, norm.starts)


RULE = Rule(
    name="riksnorm, personliga kostnader",
    asks="Hur stora är riksnormens personliga kostnader för hushållet?",
    facts=("ärendesystemet: hushållet", "ansökan: barnens dagar och luncher"),
    does="Tar beloppen ur månadens tabell: de vuxna, och varje barn efter ålder, lunch och dagar i hemmet.",
    leaves="När tabellen saknar beloppet.",
    laws=(Law.NORM,),
    numbers=("riksnorm",),
    settings=("age_band_switch", "day_formula", "full_month_days", "rounding_point"),
    answer=answer,
)
