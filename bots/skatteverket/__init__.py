"""The hands at Skatteverket's service for authorities and municipalities.

Knows its screens: two-step login, the look-up form, folkbokföring, the collected view of incomes.
It must not know what the values mean, nor why somebody is looked up.
"""

from bots.skatteverket.door import Door
from bots.skatteverket.income_page import CapitalLine, IncomePage, IncomeSheet, MonthLine, PayoutLine
from bots.skatteverket.lookup_form import LookupForm, Query
from bots.skatteverket.population_page import PopulationPage, PopulationSheet, RelationLine

__all__ = [
    "CapitalLine",
    "Door",
    "IncomePage",
    "IncomeSheet",
    "LookupForm",
    "MonthLine",
    "PayoutLine",
    "PopulationPage",
    "PopulationSheet",
    "Query",
    "RelationLine",
]
