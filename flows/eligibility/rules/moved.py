"""Does the household live where the case says? A move changes housing cost and perhaps municipality."""

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.facts import Fact
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question

SAY = Speaker("adress")


def answer(question: Question) -> Answer:
    """Open when folkbokföring shows another address; unknown is a wait while there is patience."""
    moved, law = question.facts.moved, question.law(Law.HOUSEHOLD)
    if isinstance(moved, Fact):
        reason = "Folkbokföringen visar en annan adress än ärendesystemet."
        return Answer(findings=(SAY.open(reason, law),) if moved.value else ())
    reason = f"Adressen i folkbokföringen är inte känd: {moved.detail}"
    retry_on = question.retry_on()
    return Answer(findings=(SAY.wait(reason, law, retry_on) if retry_on else SAY.open(reason, law),))


RULE = Rule(
    name=SAY.rule,
    asks="Bor hushållet kvar på adressen i ärendet?",
    facts=("Skatteverket: folkbokföring", "ärendesystemet: adress"),
    does="Jämför adresserna. Roboten sparar bara om de är lika.",
    leaves="När adresserna skiljer sig eller folkbokföringen inte svarar.",
    laws=(Law.HOUSEHOLD,),
    answer=answer,
)
