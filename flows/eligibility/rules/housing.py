"""Boendekostnad: the rent applied for, up to the municipality's cap (SoL 12 kap. 7 §, skälig kostnad).

How long a household may stay in a dwelling above the cap (skäligt rådrum) is a person's judgement: the whole
rent is proposed only where the municipality has said so, and the draft tells how many months are known.
"""

from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Evidence, Finding, Row, Section, Verdict
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.reasonable_time import notice, rent_rows
from flows.eligibility.rent import Rent, no_cap
from flows.eligibility.rules.dwelling import RENT
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor

SAY = Speaker("boende")
ABOUT = "kostnad/RENT"
ABOUT_NOTICE = "kostnad/rådrum"
"""A rent that is still granted whole: who has closed that has not closed the cut that comes after."""


def answer(question: Question) -> Answer:
    """The rent row, and what it raises."""
    rule = question.rules.housing
    rents = sorted(cost.amount for cost in question.stated_costs if cost.kind == RENT)
    evidence = _stated(question, rents)
    if len(rents) > 1:
        return _open(
            question, f"{rule.label} står {len(rents)} gånger i ansökan.", evidence, asks=_bill(question)
        )
    if not rents or rents[0] == 0:
        return Answer()
    if rents[0] < 0:
        return _open(question, f"{rule.label} är ett minusbelopp i ansökan.", evidence, asks=_bill(question))
    table = rule.table_on(question.period.first_day)
    cap = table.cap_for(question.cap_household) if table else None
    if table is None or cap is None:
        return _open(question, no_cap(question, table), evidence)
    share = question.rent_share
    own = question.rules.row_amount(share.of(rents[0])) if share else rents[0]
    evidence = (*evidence, seen("Högsta boendekostnad", kronor(cap), table.source, as_of=table.starts))
    return _counted(question, Rent(applied=rents[0], share=share, own=own, cap=cap, evidence=evidence))


def _counted(question: Question, rent: Rent) -> Answer:
    if rent.own <= rent.cap:
        return Answer(rows=(_row(question, rent, rent.own, note=""),))
    time = notice(question)
    if not question.rules.housing.accept_during_notice or time.over:
        return _cut(question, rent, time.in_words)
    if not time.known:
        reason = f"{question.rules.housing.label} är högre än kommunens högsta, {kronor(rent.cap)}."
        return _open(question, f"{reason} {time.in_words}", rent.evidence)
    month = f"rådrum, månad {time.months + 1} av {time.limit}"
    reason = (
        f"{_sought(question, rent)}, och kommunens högsta boendekostnad är {kronor(rent.cap)}. Hela kostnaden"
        f" är med: {month}."
    )
    note = f"Över högsta boendekostnad, {kronor(rent.cap)}: {month}."
    return Answer(
        rows=(_row(question, rent, rent.own, note=note),),
        findings=(_capped(question, rent, reason, about=ABOUT_NOTICE),),
    )


def _cut(question: Question, rent: Rent, time: str) -> Answer:
    rule = question.rules.housing
    reason = f"{_sought(question, rent)} och {kronor(rent.cap)} godtas. {rule.reason}"
    last = [row.amount for row in rent_rows(question, question.last_calculation) if row.amount > rent.cap]
    if last:
        reason += f" Förra månaden godtogs {kronor(last[0])}."
    note = f"Kommunen godtar högst {kronor(rent.cap)} för hushållet."
    finding = _capped(question, rent, f"{reason} {time}", verdict=Verdict.NOT_MET)
    return Answer(rows=(_row(question, rent, rent.cap, note=note),), findings=(finding,))


def _sought(question: Question, rent: Rent) -> str:
    sought = f"{question.rules.housing.label}: {kronor(rent.applied)} söks"
    return f"{sought}, hushållets del är {kronor(rent.own)}" if rent.share else sought


def _capped(
    question: Question, rent: Rent, reason: str, *, verdict: Verdict = Verdict.MET, about: str = ABOUT
) -> Finding:
    reference = question.law(Law.SUPPORT_POSTS)
    warns = WarningKind.EXPENSE_CAPPED
    return SAY.deviation(reason, reference, rent.evidence, verdict=verdict, warns=warns, about=about)


def _row(question: Question, rent: Rent, granted: Decimal, *, note: str) -> Row:
    whole_part = rent.share is not None and granted == rent.own
    shared = f"Hyran delas på {rent.share.everybody} som bor i bostaden." if rent.share else ""
    return Row(
        section=Section.COST,
        label=question.rules.housing.label,
        amount=granted,
        applied=rent.applied,
        note=" ".join(part for part in (shared, note) if part),
        formula=rent.share.formula(rent.applied) if rent.share and whole_part else "",
        reference=question.law(Law.SUPPORT_POSTS),
        evidence=rent.evidence,
    )


def _bill(question: Question) -> str:
    return f"hyresavi för {question.period.in_words}"


def _open(question: Question, reason: str, evidence: tuple[Evidence, ...], *, asks: str = "") -> Answer:
    reference, warns = question.law(Law.SUPPORT_POSTS), WarningKind.EXPENSE_REVIEW
    return Answer(findings=(SAY.open(reason, reference, evidence, warns=warns, about=ABOUT, asks=asks),))


def _stated(question: Question, rents: list[Decimal]) -> tuple[Evidence, ...]:
    fact = question.facts.statement
    return tuple(
        seen(question.rules.housing.label, kronor(one), fact.source, as_of=fact.fetched_at) for one in rents
    )


RULE = Rule(
    name=SAY.rule,
    asks="Vad kostar bostaden, och hur mycket av det godtas?",
    facts=("ansökan: hyra och antal rum", "ärendesystemet: tidigare beräkningar"),
    does=(
        "Godtar hyran, eller hushållets del av den, upp till kommunens högsta boendekostnad. Det som inte "
        "godtas visas med skäl, och hur många månader en högre hyra redan har godtagits (skäligt rådrum). "
        "Hela hyran föreslås under rådrummet bara om kommunen har bestämt det."
    ),
    leaves=(
        "När kommunen saknar gräns för hushållet, när hyran står flera gånger och när det inte är känt hur "
        "länge en hyra över taket har godtagits. Om en hyra över taket är skälig bedömer handläggaren."
    ),
    laws=(Law.SUPPORT_POSTS,),
    settings=("housing",),
    warns=(WarningKind.EXPENSE_CAPPED, WarningKind.EXPENSE_REVIEW),
    answer=answer,
)
