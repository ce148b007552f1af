"""Who belongs to the household whose norm is laid (SOSFS 2013:1: children under 21 whom the parents support).

Asks also what the register cannot tell: does a child who has turned 18 go to upper secondary school, and
does an applicant whom the parents may have to support belong to their household?
The ages are those of the law, whichever month the municipality changes age band.
"""

from flows.eligibility import household
from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import BenefitPayment, Member
from flows.eligibility.facts import Fact
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import sentence

SAY = Speaker("hushåll")
OF_AGE = 18
MAINTENANCE_ENDS = 21
STUDY_GRANT = "studiehjalp"


def answer(question: Question) -> Answer:
    """Open when the household is not one or two adults and children that riksnormen has a band for."""
    findings = [
        *(finding for adult in question.adults for finding in _adult(question, adult)),
        *(finding for child in question.children for finding in _child(question, child)),
    ]
    if not 1 <= len(question.adults) <= 2:
        findings.append(_open(question, "Hushållet har inte en eller två vuxna.", "hushåll/vuxna"))
    return Answer(findings=tuple(findings))


def _adult(question: Question, adult: Member) -> tuple[Finding, ...]:
    age = household.age_in(adult, question.period)
    who = sentence(question.person(adult.key))
    if age < OF_AGE:
        doubt, about = f"är under {OF_AGE} år", f"under {OF_AGE} år"
    elif age < MAINTENANCE_ENDS and _study_grants(question, adult):
        doubt, about = f"är under {MAINTENANCE_ENDS} år och har studiehjälp", "gymnasiet"
    else:
        return ()
    reason = (
        f"{who} {doubt}. Den som föräldrarna ska försörja hör till föräldrarnas hushåll."
        " Ska ansökan prövas för ett eget hushåll?"
    )
    return (_open(question, reason, f"{adult.key}/{about}"),)


def _child(question: Question, child: Member) -> tuple[Finding, ...]:
    age = household.age_in(child, question.period)
    who = sentence(question.person(child.key))
    if child.born > question.period.last_day:
        doubt, about, asks = "barnet är inte fött under månaden.", "född", ""
    elif age >= MAINTENANCE_ENDS:
        doubt, about, asks = "den som har fyllt 21 år räknas inte som barn i hushållet.", "21 år", ""
    elif age >= OF_AGE and not _studies(question, child):
        doubt, about = "barnet har fyllt 18 år och inget visar att barnet går i gymnasiet.", "gymnasiet"
        asks = f"intyg från skolan om studier i gymnasiet{question.for_person(child.key)}"
    elif child.days_in_home is not None and not 1 <= child.days_in_home <= question.period.days:
        month = f"{child.days_in_home} i en månad med {question.period.days} dagar"
        doubt, about = f"antalet dagar i hemmet går inte att använda ({month}).", "dagar"
        asks = f"uppgift om antal dagar i hemmet i {question.period.in_words}{question.for_person(child.key)}"
    else:
        return ()
    return (_open(question, f"{who}: {doubt}", f"{child.key}/{about}", asks=asks),)


def _open(question: Question, reason: str, about: str, *, asks: str = "") -> Finding:
    law = question.law(Law.HOUSEHOLD)
    return SAY.open(reason, law, warns=WarningKind.FAMILY_DIFFERS, about=about, asks=asks)


def _studies(question: Question, child: Member) -> bool:
    """Studiehjälp paid for the child shows that it goes to school (CSN pays it per month of study)."""
    return any(question.income_month.contains(one.paid_on) for one in _study_grants(question, child))


def _study_grants(question: Question, member: Member) -> tuple[BenefitPayment, ...]:
    """Studiehjälp of every month that CSN was asked about: none is paid in the summer."""
    benefits = question.facts.benefits.get(member.key)
    payments = benefits.csn.value if benefits and isinstance(benefits.csn, Fact) else ()
    codes = question.catalogue.named(STUDY_GRANT).codes
    return tuple(one for one in payments if one.code in codes)


RULE = Rule(
    name=SAY.rule,
    asks="Vilka hör till hushållet som normen läggs för?",
    facts=("ärendesystemet: hushållet", "CSN: studiehjälp"),
    does="Räknar en eller två vuxna och de barn som föräldrarna ska försörja.",
    leaves=(
        "När ett barn har fyllt 18 år utan att något visar att det går i gymnasiet, har fyllt 21 år,"
        " inte är fött under månaden eller har fler dagar i hemmet än månaden har. När en sökande eller"
        " medsökande är under 18 år, eller under 21 år med studiehjälp: den som föräldrarna ska försörja hör"
        " till deras hushåll."
    ),
    laws=(Law.HOUSEHOLD,),
    warns=(WarningKind.FAMILY_DIFFERS,),
    answer=answer,
)
