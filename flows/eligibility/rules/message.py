"""What the applicant writes in own words, or sends along: the robot does not read it, a person does.

What is said is another with each completion: one that a person has read and closed is not what came after.
"""

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.case import Statement
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
        reason = f"Läs meddelandet: den sökande har skrivit ett i ansökan{_completed(', som', statement)}."
        findings.append(
            SAY.deviation(reason, law, warns=WarningKind.MESSAGE_PRESENT, about="ansökan/meddelande")
        )
    if statement and statement.attachments:
        attached = counted(statement.attachments, "en bilaga", "bilagor")
        reason = f"Läs bilagorna: ansökan har {attached}{_completed(' och', statement)}."
        findings.append(
            SAY.deviation(reason, law, warns=WarningKind.ATTACHMENTS_PRESENT, about="ansökan/bilagor")
        )
    return Answer(findings=tuple(findings))


def _completed(joined_by: str, statement: Statement) -> str:
    """How many times it has been completed, in words; blank while it stands as it was sent in."""
    if not statement.completions:
        return ""
    return f"{joined_by} är kompletterad {counted(statement.completions, 'en gång', 'gånger')}"


RULE = Rule(
    name=SAY.rule,
    asks="Har den sökande skrivit eller bifogat något?",
    facts=("ansökan: meddelande och bilagor",),
    does="Säger att det finns något att läsa, på nytt för varje komplettering. Roboten läser det inte.",
    leaves="Alltid: handläggaren läser.",
    laws=(Law.INVESTIGATION,),
    warns=(WarningKind.MESSAGE_PRESENT, WarningKind.ATTACHMENTS_PRESENT),
    answer=answer,
)
