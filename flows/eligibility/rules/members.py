"""Who belongs to the household whose norm is laid (SOSFS 2013:1: children under 21 whom the parents support).

Asks also what the register cannot tell: does a child who has turned 18 go to upper secondary school?
"""

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member
from flows.eligibility.facts import Fact
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question

SAY = Speaker("hushåll")
OF_AGE = 18
MAINTENANCE_ENDS = 21
STUDY_GRANT = "studiehjalp"


def answer(question: Question) -> Answer:
    """Open when the household is not one or two adults and children that riksnormen has a band for."""
    findings = [finding for child in question.children for finding in _child(question, child)]
    if not 1 <= len(question.adults) <= 2:
        findings.append(SAY.open("Hushållet har inte en eller två vuxna.", question.law(Law.HOUSEHOLD)))
    return Answer(findings=tuple(findings))


def _child(question: Question, child: Member) -> tuple[Finding, ...]:
    who = question.person(child.key).capitalize()
    reason = _doubt(question, child)
    return (SAY.open(f"{who}: {reason}", question.law(Law.HOUSEHOLD)),) if reason else ()


def _doubt(question: Question, child: Member) -> str:
    if child.born > question.period.last_day:
        return "barnet är inte fött under månaden."
    age = question.band_age(child)
    if age >= MAINTENANCE_ENDS:
        return "den som har fyllt 21 år räknas inte som barn i hushållet."
    if age >= OF_AGE and not _studies(question, child):
        return "barnet har fyllt 18 år och inget visar att barnet går i gymnasiet."
    if child.days_in_home is not None and not 1 <= child.days_in_home <= 31:
        return "antalet dagar i hemmet går inte att använda."
    return ""


def _studies(question: Question, child: Member) -> bool:
    """Studiehjälp paid for the child shows that it goes to school (CSN pays it per month of study)."""
    benefits = question.facts.benefits.get(child.key)
    payments = benefits.csn.value if benefits and isinstance(benefits.csn, Fact) else ()
    codes = question.catalogue.named(STUDY_GRANT).codes
    return any(one.code in codes and question.income_month.contains(one.paid_on) for one in payments)


RULE = Rule(
    name=SAY.rule,
    asks="Vilka hör till hushållet som normen läggs för?",
    facts=("ärendesystemet: hushållet", "CSN: studiehjälp"),
    does="Räknar en eller två vuxna och de barn som föräldrarna ska försörja.",
    leaves=(
        "När ett barn har fyllt 18 år utan att något visar att det går i gymnasiet, har fyllt 21 år "
        "eller inte är fött under månaden."
    ),
    laws=(Law.HOUSEHOLD,),
    answer=answer,
)
