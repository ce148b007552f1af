"""Could the application itself and the case system's history be read? Nothing is laid on half of them."""

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.facts import Missing
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind

SAY = Speaker("underlag")


def answer(question: Question) -> Answer:
    """Open for each that is missing."""
    sources = (
        ("Ansökan", "ansökan", question.facts.statement),
        ("Ärendesystemets tidigare beräkningar och beslut", "ärendesystem", question.facts.history),
    )
    return Answer(
        findings=tuple(
            _unread(question, f"{what} kunde inte läsas: {fact.detail.rstrip('.')}.", about)
            for what, about, fact in sources
            if isinstance(fact, Missing)
        )
    )


def _unread(question: Question, reason: str, about: str) -> Finding:
    law = question.law(Law.INVESTIGATION)
    return SAY.open(reason, law, warns=WarningKind.SOURCE_UNREAD, about=about)


RULE = Rule(
    name=SAY.rule,
    asks="Går ansökan och ärendesystemets historik att läsa?",
    facts=("ansökan", "ärendesystemet: tidigare beräkningar och beslut"),
    does="Kontrollerar att båda är lästa innan något räknas ihop till ett förslag.",
    leaves="När någon av dem inte gick att läsa.",
    laws=(Law.INVESTIGATION,),
    warns=(WarningKind.SOURCE_UNREAD,),
    answer=answer,
)
