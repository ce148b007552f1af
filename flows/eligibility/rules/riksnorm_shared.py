"""Riksnormen's shared household costs by household size (socialtjänstförordningen 12 kap. 2–3 §§).

Where others live in the dwelling of an adult who is not sambo, the household bears its part: the cost of
everybody, by heads.
"""

from flows.eligibility import norm_evidence
from flows.eligibility.answer import Answer, Rule, seen
from flows.eligibility.assessment import Row, Section
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.wording import kronor


def answer(question: Question) -> Answer:
    """One row; none for a household without members."""
    share = question.share
    persons = share.everybody if share else question.heads
    if persons < 1:
        return Answer()
    norm = question.norm
    whole = norm.value.shared_costs(persons)
    label = "1 person" if persons == 1 else f"{persons} personer"
    row = Row(
        section=Section.SHARED,
        label=f"{label}, hushållets del {share.heads} av {share.everybody}" if share else label,
        amount=question.rules.row_amount(share.of(whole)) if share else whole,
        note=_steps_over_seven(question, persons),
        formula=share.formula(whole) if share else _sum_over_seven(question, persons),
        reference=norm.reference,
        evidence=(
            *norm_evidence.of_persons(question),
            seen(f"Gemensamma kostnader, {label}", kronor(whole), norm.reference, as_of=norm.starts),
        ),
    )
    return Answer(rows=(row,))


def _steps_over_seven(question: Question, persons: int) -> str:
    table = question.norm.value
    extra = persons - len(table.shared)
    return f"7 personer och {extra} till, {kronor(table.each_over_seven)} var" if extra > 0 else ""


def _sum_over_seven(question: Question, persons: int) -> str:
    table = question.norm.value
    extra = persons - len(table.shared)
    times = "" if extra == 1 else f" × {extra}"
    return f"{kronor(table.shared[-1])} + {kronor(table.each_over_seven)}{times}" if extra > 0 else ""


RULE = Rule(
    name="riksnorm, gemensamma kostnader",
    asks="Hur stora är hushållets gemensamma kostnader enligt riksnormen?",
    facts=("ärendesystemet: hushållet", "ansökan: antal boende"),
    does=(
        "Tar beloppet för hushållets storlek. Över sju personer läggs skillnaden mellan sex och sju till "
        "för var och en. När andra bor i samma bostad och den vuxna inte är sambo räknas hushållets del av "
        "beloppet för alla som bor där, om kommunen har valt det. För ett par delas det bara om kommunen "
        "har valt det också."
    ),
    leaves="När det inte framgår hur många som delar kostnaderna.",
    laws=(Law.NORM,),
    numbers=("riksnorm",),
    settings=("part_time_child_is_a_head", "others_in_dwelling", "rounding_point"),
    answer=answer,
)
