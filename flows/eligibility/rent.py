"""A rent on its way to a row, and the words for a household that no table of caps reaches."""

from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.assessment import Evidence
from flows.eligibility.household import Share
from flows.eligibility.housing_caps import CapKey, CapTable
from flows.eligibility.question import Question
from flows.eligibility.wording import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Rent:
    """The rent applied for, the household's part of it, the cap, and where they come from."""

    applied: Decimal
    share: Share | None
    own: Decimal
    cap: Decimal
    evidence: tuple[Evidence, ...]


def no_cap(question: Question, table: CapTable | None) -> str:
    """Why there is no cap for the household, in plain Swedish."""
    home = question.cap_household
    if table is None:
        return f"Kommunen har ingen tabell över högsta boendekostnad för {question.period.in_words}."
    if table.key is CapKey.ROOMS and home.rooms is None:
        return "Kommunens högsta boendekostnad beror på antalet rum, och det framgår inte av ansökan."
    if table.key is CapKey.ROOMS:
        return f"Kommunen har ingen högsta boendekostnad för {counted(home.rooms or 0, 'ett rum', 'rum')}."
    if table.key is CapKey.HOUSEHOLD_TYPE:
        adults = counted(home.adults, "en vuxen", "vuxna")
        children = f"och {counted(home.children, 'ett barn', 'barn')}" if home.children else "utan barn"
        return f"Kommunen har ingen högsta boendekostnad för {adults} {children}."
    return f"Kommunen har ingen högsta boendekostnad för {counted(home.persons, 'en person', 'personer')}."
