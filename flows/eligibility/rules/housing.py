"""Boendekostnad: the rent applied for, up to the municipality's cap (SoL 12 kap. 7 §, skälig kostnad).

How long a household may stay in a dwelling above the cap (skäligt rådrum) is a person's judgement.
"""

from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Evidence, Finding, Row, Section, Verdict
from flows.eligibility.case import Housing, Statement
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.wording import kronor

SAY = Speaker("boende")
RENT = "RENT"


def answer(question: Question) -> Answer:
    """The rent row, and the questions the dwelling raises."""
    statement = question.statement
    if statement is None:
        return Answer()
    rents = [cost.amount for cost in statement.costs if cost.kind == RENT]
    rows, findings = _rent(question, rents, _stated(question, rents))
    return Answer(rows=rows, findings=(*findings, *_dwelling(question, statement, sum(rents, Decimal(0)))))


def _rent(
    question: Question, rents: list[Decimal], evidence: tuple[Evidence, ...]
) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    reference, rule = question.law(Law.SUPPORT_POSTS), question.rules.housing
    if len(rents) > 1:
        return (), (SAY.open(f"{rule.label} står {len(rents)} gånger i ansökan.", reference, evidence),)
    if not rents or rents[0] == 0:
        return (), ()
    table = rule.table_on(question.period.first_day)
    cap = table.cap_for(question.cap_household) if table else None
    if rents[0] < 0 or table is None or cap is None:
        return (), (SAY.open(_no_limit(question, rents[0]), reference, evidence),)
    granted = min(rents[0], cap)
    note = f"Högst {kronor(cap)} godtas för hushållets storlek." if granted < rents[0] else ""
    row = Row(
        section=Section.COST,
        label=rule.label,
        amount=granted,
        applied=rents[0],
        note=note,
        reference=reference,
        evidence=(*evidence, seen("Högsta boendekostnad", kronor(cap), table.source, table.starts)),
    )
    return (row,), _above_cap(question, rents[0], cap, evidence)


def _no_limit(question: Question, rent: Decimal) -> str:
    if rent < 0:
        return f"{question.rules.housing.label} är ett minusbelopp i ansökan."
    return f"Kommunen har ingen högsta boendekostnad för {question.heads} personer."


def _above_cap(
    question: Question, rent: Decimal, cap: Decimal, evidence: tuple[Evidence, ...]
) -> tuple[Finding, ...]:
    if rent <= cap:
        return ()
    rule = question.rules.housing
    reason = f"{rule.label}: {kronor(rent)} söks och {kronor(cap)} godtas. {rule.reason}"
    approved = _approved_last_month(question)
    if approved is not None and approved > cap:
        reason += f" Förra månaden godtogs {kronor(approved)}."
    finding = SAY.deviation(reason, question.law(Law.SUPPORT_POSTS), evidence, verdict=Verdict.NOT_MET)
    return (finding,)


def _approved_last_month(question: Question) -> Decimal | None:
    earlier = question.history.calculation_for(question.period.control) if question.history else None
    names = (question.rules.housing.label, *question.rules.housing.also_called)
    rows = earlier.costs if earlier else ()
    return next((row.amount for row in rows if row.label in names), None)


def _dwelling(question: Question, statement: Statement, rent: Decimal) -> tuple[Finding, ...]:
    housing, reference = statement.housing, question.law(Law.SUPPORT_POSTS)
    findings = []
    if housing.changed:
        findings.append(SAY.open("Den sökande uppger att boendet har ändrats.", reference))
    if housing.persons not in _expected_persons(question):
        findings.append(SAY.open(_others_in_dwelling(question, housing), question.law(Law.HOUSEHOLD)))
    if rent > 0 and housing.form not in question.rules.housing.plain_forms:
        form = question.rules.housing.forms.get(housing.form, "okänd")
        reason = f"Boendeformen är {form}: kontrollera vad boendekostnaden gäller."
        findings.append(SAY.deviation(reason, reference))
    return tuple(findings)


def _expected_persons(question: Question) -> range:
    """Part-time children may or may not be counted among those who live in the dwelling."""
    members = len(question.facts.members)
    return range(members - len(question.part_time_children), members + 1)


def _others_in_dwelling(question: Question, housing: Housing) -> str:
    return (
        f"I bostaden bor {housing.persons} enligt ansökan, och hushållet i ärendet är"
        f" {len(question.facts.members)}. Delas hyran och de gemensamma kostnaderna med andra?"
    )


def _stated(question: Question, rents: list[Decimal]) -> tuple[Evidence, ...]:
    fact = question.facts.statement
    return tuple(
        seen(question.rules.housing.label, kronor(rent), fact.source, fact.fetched_at)
        for rent in sorted(rents)
    )


RULE = Rule(
    name=SAY.rule,
    asks="Vad kostar bostaden, och hur mycket av det godtas?",
    facts=("ansökan: boende och hyra", "ärendesystemet: förra månadens beräkning"),
    does="Godtar hyran upp till kommunens högsta boendekostnad. Det som inte godtas visas med skäl.",
    leaves="När boendet har ändrats, delas med andra eller saknar gräns hos kommunen.",
    laws=(Law.SUPPORT_POSTS,),
    settings=("housing",),
    answer=answer,
)
