"""The main flow or the individual one: which way an application goes, by the conditions a municipality sets.

It changes neither the proposal nor the amount. What is not known never speaks for the main flow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flows.eligibility.assessment import Assessment, Proposal, Weight
from flows.eligibility.case import CaseFacts, History, Statement
from flows.eligibility.facts import Fact
from flows.eligibility.period import Period
from flows.eligibility.wording import counted

STATED_PLANS = ("WORK", "JOBSEEKING", "SICK_LEAVE", "SFI", "OTHER")
"""What an applicant may state of the month's plans, as the form's codes."""


class WhyIndividual(StrEnum):
    """Why an application goes the individual way; a follow-up counts by these."""

    NO_RULES = "kommunen har inte satt villkor för huvudflödet"
    UNREAD = "ansökan eller ärendets historik gick inte att läsa"
    QUESTION = "det finns en öppen fråga"
    PROPOSAL = "förslaget hör inte till huvudflödet"
    DEVIATIONS = "fler avvikelser än huvudflödet tillåter"
    LONG_SUPPORT = "hushållet har haft stöd längre än huvudflödet tillåter"
    SOCIAL_NEED = "ansökan eller planeringen tyder på ett socialt behov"
    PLAN = "planeringen är av ett annat slag än huvudflödets"


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialNeeds:
    """What tells of a social need: plans the applicant states, kinds of plan on file, forms of housing."""

    stated_plans: tuple[str, ...] = ()
    plan_kinds: tuple[str, ...] = ()
    housing_forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MainFlow:
    """A municipality's conditions; all must be met.

    `proposals` are those that may go the main flow, with `deviations_at_most` to take a stand on.
    `months_at_most` counts months in a row with försörjningsstöd before this one; None sets no limit.
    `plan_kinds` are the kinds of plan that hold for the main flow, and an empty list lets any do.
    """

    proposals: tuple[Proposal, ...]
    deviations_at_most: int
    months_at_most: int | None = None
    plan_kinds: tuple[str, ...] = ()
    social_needs: SocialNeeds = SocialNeeds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Which way, and why it is not the main flow; `months` are those with support, where they were read."""

    reasons: tuple[WhyIndividual, ...] = ()
    months: int = 0

    @property
    def is_main(self) -> bool:
        """Whether every condition is met."""
        return not self.reasons

    @property
    def is_told_apart(self) -> bool:
        """Whether the municipality tells the flows apart at all."""
        return WhyIndividual.NO_RULES not in self.reasons

    @property
    def told(self) -> tuple[str, ...]:
        """What the draft notes of it; nothing where the municipality tells no flows apart."""
        if not self.is_told_apart:
            return ()
        if self.is_main:
            return ("Ansökan går i huvudflödet. Den uppfyller alla villkor som kommunen har satt för det.",)
        reasons = "; ".join(self._in_words(one) for one in self.reasons)
        return (f"Ansökan går i det individuella flödet. Skäl: {reasons}.",)

    def _in_words(self, why: WhyIndividual) -> str:
        return (
            f"{why} ({counted(self.months, 'en månad', 'månader')})"
            if why is WhyIndividual.LONG_SUPPORT
            else why
        )


def track_of(assessment: Assessment, facts: CaseFacts, rules: MainFlow | None) -> Way:
    """The way of one assessed application; the same input gives the same answer for ever."""
    if rules is None:
        return Way(reasons=(WhyIndividual.NO_RULES,))
    if not isinstance(facts.statement, Fact) or not isinstance(facts.history, Fact):
        return Way(reasons=(WhyIndividual.UNREAD,))
    statement, history = facts.statement.value, facts.history.value
    months = _months_with_support(history, facts.period)
    reasons = (
        *_of_assessment(assessment, rules),
        *_of_household(rules, statement, history, period=facts.period),
    )
    if rules.months_at_most is not None and months > rules.months_at_most:
        reasons = (*reasons, WhyIndividual.LONG_SUPPORT)
    return Way(reasons=reasons, months=months)


def _of_assessment(assessment: Assessment, rules: MainFlow) -> Iterator[WhyIndividual]:
    if assessment.proposal is Proposal.UTREDNING:
        yield WhyIndividual.QUESTION
    elif assessment.proposal not in rules.proposals:
        yield WhyIndividual.PROPOSAL
    if len(assessment.weighing(Weight.DEVIATION)) > rules.deviations_at_most:
        yield WhyIndividual.DEVIATIONS


def _of_household(
    rules: MainFlow, statement: Statement, history: History, *, period: Period
) -> Iterator[WhyIndividual]:
    kinds = {one.kind for one in history.plans if one.valid_to is None or one.valid_to >= period.first_day}
    needs = rules.social_needs
    if (
        kinds.intersection(needs.plan_kinds)
        or set(statement.plans).intersection(needs.stated_plans)
        or statement.housing.form in needs.housing_forms
    ):
        yield WhyIndividual.SOCIAL_NEED
    if rules.plan_kinds and not kinds.intersection(rules.plan_kinds):
        yield WhyIndividual.PLAN


def _months_with_support(history: History, period: Period) -> int:
    """Months in a row before `period` for which försörjningsstöd was granted."""
    granted = {one.period for one in history.decisions if one.grants_support}
    months = 0
    while period.shifted(-months - 1) in granted:
        months += 1
    return months
