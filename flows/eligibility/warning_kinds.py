"""What a warning is about: the catalogue that a case system and a follow-up can count by.

The names follow the warning types of the Swedish municipal systems the project has read; the labels are
what a caseworker reads. Those marked *own* have no counterpart there.
"""

from collections.abc import Mapping
from enum import StrEnum


class WarningKind(StrEnum):
    """One kind of warning; with what it is about (`Finding.about`) it is the same from month to month."""

    SOURCE_UNREAD = "SOURCE_UNREAD"  # own
    TABLE_MISSING = "TABLE_MISSING"  # own
    SSBTEK_READ_FAILED = "SSBTEK_READ_FAILED"
    MISSING_SSBTEK = "MISSING_SSBTEK"
    UNHANDLED_INCOME = "UNHANDLED_INCOME"
    NEW_INCOME = "NEW_INCOME"
    INCOME_CHANGE = "INCOME_CHANGE"
    INCOME_DROPPED = "INCOME_DROPPED"
    INCOME_DUPLICATED = "INCOME_DUPLICATED"
    INCOME_MISSING_PREVIOUS_PERIOD = "INCOME_MISSING_PREVIOUS_PERIOD"
    INCOME_MISSING_VS_PREVIOUS_CALCULATION = "INCOME_MISSING_VS_PREVIOUS_CALCULATION"
    INCOME_TRANSFERRED_LATE = "INCOME_TRANSFERRED_LATE"
    INCOME_STATED_OTHERWISE = "INCOME_STATED_OTHERWISE"  # own
    INCOME_REVIEW = "INCOME_REVIEW"  # own
    INCOME_IMPLAUSIBLE = "INCOME_IMPLAUSIBLE"  # own
    CHILD_INCOME = "CHILD_INCOME"  # own
    SALARY_JOB_STIMULUS = "SALARY_JOB_STIMULUS"
    SURPLUS_CARRIED = "SURPLUS_CARRIED"  # own
    PARENTAL_BENEFIT_PERIOD_CHECK = "PARENTAL_BENEFIT_PERIOD_CHECK"
    PENDING_BENEFIT = "PENDING_BENEFIT"
    PREVIOUS_DECISION_ADVANCE_ON_BENEFIT = "PREVIOUS_DECISION_ADVANCE_ON_BENEFIT"
    RECOVERY_CLAIM = "RECOVERY_CLAIM"
    NEW_EXPENSE = "NEW_EXPENSE"
    EXPENSE_CHANGE = "EXPENSE_CHANGE"  # own
    EXPENSE_REVIEW = "EXPENSE_REVIEW"
    EXPENSE_CAPPED = "EXPENSE_CAPPED"
    EXPENSE_PARTIALLY_REJECTED = "EXPENSE_PARTIALLY_REJECTED"
    HOUSING_COST_CHANGE = "HOUSING_COST_CHANGE"
    HOUSING_REVIEW = "HOUSING_REVIEW"  # own
    NORM_MISMATCH = "NORM_MISMATCH"
    NORM_CHANGE = "NORM_CHANGE"  # own
    NEW_PERSON = "NEW_PERSON"
    HOUSEHOLD_CHANGE = "HOUSEHOLD_CHANGE"
    FAMILY_DIFFERS = "FAMILY_DIFFERS"
    CHILD_NOT_FULL_TIME = "CHILD_NOT_FULL_TIME"
    CHILDREN_RESIDENCE_CHANGED = "CHILDREN_RESIDENCE_CHANGED"
    ADDRESS_DIFFERS = "ADDRESS_DIFFERS"  # own
    NEW_ASSETS = "NEW_ASSETS"
    PLANNING_REVIEW = "PLANNING_REVIEW"
    ACTIVITY_REQUIREMENT = "ACTIVITY_REQUIREMENT"  # own
    ATTACHMENTS_PRESENT = "ATTACHMENTS_PRESENT"
    MESSAGE_PRESENT = "MESSAGE_PRESENT"  # own

    @property
    def label(self) -> str:
        """The kind in plain Swedish; what is stored is the name, so that words may change."""
        return LABELS[self]


