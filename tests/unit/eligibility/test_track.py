"""The main flow and the individual one, told apart by the conditions that a municipality sets."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assessment import Proposal
from flows.eligibility.case import EarlierDecision, Plan
from flows.eligibility.track import MainFlow, SocialNeeds, Way, WhyIndividual, track_of
from tests.household_facts import NOVEMBER, PLAN, Case, cost, krona, missing

RULES = MainFlow(
    proposals=(Proposal.BIFALL, Proposal.DELAVSLAG),
    deviations_at_most=0,
    months_at_most=3,
    plan_kinds=("Arbetssökande",),
    social_needs=SocialNeeds(
        stated_plans=("SICK_LEAVE",), plan_kinds=("Rehabilitering",), housing_forms=("LODGER",)
    ),
)


def granted(months: int, *, gap_after: int = 99) -> tuple[EarlierDecision, ...]:
    """A decision for each of so many months before November, one of them left out."""
    periods = [NOVEMBER.shifted(-back) for back in range(1, months + 1) if back != gap_after]
    return tuple(
        EarlierDecision(period=one, kind="Bifall", amount=krona(5220), decided_on=date(2026, 1, 1))
        for one in periods
    )


def way(rules: MainFlow | None = RULES, **changes: Mapping[str, object]) -> Way:
    case = replace(Case(), **changes)  # type: ignore[arg-type]
    return track_of(case.assessed(), case.facts(), rules)


def plans(*kinds: str, until: date | None = None) -> tuple[Plan, ...]:
    return tuple(replace(PLAN, kind=kind, valid_to=until) for kind in kinds)


def test_an_application_that_meets_every_condition_goes_the_main_flow() -> None:
    assert way() == Way()
    assert way().is_main
    assert way().told == (
        "Ansökan går i huvudflödet. Den uppfyller alla villkor som kommunen har satt för det.",
    )


def test_a_municipality_without_conditions_has_no_main_flow_and_says_nothing_of_it() -> None:
    assert way(None).reasons == (WhyIndividual.NO_RULES,)
    assert not way(None).is_main
    assert way(None).told == ()


@pytest.mark.parametrize("unread", ["statement", "history"])
def test_what_was_not_read_never_speaks_for_the_main_flow(unread: str) -> None:
    assert way(other={unread: missing()}).reasons == (WhyIndividual.UNREAD,)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"statement": {"plans": ("SICK_LEAVE",)}}, WhyIndividual.SOCIAL_NEED),
        ({"housing": {"form": "LODGER"}}, WhyIndividual.SOCIAL_NEED),
        ({"history": {"plans": plans("Arbetssökande", "Rehabilitering")}}, WhyIndividual.SOCIAL_NEED),
        ({"history": {"plans": plans("Sfi")}}, WhyIndividual.PLAN),
        ({"history": {"decisions": granted(4)}}, WhyIndividual.LONG_SUPPORT),
    ],
    ids=["stated plan", "housing", "plan on file", "another plan", "long support"],
)
def test_each_condition_that_is_not_met_is_the_reason(
    changes: dict[str, Mapping[str, object]], why: WhyIndividual
) -> None:
    assert why in way(**changes).reasons


@pytest.mark.parametrize("months", [0, 3])
def test_as_many_months_as_allowed_are_no_reason(months: int) -> None:
    assert WhyIndividual.LONG_SUPPORT not in way(history={"decisions": granted(months)}).reasons


def test_only_months_in_a_row_count_and_the_draft_says_how_many() -> None:
    assert way(history={"decisions": granted(9, gap_after=3)}).months == 2
    long = way(replace(RULES, deviations_at_most=1), history={"decisions": granted(4)})
    assert long.told == (
        (
            "Ansökan går i det individuella flödet."
            " Skäl: hushållet har haft stöd längre än huvudflödet tillåter (fyra månader)."
        ),
    )


def test_without_a_limit_any_number_of_months_goes_the_main_flow() -> None:
    rules = replace(RULES, months_at_most=None)
    assert way(rules, history={"decisions": granted(12)}).is_main


def test_a_plan_that_has_ended_tells_of_nothing() -> None:
    ended = plans("Rehabilitering", until=date(2026, 10, 31))
    assert way(history={"plans": (*plans("Arbetssökande"), *ended)}).is_main


def test_an_open_question_goes_the_individual_way_whatever_the_municipality_says() -> None:
    rules = replace(RULES, proposals=tuple(Proposal), plan_kinds=())
    assert way(rules, history={"plans": ()}).reasons == (WhyIndividual.QUESTION,)


def test_a_proposal_and_a_deviation_that_are_not_the_main_flows_are_named_both() -> None:
    rules = replace(RULES, proposals=(Proposal.BIFALL,))
    cut = way(rules, costs=(cost("RENT", 20_000),))
    assert cut.reasons == (WhyIndividual.PROPOSAL, WhyIndividual.DEVIATIONS)
    assert way(replace(RULES, deviations_at_most=9), costs=(cost("RENT", 20_000),)).is_main
