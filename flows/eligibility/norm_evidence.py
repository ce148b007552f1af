"""What a row of the norm rests on beside its table: who is counted, how old, and for how many days.

Children are told by their place (`Barn 1`, the eldest), never by name or birth date.
"""

from collections.abc import Iterator

from flows.eligibility import household
from flows.eligibility.answer import seen
from flows.eligibility.assessment import Evidence
from flows.eligibility.case import Member, Statement
from flows.eligibility.facts import Fact
from flows.eligibility.question import Question
from flows.eligibility.riksnorm import ChildBand

HOUSEHOLD = "Ärendesystemet, hushållet"


def of_adults(question: Question) -> Evidence:
    """How many adults the case has."""
    return _in_the_case(question, "Vuxna i hushållet", str(len(question.adults)))


def of_child(question: Question, child: Member, band: ChildBand) -> Iterator[Evidence]:
    """The child's age in the month, its days in the home where they are stated, and its lunches."""
    who = f"Barn {household.child_number(question.facts.members, child)}"
    yield _in_the_case(question, f"{who}, ålder i {question.period.in_words}", _age(question, child))
    stated = question.facts.statement
    if not isinstance(stated, Fact):
        return
    if child.days_in_home is not None:
        yield _in_the_application(stated, f"{who}, dagar i hemmet", str(child.days_in_home))
    if band.has_lunch_column:
        what = f"{who}, uppges äta lunch borta fem dagar i veckan"
        yield _in_the_application(stated, what, "ja" if child.lunch_away else "nej")


def of_persons(question: Question) -> Iterator[Evidence]:
    """How many share the household's costs, and how many live in the dwelling where the costs are shared."""
    left_out = len(question.facts.members) - question.heads
    what = "Personer i hushållet, utom barn en del av månaden" if left_out else "Personer i hushållet"
    yield _in_the_case(question, what, str(question.heads))
    stated = question.facts.statement
    if question.share and isinstance(stated, Fact):
        yield _in_the_application(stated, "Personer i bostaden", str(stated.value.housing.persons))


def _age(question: Question, child: Member) -> str:
    """The age, and the age that decides the band where the municipality changes band a month later."""
    turned, counts_as = household.age_in(child, question.period), question.band_age(child)
    return f"{turned} år" if turned == counts_as else f"{turned} år, räknas som {counts_as} år"


def _in_the_case(question: Question, what: str, value: str) -> Evidence:
    return seen(what, value, HOUSEHOLD, as_of=question.household_read_at)


def _in_the_application(stated: Fact[Statement], what: str, value: str) -> Evidence:
    return seen(what, value, stated.source, as_of=stated.fetched_at)
