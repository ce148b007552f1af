"""The hands in Almanda, the case-management system: its screens, and the one form the robot may send.

Knows the pages and their habits; must not know what the values mean.
The screens where something is decided or paid are not here, on purpose.
"""

from bots.almanda.calculations_page import CalculationLine, CalculationSheet, CalculationsPage
from bots.almanda.door import Door
from bots.almanda.draft_content import DraftContent, DraftTexts, GridLine, WarningLine
from bots.almanda.draft_form import DraftForm
from bots.almanda.draft_page import DraftPage, DraftSheet
from bots.almanda.drafts_page import DraftLine, DraftsPage
from bots.almanda.household_page import BegunLine, HouseholdPage, HouseholdSheet, MemberLine
from bots.almanda.overview_page import (
    DecisionLine,
    EarlierWarningLine,
    OverviewPage,
    OverviewSheet,
    PlanLine,
    RepaymentLine,
    StimulusLine,
)
from bots.almanda.search_page import SearchAnswer, SearchPage
from bots.almanda.start_page import StartPage

__all__ = [
    "BegunLine",
    "CalculationLine",
    "CalculationSheet",
    "CalculationsPage",
    "DecisionLine",
    "Door",
    "DraftContent",
    "DraftForm",
    "DraftLine",
    "DraftPage",
    "DraftSheet",
    "DraftTexts",
    "DraftsPage",
    "EarlierWarningLine",
    "GridLine",
    "HouseholdPage",
    "HouseholdSheet",
    "MemberLine",
    "OverviewPage",
    "OverviewSheet",
    "PlanLine",
    "RepaymentLine",
    "SearchAnswer",
    "SearchPage",
    "StartPage",
    "StimulusLine",
    "WarningLine",
]
