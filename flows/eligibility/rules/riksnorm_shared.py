"""Riksnormen's shared household costs by household size (socialtjänstförordningen 12 kap. 2–3 §§)."""

from flows.eligibility.answer import Answer, seen
from flows.eligibility.assessment import Row, Section
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
