"""Riksnormen's shared household costs by household size (socialtjänstförordningen 12 kap. 2–3 §§)."""

from flows.eligibility.answer import Answer, Rule, seen
from flows.eligibility.assessment import Row, Section
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.wording import kronor


def answer(question: Question) -> Answer:
    """One row; none for a household without members."""
    heads = question.heads
    if heads < 1:
        return Answer()
    norm = question.norm
    amount = norm.value.shared_costs(heads)
    label = "1 person" if heads == 1 else f"{heads} personer"
    row = Row(
        section=Section.SHARED,
        label=label,
        amount=amount,
        note=_steps_over_seven(question, heads),
        reference=norm.reference,
        evidence=(seen(f"Gemensamma kostnader, {label}", kronor(amount), norm.reference, norm.starts),),
    )
    return Answer(rows=(row,))


def _steps_over_seven(question: Question, heads: int) -> str:
    table = question.norm.value
    extra = heads - len(table.shared)
    return f"7 personer och {extra} till, {kronor(table.each_over_seven)} var" if extra > 0 else ""


RULE = Rule(
    name="riksnorm, gemensamma kostnader",
    asks="Hur stora är hushållets gemensamma kostnader enligt riksnormen?",
    facts=("ärendesystemet: hushållet", "ansökan: antal boende"),
    does=(
        "Tar beloppet för hushållets storlek. Över sju personer läggs skillnaden mellan sex och sju till "
        "för var och en."
    ),
    leaves="När det inte framgår hur många som delar kostnaderna.",
    laws=(Law.NORM,),
    numbers=("riksnorm",),
    settings=("part_time_child_is_a_head",),
    answer=answer,
)
