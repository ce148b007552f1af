"""The dwelling: does anybody else live in it, has it changed, and is it of a kind that needs a look?

An adult who is not sambo bears a part of the household's shared costs (socialtjänstförordningen 12 kap. 3 §),
and an adult child at home a part of the rent (HFD 2020 ref. 40); no formula for the rent is stated anywhere.
For a couple no paragraph shares the costs: it is asked about, or a municipality's own choice.
"""

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Housing, Statement
from flows.eligibility.household import Share
from flows.eligibility.incomes import Counted
from flows.eligibility.law import Law
from flows.eligibility.municipality import OthersInDwelling
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind

SAY = Speaker("bostad")
RENT = "RENT"
WHO_ELSE = "uppgift om vilka andra som bor i bostaden, och hur ni delar på hyran"
RENT_FROM_OTHERS = frozenset({"RENT_SHARE_FROM_CHILD", "BENEFIT:Hyra från inneboende"})
"""What the form calls rent that others in the dwelling pay to the household."""


def answer(question: Question) -> Answer:
    """The questions the dwelling raises."""
    statement = question.statement
    if statement is None:
        return Answer()
    housing, findings = statement.housing, list(_persons(question, statement))
    reference = question.law(Law.SUPPORT_POSTS)
    if housing.changed:
        reason = "Den sökande uppger att boendet har ändrats. Vad är nytt?"
        asks = "hyresavi eller hyreskontrakt, och uppgift om vad som har ändrats i ditt boende och när"
        findings.append(
            SAY.open(reason, reference, warns=WarningKind.HOUSING_REVIEW, about="bostad/ändrad", asks=asks)
        )
    if _pays_rent(statement) and housing.form not in question.rules.housing.plain_forms:
        form = question.rules.housing.forms.get(housing.form, "en som roboten inte känner till")
        reason = f"Boendeform enligt ansökan: {form}. Se efter vad hyran gäller."
        findings.append(
            SAY.deviation(reason, reference, warns=WarningKind.HOUSING_REVIEW, about="bostad/form")
        )
    return Answer(findings=tuple(findings))


def _persons(question: Question, statement: Statement) -> tuple[Finding, ...]:
    """Part-time children may or may not be counted among those who live in the dwelling."""
    housing, members = statement.housing, len(question.facts.members)
    if members - len(question.part_time_children) <= housing.persons <= members:
        return ()
    if housing.persons < members:
        return (_fewer(question, housing),)
    if question.share is None:
        reason = f"{_numbers(question, housing)} Delas hyran och de gemensamma kostnaderna med andra?"
        return (_open(question, reason + _not_for_a_couple(question), "bostad/andra", asks=WHO_ELSE),)
    return _shared(question, statement, question.share)


def _not_for_a_couple(question: Question) -> str:
    """Why a municipality that shares does not share here; nothing where it asks about everybody."""
    asks_about_all = question.rules.others_in_dwelling is OthersInDwelling.ASK
    if asks_about_all or len(question.adults) < 2:
        return ""
    return " Kommunen har valt att dela bara för den som inte är sambo, och hushållet är ett par."


def _fewer(question: Question, housing: Housing) -> Finding:
    reason = f"{_numbers(question, housing)} Vilka i hushållet bor där?"
    reference = question.law(Law.HOUSEHOLD)
    kind, asks = WarningKind.HOUSEHOLD_CHANGE, "uppgift om vilka i hushållet som bor i bostaden"
    return SAY.open(reason, reference, warns=kind, about="bostad/antal", asks=asks)


def _shared(question: Question, statement: Statement, share: Share) -> tuple[Finding, ...]:
    part = f"hushållets del, {share.heads} av {share.everybody},"
    reason = f"{_numbers(question, statement.housing)} Här räknas {part} av de gemensamma kostnaderna"
    reason += f"{_of_rent(question, statement)} Stämmer antalet och delningen?"
    if question.part_time_children:
        reason += " Räkna efter om barn som bor där en del av tiden är med i antalet."
    if len(question.adults) > 1:
        reason += " Förordningens delning gäller den som inte är sambo: för ett par är den kommunens val."
    reference = question.law(Law.SHARED_HOUSEHOLD)
    shared = SAY.deviation(reason, reference, warns=WarningKind.HOUSING_REVIEW, about="bostad/andra")
    return (shared, *_paid_twice(question, statement))


def _of_rent(question: Question, statement: Statement) -> str:
    if not _pays_rent(statement):
        return "."
    if question.rent_share is None:
        return ". Hyran delas inte."
    return " och av hyran. Andra kostnader för bostaden delas inte."


def _paid_twice(question: Question, statement: Statement) -> tuple[Finding, ...]:
    """Rent from others is income or lowers the rent, never both; what the catalogue asks is asked there."""
    kinds = [question.catalogue.stated(one.kind) for one in statement.incomes if one.kind in RENT_FROM_OTHERS]
    paid = any(kind is not None and kind.counted is not Counted.ASK for kind in kinds)
    if question.rent_share is None or not paid:
        return ()
    reason = (
        "Någon annan i bostaden betalar hyra till hushållet, och hyran är också delad. Räkna pengarna som"
        " inkomst eller dela hyran, inte båda."
    )
    return (_open(question, reason, "bostad/hyra från andra"),)


def _open(question: Question, reason: str, about: str, *, asks: str = "") -> Finding:
    reference = question.law(Law.ADULT_CHILD)
    return SAY.open(reason, reference, warns=WarningKind.HOUSING_REVIEW, about=about, asks=asks)


def _pays_rent(statement: Statement) -> bool:
    return any(cost.kind == RENT and cost.amount > 0 for cost in statement.costs)


def _numbers(question: Question, housing: Housing) -> str:
    members = len(question.facts.members)
    return f"I bostaden bor {housing.persons} enligt ansökan, och hushållet i ärendet är {members}."


RULE = Rule(
    name=SAY.rule,
    asks="Delas bostaden med andra, och har den ändrats?",
    facts=("ansökan: boende och antal boende", "ärendesystemet: hushållet", "ansökan: hyra från andra"),
    does=(
        "Jämför hur många som bor i bostaden med hushållet. Om kommunen har valt det, och den vuxna inte är "
        "sambo, räknas hushållets del av de gemensamma kostnaderna och av hyran, lika för alla som bor där; "
        "handläggaren ser det. För ett par har förordningen ingen sådan delning: då delas kostnaderna bara "
        "om kommunen har valt det också för par."
    ),
    leaves=(
        "När kommunen vill att handläggaren avgör hur bostaden delas, när ett par bor med andra och kommunen "
        "inte har valt att dela för par, när färre än hushållet bor där, när "
        "boendet har ändrats eller när hyra från andra skulle räknas två gånger."
    ),
    laws=(Law.SHARED_HOUSEHOLD, Law.ADULT_CHILD, Law.HOUSEHOLD, Law.SUPPORT_POSTS),
    settings=("others_in_dwelling", "rent_share_of_others", "housing"),
    warns=(WarningKind.HOUSING_REVIEW, WarningKind.HOUSEHOLD_CHANGE),
    answer=answer,
)
