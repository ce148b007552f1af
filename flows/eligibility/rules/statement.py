"""Could the application itself and the case system's history be read? Nothing is laid on half of them."""

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.facts import Missing
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question

SAY = Speaker("underlag")


def answer(question: Question) -> Answer:
    """Open for each that is missing."""
    sources = (
        ("Ansökan", question.facts.statement),
        ("Ärendesystemets tidigare beräkningar och beslut", question.facts.history),
    )
    return Answer(
        findings=tuple(_unread(question, what, fact) for what, fact in sources if isinstance(fact, Missing))
    )


def _unread(question: Question, what: str, missing: Missing) -> Finding:
    reason = f"{what} kunde inte läsas: {missing.detail}"
    return SAY.open(reason, question.law(Law.INVESTIGATION))


RULE = Rule(
    name=SAY.rule,
    asks="Går ansökan och ärendesystemets historik att läsa?",
    facts=("ansökan", "ärendesystemet: tidigare beräkningar och beslut"),
    does="Kontrollerar att båda är lästa innan något räknas ihop till ett förslag.",
    leaves="När någon av dem inte gick att läsa.",
    laws=(Law.INVESTIGATION,),
    answer=answer,
)