OF_THE_MONTH = frozenset(
    {
        WarningKind.NEW_INCOME,
        WarningKind.INCOME_CHANGE,
        WarningKind.INCOME_DROPPED,
        WarningKind.INCOME_DUPLICATED,
        WarningKind.INCOME_MISSING_PREVIOUS_PERIOD,
        WarningKind.INCOME_MISSING_VS_PREVIOUS_CALCULATION,
        WarningKind.INCOME_TRANSFERRED_LATE,
        WarningKind.SURPLUS_CARRIED,
        WarningKind.NEW_EXPENSE,
        WarningKind.EXPENSE_CHANGE,
        WarningKind.HOUSING_COST_CHANGE,
        WarningKind.NORM_CHANGE,
        WarningKind.NEW_PERSON,
        WarningKind.HOUSEHOLD_CHANGE,
        WarningKind.CHILDREN_RESIDENCE_CHANGED,
        WarningKind.ATTACHMENTS_PRESENT,
        WarningKind.MESSAGE_PRESENT,
    }
)
"""What has happened in one month: closed for that month only, for next month's is another."""
TO_READ = frozenset({WarningKind.ATTACHMENTS_PRESENT, WarningKind.MESSAGE_PRESENT})
"""What asks a person to read something, and says nothing of what is in it."""

LABELS: Mapping[WarningKind, str] = {
    WarningKind.SOURCE_UNREAD: "underlag som inte gick att läsa",
    WarningKind.TABLE_MISSING: "tabell som saknas",
    WarningKind.SSBTEK_READ_FAILED: "myndighet som inte har svarat",
    WarningKind.MISSING_SSBTEK: "uppgiven ersättning som ingen myndighet visar",
    WarningKind.UNHANDLED_INCOME: "inkomst utan regel",
    WarningKind.NEW_INCOME: "ny inkomst",
    WarningKind.INCOME_CHANGE: "ändrad inkomst",
    WarningKind.INCOME_DROPPED: "inkomst som har upphört",
    WarningKind.INCOME_DUPLICATED: "samma inkomst två gånger",
    WarningKind.INCOME_MISSING_PREVIOUS_PERIOD: "ersättning som inte betalades i inkomstmånaden",
    WarningKind.INCOME_MISSING_VS_PREVIOUS_CALCULATION: "inkomst som fanns i förra beräkningen",
    WarningKind.INCOME_TRANSFERRED_LATE: "inkomst som avser en annan månad",
    WarningKind.INCOME_STATED_OTHERWISE: "uppgivet och visat belopp skiljer sig",
    WarningKind.INCOME_REVIEW: "inkomst att bedöma",
    WarningKind.INCOME_IMPLAUSIBLE: "ersättning som avviker från lagens belopp",
    WarningKind.CHILD_INCOME: "barns egen inkomst",
    WarningKind.SALARY_JOB_STIMULUS: "jobbstimulans",
    WarningKind.SURPLUS_CARRIED: "överskott från tidigare månad",
    WarningKind.PARENTAL_BENEFIT_PERIOD_CHECK: "föräldrapenningens dagar",
    WarningKind.PENDING_BENEFIT: "ersättning som inte är avgjord",
    WarningKind.PREVIOUS_DECISION_ADVANCE_ON_BENEFIT: "tidigare beslut om förskott på förmån",
    WarningKind.RECOVERY_CLAIM: "krav på återbetalning",
    WarningKind.NEW_EXPENSE: "ny kostnad",
    WarningKind.EXPENSE_CHANGE: "ändrad kostnad",
    WarningKind.EXPENSE_REVIEW: "kostnad att bedöma",
    WarningKind.EXPENSE_CAPPED: "kostnad över kommunens högsta belopp",
    WarningKind.EXPENSE_PARTIALLY_REJECTED: "kostnad som kommunen inte godtar",
    WarningKind.HOUSING_COST_CHANGE: "ändrad boendekostnad",
    WarningKind.HOUSING_REVIEW: "boende att bedöma",
    WarningKind.NORM_MISMATCH: "annan norm än riksnorm",
    WarningKind.NORM_CHANGE: "ändrad norm",
    WarningKind.NEW_PERSON: "ny person i hushållet",
    WarningKind.HOUSEHOLD_CHANGE: "ändrat hushåll",
    WarningKind.FAMILY_DIFFERS: "hushåll som normen inte kan läggas för",
    WarningKind.CHILD_NOT_FULL_TIME: "barn som bor i hemmet en del av tiden",
    WarningKind.CHILDREN_RESIDENCE_CHANGED: "barnens boende har ändrats",
    WarningKind.ADDRESS_DIFFERS: "annan adress i folkbokföringen",
    WarningKind.NEW_ASSETS: "tillgångar",
    WarningKind.PLANNING_REVIEW: "planering att bedöma",
    WarningKind.ACTIVITY_REQUIREMENT: "aktivitetskrav",
    WarningKind.ATTACHMENTS_PRESENT: "bilagor att läsa",
    WarningKind.MESSAGE_PRESENT: "meddelande att läsa",
}
