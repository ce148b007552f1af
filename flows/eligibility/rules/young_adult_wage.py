"""An applicant under 21 with a wage: does it count, or is it a pupil's (SoL 12 kap. 9 §)?

Whether an adult goes to school no register at hand shows for certain, so a person is asked.
"""

from collections.abc import Iterator

from flows.eligibility import household
from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.child_year import ANOTHER_LIMIT, PRICE_BASE_AMOUNT_FROM
from flows.eligibility.rules.wages import about_wage, declared_in, net_of
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor, sentence

SAY = Speaker("skolungdomars lön")
NO_LONGER_PUPIL_AGE = 21


def answer(question: Question) -> Answer:
    """Open for each adult with a wage who had not turned 21 before the income month."""
    return Answer(findings=tuple(found for adult in question.adults for found in _adult(question, adult)))


def _adult(question: Question, adult: Member) -> Iterator[Finding]:
    month = question.income_month
    wage = net_of(declared_in(question, adult.key, month))
    if wage <= 0 or household.age_in(adult, month.shifted(-1)) >= NO_LONGER_PUPIL_AGE:
        return
    limit = (
        f"{ANOTHER_LIMIT} Hur mycket av lönen ska räknas?"
        if month < PRICE_BASE_AMOUNT_FROM
        else "Den som går i grundskola eller gymnasium får tjäna ett prisbasbelopp per kalenderår utan att"
        " lönen räknas. Gäller det här?"
    )
    reason = (
        f"{sentence(question.person(adult.key))} var under {NO_LONGER_PUPIL_AGE} år i {month.in_words}"
        f" och har lön, {kronor(wage)}. {limit}"
    )
    law = question.law(Law.CHILD_INCOME)
    asks = f"intyg från skolan, eller besked om att studierna är slut{question.for_person(adult.key)}"
    yield SAY.open(reason, law, warns=WarningKind.CHILD_INCOME, about=about_wage(adult.key), asks=asks)


RULE = Rule(
    name=SAY.rule,
    asks="Är lönen en skolungdoms, så att den inte räknas?",
    facts=("Skatteverket: inkomstuppgifter per månad", "ärendesystemet: födelsedatum"),
    does=f"Frågar när en sökande eller medsökande under {NO_LONGER_PUPIL_AGE} år har lön.",
    leaves="Alltid när lönen finns: roboten kan inte se om personen går i skolan.",
    laws=(Law.CHILD_INCOME,),
    settings=("income_month",),
    warns=(WarningKind.CHILD_INCOME,),
    answer=answer,
)
