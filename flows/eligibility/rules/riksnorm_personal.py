"""Riksnormen's personal costs: adults, and children by age band, lunch column and days in the home.

Socialtjänstförordningen 12 kap. 1–2 §§; a child is counted by the days it stays in the home (SOSFS 2013:1).
A higher or lower norm in the single case (SoL 12 kap. 7 § third paragraph) is always a person's decision.
"""

from decimal import Decimal

from flows.eligibility import household, norm_evidence
from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Evidence, Finding, Row, Section
from flows.eligibility.case import Member
from flows.eligibility.day_share import by_days
from flows.eligibility.law import Law
from flows.eligibility.municipality import AgeBandSwitch
from flows.eligibility.question import Question
from flows.eligibility.riksnorm import ChildBand
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import in_days, kronor, sentence

SAY = Speaker("riksnorm, personliga kostnader")
SWITCHES = {AgeBandSwitch.BIRTHDAY_MONTH: "samma månad", AgeBandSwitch.MONTH_AFTER: "månaden efter"}


def answer(question: Question) -> Answer:
    """One row for the adults, one for each child whose amount the table holds; else a question."""
    rows = [_adults(question)] if question.adults else []
    findings: list[Finding] = []
    for child in question.children:
        band = question.norm.value.band(question.band_age(child))
        if band is None:
            continue
        monthly = band.monthly(lunch_away=child.lunch_away)
        if monthly is None:
            findings.append(_amount_unknown(question, child, band))
        else:
            rows.append(_child(question, child, band, monthly=monthly))
        findings.extend(_birthday(question, child, band))
    return Answer(rows=tuple(rows), findings=tuple(findings))


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
        evidence=(norm_evidence.of_adults(question), _table_value(question, label, amount)),
    )


def _child(question: Question, child: Member, band: ChildBand, *, monthly: Decimal) -> Row:
    amount, formula = monthly, ""
    notes = _which_of_the_band(question, child, band)
    if child.lunch_away and band.has_lunch_column:
        notes.append("utan lunch fem dagar i veckan")
    if child in question.part_time_children:
        days = child.days_in_home or 0
        share = by_days(monthly, days, question.period, chosen=question.rules.day_formula)
        amount, formula = question.rules.row_amount(share.amount), share.formula
        notes.append(f"{in_days(days)} i hemmet, hel månad är {kronor(monthly)}")
    return Row(
        section=Section.FAMILY,
        label=f"Barn {band.label}",
        amount=amount,
        note=", ".join(notes),
        formula=formula,
        reference=question.norm.reference,
        evidence=(
            *norm_evidence.of_child(question, child, band),
            _table_value(question, f"Barn {band.label}", monthly),
        ),
    )


def _which_of_the_band(question: Question, child: Member, band: ChildBand) -> list[str]:
    """Which child the row is for, where several are in the band: the number that its facts are told by."""
    table = question.norm.value
    alike = [one for one in question.children if table.band(question.band_age(one)) == band]
    return [f"barn {household.child_number(question.facts.members, child)}"] if len(alike) > 1 else []


def _amount_unknown(question: Question, child: Member, band: ChildBand) -> Finding:
    reason = (
        f"Beloppet utan lunch fem dagar i veckan för {band.label} saknas i tabellen för"
        f" {question.period.in_words}. Vilket belopp gäller enligt förordningen?"
    )
    return SAY.open(
        reason, question.norm.reference, warns=WarningKind.TABLE_MISSING, about=f"{child.key}/lunch"
    )


def _birthday(question: Question, child: Member, used: ChildBand) -> tuple[Finding, ...]:
    """Said when the month of the switch decides the amount, for no national rule tells it."""
    bands = {question.norm.value.band(household.band_age(child, question.period, one)) for one in SWITCHES}
    if len(bands) == 1:
        return ()
    reason = (
        f"{sentence(question.person(child.key))} har födelsedag i {question.period.in_words}. Kommunen byter"
        f" åldersgrupp {SWITCHES[question.rules.age_band_switch]}: beloppet är det för {used.label}."
    )
    return (SAY.note(reason, question.norm.reference),)


def _table_value(question: Question, what: str, amount: Decimal) -> Evidence:
    norm = question.norm
    return seen(what, kronor(amount), norm.reference, as_of=norm.starts)


RULE = Rule(
    name=SAY.rule,
    asks="Hur stora är riksnormens personliga kostnader för hushållet?",
    facts=("ärendesystemet: hushållet", "ansökan: barnens dagar och luncher"),
    does=(
        "Tar beloppen ur månadens tabell: de vuxna, och varje barn efter ålder, lunch och dagar i hemmet. "
        "En vuxen som inte är sambo räknas som ensamstående också när bostaden delas med andra."
    ),
    leaves=(
        "När tabellen saknar beloppet. En högre eller lägre norm i det enskilda fallet (dyrare kost, avgift "
        "för skollunch, en kostnad som saknas) bestämmer alltid handläggaren: roboten ändrar aldrig normen."
    ),
    laws=(Law.NORM, Law.HIGHER_NORM),
    numbers=("riksnorm",),
    settings=("age_band_switch", "day_formula", "full_month_days", "rounding_point"),
    warns=(WarningKind.TABLE_MISSING,),
    answer=answer,
)
