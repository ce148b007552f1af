"""What the applicant writes in own words, or sends along: the robot does not read it, a person does."""

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import counted

SAY = Speaker("meddelande")


def answer(question: Question) -> Answer:
    """A deviation for a message, one for attachments."""
    statement, findings = question.statement, []
    law = question.law(Law.INVESTIGATION)
    if statement and statement.message.strip():
        reason = "Läs meddelandet: den sökande har skrivit ett i ansökan."
        findings.append(
            SAY.deviation(reason, law, warns=WarningKind.MESSAGE_PRESENT, about="ansökan/meddelande")
        )
    if statement and statement.attachments:
        attached = counted(statement.attachments, "en bilaga", "bilagor")
        reason = f"Läs bilagorna: ansökan har {attached}."
        findings.append(
            SAY.deviation(reason, law, warns=WarningKind.ATTACHMENTS_PRESENT, about="ansökan/bilagor")
        )
    return Answer(findings=tuple(findings))


RULE = Rule(
    name=SAY.rule,
    asks="Har den sökande skrivit eller bifogat något?",
    facts=("ansökan: meddelande och bilagor",),
    does="Säger att det finns något att läsa. Roboten läser det inte.",
    leaves="Alltid: handläggaren läser.",
    laws=(Law.INVESTIGATION,),
    warns=(WarningKind.MESSAGE_PRESENT, WarningKind.ATTACHMENTS_PRESENT),
    answer=answer,
)
