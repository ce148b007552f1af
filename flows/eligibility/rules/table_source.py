"""Is the month's table of riksnormen read in the act itself? Some old tables are known from elsewhere."""

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.law import Law
from flows.eligibility.question import Question

SAY = Speaker("riksnormens källa")


def answer(question: Question) -> Answer:
    """A note when it is not; what is uncertain stands with the table."""
    norm = question.norm
    if norm.read_in_the_act:
        return Answer()
    reason = (
        f"Riksnormen för {question.period.in_words} är inte läst i förordningen själv (kontrollerad mot:"
        f" {norm.checked_against}). {norm.remark}"
    )
    return Answer(findings=(SAY.note(reason.strip(), norm.reference),))


RULE = Rule(
    name=SAY.rule,
    asks="Är månadens riksnorm kontrollerad mot förordningen?",
    facts=(),
    does="Noterar vad tabellen är kontrollerad mot när den inte är läst i förordningen själv.",
    leaves="Handläggaren avgör om en äldre tabell behöver kontrolleras innan beslut.",
    laws=(Law.NORM,),
    numbers=("riksnorm",),
    answer=answer,
)
