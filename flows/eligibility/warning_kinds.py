"""What a warning is about: the catalogue that a case system and a follow-up can count by.

The names follow the warning types of the Swedish municipal systems the project has read; the values are
what a caseworker reads. Those marked *own* have no counterpart there.
"""

from enum import StrEnum


class WarningKind(StrEnum):
    """One kind of warning; with what it is about (`Finding.about`) it is the same from month to month."""

    SOURCE_UNREAD = "underlag som inte gick att läsa"  # own
    TABLE_MISSING = "tabell som saknas"  # own
    SSBTEK_READ_FAILED = "myndighet som inte har svarat"
    MISSING_SSBTEK = "uppgiven ersättning som ingen myndighet visar"
    UNHANDLED_INCOME = "inkomst utan regel"
    NEW_INCOME = "ny inkomst"
    INCOME_CHANGE = "ändrad inkomst"
    INCOME_DROPPED = "inkomst som har upphört"
    INCOME_DUPLICATED = "samma inkomst två gånger"
    INCOME_MISSING_PREVIOUS_PERIOD = "ersättning som inte betalades i inkomstmånaden"
    INCOME_MISSING_VS_PREVIOUS_CALCULATION = "inkomst som fanns i förra beräkningen"
    INCOME_TRANSFERRED_LATE = "inkomst som avser en annan månad"
    INCOME_STATED_OTHERWISE = "uppgivet och visat belopp skiljer sig"  # own
    INCOME_REVIEW = "inkomst att bedöma"  # own
    INCOME_IMPLAUSIBLE = "ersättning som avviker från lagens belopp"  # own
    CHILD_INCOME = "barns egen inkomst"  # own
    SALARY_JOB_STIMULUS = "jobbstimulans"
    SURPLUS_CARRIED = "överskott från tidigare månad"  # own
    PARENTAL_BENEFIT_PERIOD_CHECK = "föräldrapenningens dagar"
    PENDING_BENEFIT = "ersättning som inte är avgjord"
    PREVIOUS_DECISION_ADVANCE_ON_BENEFIT = "tidigare beslut om förskott på förmån"
    RECOVERY_CLAIM = "krav på återbetalning"
    NEW_EXPENSE = "ny kostnad"
    EXPENSE_CHANGE = "ändrad kostnad"  # own
    EXPENSE_REVIEW = "kostnad att bedöma"
    EXPENSE_CAPPED = "kostnad över kommunens högsta belopp"
    EXPENSE_PARTIALLY_REJECTED = "kostnad som kommunen inte godtar"
    HOUSING_COST_CHANGE = "ändrad boendekostnad"
    HOUSING_REVIEW = "boende att bedöma"  # own
    NORM_MISMATCH = "annan norm än riksnorm"
    NORM_CHANGE = "ändrad norm"  # own
    NEW_PERSON = "ny person i hushållet"
    HOUSEHOLD_CHANGE = "ändrat hushåll"
    FAMILY_DIFFERS = "hushållet går inte att lägga norm för"
    CHILD_NOT_FULL_TIME = "barn som bor i hemmet en del av tiden"
    CHILDREN_RESIDENCE_CHANGED = "barnens boende har ändrats"
    ADDRESS_DIFFERS = "annan adress i folkbokföringen"  # own
    NEW_ASSETS = "tillgångar"
    PLANNING_REVIEW = "planering att bedöma"
    ACTIVITY_REQUIREMENT = "aktivitetskrav"  # own
    ATTACHMENTS_PRESENT = "bilagor att läsa"
    MESSAGE_PRESENT = "meddelande att läsa"  # own
