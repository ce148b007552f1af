"""What to talk with the applicant about before a refusal: which incomes cover the month, and when to talk.

The draft never has a text for the refusal itself: that needs a person's words.
"""

from flows.eligibility.assessment import Assessment, Calculation, Proposal, Section
from flows.eligibility.municipality import MunicipalityRules
from flows.eligibility.period import Period
from flows.eligibility.wording import kronor


def talk(assessment: Assessment, period: Period, rules: MunicipalityRules) -> str:
    """The sentences; blank unless a refusal is proposed. `period` is the month applied for."""
    calculation = assessment.calculation
    if assessment.proposal is not Proposal.AVSLAG or calculation is None:
        return ""
    return rules.phrases.talk_before_refusal.format(
        period=period.in_words,
        inkomstmanad=rules.income_month_of(period).in_words,
        inkomster=_what_covers(calculation),
    )


def _what_covers(calculation: Calculation) -> str:
    """The incomes that cover norm and costs, in sentences: without any there is a deficit."""
    incomes = [row for row in calculation.rows if row.section is Section.INCOME]
    named = ", ".join(f"{row.label} {kronor(row.amount)}" for row in incomes)
    together = calculation.total(Section.INCOME)
    needed = together - calculation.result
    total = f" Tillsammans är det {kronor(together)}." if len(incomes) > 1 else ""
    return f"Det här räknas: {named}.{total} Norm och kostnader är {kronor(needed)}."
