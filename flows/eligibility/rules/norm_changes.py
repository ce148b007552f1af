"""What has changed in the norm since last month: the table, a child's age band, the household's size."""

from flows.eligibility import household
from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member
from flows.eligibility.law import Law
from flows.eligibility.parameters import NoTable
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import counted, kronor, sentence

SAY = Speaker("norm")


def answer(question: Question) -> Answer:
    """Changes to be listed; a household of another size than last month is a deviation."""
    bands = (finding for child in question.children for finding in _band(question, child))
    return Answer(findings=(*_table(question), *bands, *_size(question)))


def _table(question: Question) -> tuple[Finding, ...]:
    new = question.norm
    try:
        old = question.parameters.riksnorm(question.period.control)
    except NoTable:
        return ()
    if old.value == new.value:
        return ()
    reason = f"Riksnormen har nya belopp från och med {question.period.in_words}."
    return (SAY.change(reason, new.reference, warns=WarningKind.NORM_CHANGE, about="riksnorm"),)


def _band(question: Question, child: Member) -> tuple[Finding, ...]:
    table, switch = question.norm.value, question.rules.age_band_switch
    before = table.band(household.band_age(child, question.period.control, switch))
    now = table.band(question.band_age(child))
    if before is None or now is None or before == now:
        return ()
    who = sentence(question.person(child.key))
    reason = (
        f"{who} har bytt åldersgrupp i riksnormen, från {before.label} ({kronor(before.amount)})"
        f" till {now.label} ({kronor(now.amount)})."
    )
    about = f"{child.key}/åldersgrupp"
    return (SAY.change(reason, question.norm.reference, warns=WarningKind.NORM_CHANGE, about=about),)


def _size(question: Question) -> tuple[Finding, ...]:
    earlier = question.last_calculation
    members = len(question.facts.members)
    if earlier is None or earlier.members == members:
        return ()
    before, now = (counted(number, "en person", "personer") for number in (earlier.members, members))
    reason = f"Förra månadens beräkning gällde {before}, den här gäller {now}."
    warns = WarningKind.NEW_PERSON if members > earlier.members else WarningKind.HOUSEHOLD_CHANGE
    return (SAY.deviation(reason, question.law(Law.HOUSEHOLD), warns=warns, about="hushåll"),)


RULE = Rule(
    name=SAY.rule,
    asks="Vad har ändrats i normen sedan förra månaden?",
    facts=("ärendesystemet: förra månadens beräkning", "ärendesystemet: hushållet"),
    does="Visar nya belopp i tabellen, barn som har bytt åldersgrupp och ändrad hushållsstorlek.",
    leaves="Aldrig: ändringarna visas, och en ändrad hushållsstorlek är en avvikelse.",
    laws=(Law.HOUSEHOLD,),
    numbers=("riksnorm",),
    settings=("age_band_switch",),
    warns=(WarningKind.NORM_CHANGE, WarningKind.NEW_PERSON, WarningKind.HOUSEHOLD_CHANGE),
    answer=answer,
)
