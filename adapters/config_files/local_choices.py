"""What a municipality's file must say, and what no municipality may choose, each told where it stands."""

from datetime import date

from adapters.config_files.caps_model import cap_table, left_out
from adapters.config_files.local_caps import check_dates
from adapters.config_files.rules_model import CostModel, RulesModel
from adapters.config_files.yaml_file import YamlFile
from flows.eligibility.assessment import Section
from flows.eligibility.municipality import AGENCIES_THAT_PAY_NOTHING, Silence, Treatment
from flows.eligibility.register.settings import AGENCIES

POSTS_OF_THE_LAW = frozenset(
    {"ELECTRICITY", "HOME_INSURANCE", "UNION_FEE", "UNEMPLOYMENT_FUND", "TRAVEL_APPROVED"}
)
"""The costs that försörjningsstöd covers beside the rent (SoL 12 kap. 7 §): broadband is not one of them."""


def check_choices(file: YamlFile, rules: RulesModel, today: date | None) -> None:
    """Raises ConfigTrouble for the first choice that is missing or not the municipality's to make."""
    _check_housing(file, rules, today)
    for number, cost in enumerate(rules.costs):
        check_dates(file, ("rules", "costs", number, "caps"), cost.caps, today=today if cost.caps else None)
        if cost.kind in POSTS_OF_THE_LAW:
            _check_post_of_the_law(file, number, cost)
    _check_silence(file, rules)


def _check_housing(file: YamlFile, rules: RulesModel, today: date | None) -> None:
    place = ("rules", "housing", "caps")
    for number, model in enumerate(rules.housing.caps):
        household = left_out(cap_table(model))
        if household:
            raise file.trouble(
                (*place, number, "lines"), f"no line fits {household}, though others do: write that line too"
            )
    check_dates(file, place, rules.housing.caps, today=today)


def _check_post_of_the_law(file: YamlFile, number: int, cost: CostModel) -> None:
    place = ("rules", "costs", number)
    named = f"{cost.kind} belongs to försörjningsstöd (12 kap. 7 § socialtjänstlagen)"
    if cost.treatment is Treatment.NOT_GRANTED:
        advice = f"{named} and cannot be refused as a whole: write actual, capped or by_person"
        raise file.trouble((*place, "treatment"), advice)
    if cost.section is not Section.COST:
        raise file.trouble((*place, "section"), f"{named}: write section: {Section.COST}")


def _check_silence(file: YamlFile, rules: RulesModel) -> None:
    place = ("rules", "silence")
    for agency, silence in rules.silence.items():
        if agency not in AGENCIES:
            advice = f"there is no agency {agency}: write {', '.join(AGENCIES)}, each once"
            raise file.trouble((*place, agency), advice)
        if silence is Silence.NOTED and agency not in AGENCIES_THAT_PAY_NOTHING:
            advice = f"{agency} pays, so its silence may hide an income: write waits"
            raise file.trouble((*place, agency), advice)
    missing = [agency for agency in AGENCIES if agency not in rules.silence]
    if missing:
        advice = (
            f"what is done when {', '.join(missing)} do not answer is missing: write `{missing[0]}: waits`"
        )
        raise file.trouble(place, advice)
