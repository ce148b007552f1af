"""A municipality without opinions of its own: no caps but those an example states, shares per head.

Every other choice is the one that asks least, so that what an example leaves unsaid decides nothing.
"""

from dataclasses import fields
from decimal import Decimal

from flows.eligibility.housing_caps import CapKey, CapLine, CapTable
from flows.eligibility.municipality import (
    ChildIncomeMeasure,
    CostCap,
    CostRule,
    HousingRule,
    IncomeMonth,
    MunicipalityRules,
    OthersInDwelling,
    Rounding,
    Silence,
    StimulusMonth,
    SupportEvidence,
    Treatment,
)
from flows.eligibility.phrases import Phrases
from flows.worked_examples.premises import Cost, Premises

NO_DRAFT = Phrases(**{field.name: "" for field in fields(Phrases)})
"""Nothing is drafted from an example."""
FREE_FORM = "RENTAL"
BY_PERSON = "Beloppet är en persons beslut, enligt exemplet."
BY_CAP = "Kostnaden är högre än det högsta belopp som exemplet anger."


def neutral_rules(premises: Premises) -> MunicipalityRules:
    """The rules of a municipality that fits the example's premises."""
    others = [cost for cost in premises.costs if not cost.is_rent]
    return MunicipalityRules(
        housing=_housing(premises),
        others_in_dwelling=OthersInDwelling.SHARE_ALL,
        rent_share_of_others=premises.settings.rent_share,
        norm_names=("Riksnorm",),
        costs=tuple(_cost(premises, number, cost) for number, cost in enumerate(others)),
        local_incomes=dict(premises.local_incomes),
        age_band_switch=premises.settings.age_band_switch,
        day_formula=premises.settings.day_formula,
        full_month_days=30,
        part_time_child_is_a_head=premises.settings.part_time_child_is_a_head,
        rounding=Rounding.HALF_UP,
        rounding_point=premises.settings.rounding_point,
        income_month=IncomeMonth.PREVIOUS,
        child_income_measure=ChildIncomeMeasure.NET,
        parental_benefit_days=7,
        change_percent=Decimal(12),
        surplus_carry_over_months=1,
        surplus_carry_over_reason="",
        job_stimulus_evidence=SupportEvidence.RECORDED_ONLY,
        job_stimulus_month=StimulusMonth.INCOME_MONTH,
        silence=dict.fromkeys(("FK", "PM", "CSN", "SO", "SKV", "AF"), Silence.WAITS),
        silence_patience_nights=0,
        claim_patience_days=0,
        finished_claim_statuses=(),
        active_plan_statuses=("Aktiv",),
        sick_leave_plan_kinds=(),
        plan_required_below_age=67,
        capital_income_question_from=Decimal(500),
        asset_names={},
        sample_share=Decimal(0),
        phrases=NO_DRAFT,
    )


def cost_kind(number: int) -> str:
    """The code of the example's cost number `number`, rent left out."""
    return f"COST-{number}"


def _housing(premises: Premises) -> HousingRule:
    rents = [cost for cost in premises.costs if cost.is_rent]
    by_person = any(cost.by_person for cost in rents)
    return HousingRule(
        caps=premises.cap_tables or (_only_the_stated_cap(premises, rents),),
        label="Boendekostnad",
        also_called=(),
        reason=BY_PERSON if by_person else BY_CAP,
        plain_forms=(FREE_FORM,),
        own_rent_forms=(),
        forms={},
        reasonable_time_months=0,
        accept_during_notice=False,
    )


def _only_the_stated_cap(premises: Premises, rents: list[Cost]) -> CapTable:
    highest = sum((one.applied if one.highest is None else one.highest for one in rents), Decimal(0))
    return CapTable(
        key=CapKey.HOUSEHOLD_SIZE,
        starts=premises.period.first_day,
        ends=premises.period.last_day,
        source="exemplet",
        lines=(CapLine(amount=highest, persons=1, or_more=True),),
    )


def _cost(premises: Premises, number: int, cost: Cost) -> CostRule:
    caps = () if not cost.highest else (_cap(premises, cost.highest),)
    treatment = Treatment.CAPPED if caps else Treatment.NOT_GRANTED
    return CostRule(
        kind=cost_kind(number),
        label=cost.label,
        section=cost.section,
        treatment=Treatment.ACTUAL if cost.highest is None else treatment,
        reason=BY_PERSON if cost.by_person else BY_CAP,
        caps=caps,
    )


def _cap(premises: Premises, highest: Decimal) -> CostCap:
    return CostCap(
        amount=highest, starts=premises.period.first_day, ends=premises.period.last_day, source="exemplet"
    )
