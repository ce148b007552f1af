"""The legal questions that the rules refer to; the paragraphs are dated parameters (`lagrum.yaml`)."""

from enum import StrEnum


class Law(StrEnum):
    """One legal question; which paragraph answers it depends on the month."""

    NORM = "norm"
    HIGHER_NORM = "higher_norm"
    SHARED_HOUSEHOLD = "shared_household"
    ADULT_CHILD = "adult_child"
    RIGHT = "right"
    AT_DISPOSAL = "at_disposal"
    ACTIVITY_REQUIREMENT = "activity_requirement"
    DOCTORS_CERTIFICATE = "doctors_certificate"
    SUPPORT_POSTS = "support_posts"
    LEISURE_CARD = "leisure_card"
    OTHER_LIVING_COSTS = "other_living_costs"
    JOB_STIMULUS = "job_stimulus"
    CHILD_INCOME = "child_income"
    HOUSEHOLD = "household"
    INCOMES = "incomes"
    SURPLUS = "surplus"
    ADVANCE_ON_BENEFIT = "advance_on_benefit"
    REPAYMENT = "repayment"
    REPAYMENT_LIMIT = "repayment_limit"
    INVESTIGATION = "investigation"
