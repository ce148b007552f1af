"""Does the household live where the case says? A move changes housing cost and perhaps municipality."""

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.facts import Fact
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind

SAY = Speaker("adress")


def answer(question: Question) -> Answer:
    """Open when folkbokföring shows another address; unknown is a wait while there is patience."""
    moved, law = question.facts.moved, question.law(Law.HOUSEHOLD)
    if isinstance(moved, Fact):
        reason = "Folkbokföringen visar en annan adress än ärendesystemet. Var bor hushållet?"
        asks = "uppgift om var du bor och från vilken dag, och hyreskontrakt om du har flyttat"
        differs = SAY.open(reason, law, warns=WarningKind.ADDRESS_DIFFERS, about="adress", asks=asks)
        return Answer(findings=(differs,) if moved.value else ())
    reason = f"Adressen i folkbokföringen är inte känd: {moved.detail.rstrip('.')}."
    retry_on, warns, about = question.retry_on(), WarningKind.SOURCE_UNREAD, "folkbokföring"
    if retry_on:
        return Answer(findings=(SAY.wait(reason, law, retry_on, warns=warns, about=about),))
    return Answer(findings=(SAY.open(reason, law, warns=warns, about=about),))


RULE = Rule(
    name=SAY.rule,
    asks="Bor hushållet kvar på adressen i ärendet?",
    facts=("Skatteverket: folkbokföring", "ärendesystemet: adress"),
    does="Jämför adresserna. Roboten sparar bara om de är lika.",
    leaves="När adresserna skiljer sig eller folkbokföringen inte svarar.",
    laws=(Law.HOUSEHOLD,),
    settings=("silence_patience_nights",),
    warns=(WarningKind.ADDRESS_DIFFERS, WarningKind.SOURCE_UNREAD),
    answer=answer,
)
