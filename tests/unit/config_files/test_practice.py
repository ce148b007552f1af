"""How a municipality works is a setting: what each of the real ones says, and what is refused."""

from pathlib import Path
from typing import get_args

import pytest

from adapters.config_files import known_municipalities, load_municipality
from adapters.config_files.practice_model import StatedPlan
from adapters.config_files.yaml_file import read_yaml
from adapters.eplatform.form_words import ACTIVITIES
from flows.follow_up.choices import choices_of
from flows.practice import Highlight, Weekday
from tests.household_facts import CONFIG
from tests.unit.config_files.spoilt import said_of, spoil

EXEMPELSTAD = "municipalities/exempelstad.yaml"
REAL = [slug for slug in known_municipalities(CONFIG) if slug != "exempelstad"]


def test_the_four_municipalities_have_a_profile_each() -> None:
    assert REAL == ["kungalv", "kungsbacka", "strangnas", "trelleborg"]


def test_trelleborg_tells_flows_apart_answers_in_a_day_and_caps_by_the_dwelling() -> None:
    ours = load_municipality(CONFIG, "trelleborg")
    assert (ours.code, ours.practice.answer_target_days) == ("1287", 1)
    assert ours.practice.main_flow is not None
    assert [line.standard for line in ours.rules.housing.caps[-1].lines][:2] == [
        "1 rum och kök, 40 m²",
        "2 rum och kök, 60 m²",
    ]


def test_kungsbacka_has_a_last_day_a_payday_samples_and_looks_for_social_needs() -> None:
    ours = load_municipality(CONFIG, "kungsbacka")
    assert (ours.code, ours.practice.apply_by, ours.payday) == ("1384", 20, 27)
    assert ours.rules.sample_share > 0
    assert ours.practice.follow_up.highlights == (Highlight.SOCIAL_NEEDS, Highlight.SAMPLES)


def test_kungalv_prepares_the_payment_row_and_no_other_does() -> None:
    preparing = {slug for slug in REAL if load_municipality(CONFIG, slug).practice.prepares_payment}
    assert preparing == {"kungalv"}


def test_strangnas_counts_children_for_its_tuesday_and_names_one_contact() -> None:
    ours = load_municipality(CONFIG, "strangnas")
    assert ours.practice.follow_up.meeting is Weekday.TUESDAY
    assert ours.practice.follow_up.highlights == (Highlight.CHILDREN, Highlight.CONSISTENCY)
    assert "kontaktperson" in ours.rules.phrases.contact
    assert choices_of(ours).meeting == 1
    trelleborg, exempelstad = (load_municipality(CONFIG, one) for one in ("trelleborg", "exempelstad"))
    assert [choices_of(one).answer_target_days for one in (trelleborg, exempelstad)] == [1, 5]


@pytest.mark.parametrize("slug", REAL)
def test_what_is_known_of_a_real_municipality_has_a_source_and_every_amount_says_that_it_is_an_example(
    slug: str,
) -> None:
    known = load_municipality(CONFIG, slug).practice.publicly_known
    assert known
    assert all(one.what.endswith(".") for one in known)
    text = (CONFIG / "municipalities" / f"{slug}.yaml").read_text("utf-8")
    unmarked = [
        line
        for line in text.splitlines()
        if "amount:" in line and "source:" in line and "(exempel)" not in line
    ]
    assert unmarked == []
    tables = load_municipality(CONFIG, slug).rules.housing.caps
    places = [f"rules.housing.caps.{number}" for number in range(len(tables))]
    told = {one.setting for one in known}
    assert all(
        place in told or "(exempel)" in table.source for place, table in zip(places, tables, strict=True)
    )


@pytest.mark.parametrize("slug", REAL)
def test_no_real_municipality_has_an_address_that_could_be_one(slug: str) -> None:
    systems = read_yaml(CONFIG / "municipalities" / f"{slug}.yaml").values["systems"]
    assert all(one["base_url"].endswith(".example") for one in systems.values())


def test_the_plans_that_may_be_named_are_those_of_the_form() -> None:
    assert set(get_args(StatedPlan)) == set(ACTIVITIES.values())


@pytest.mark.parametrize(
    ("old", "new", "line", "advice"),
    [
        ("apply_by: 20", "apply_by: 31", "apply_by: 31", "from 1 to 28"),
        ("apply_by: 20", "apply_by: 28", "apply_by: 28", "after payday, the 27th"),
        ("apply_by: 20\n", "", "late_payday_days: 7", "nobody is late without a last day"),
        ("late_payday_days: 7", "late_payday_days: -1", "late_payday_days: -1", "from 0 to 60"),
        ("answer_target_days: 5", "answer_target_days: 0", "answer_target_days: 0", "from 1 to 60"),
        ("prepares_payment: false", "prepares_payment: nej", "prepares_payment: nej", "write true"),
        ("[BIFALL, DELAVSLAG]", "[UTREDNING]", "proposals: [UTREDNING]", "needs a person's inquiry"),
        ("[BIFALL, DELAVSLAG]", "[BEVILJAS]", "proposals: [BEVILJAS]", "write the proposals that may go"),
        ("[BIFALL, DELAVSLAG]", "[]", "proposals: []", "write the proposals that may go"),
        ("deviations_at_most: 1", "deviations_at_most: många", "deviations_at_most: många", "from 0 to 20"),
        ("  deviations_at_most: 1\n", "", "main_flow:", "write how many deviations"),
        ("months_at_most: 24", "months_at_most: 999", "months_at_most: 999", "from 0 to 120"),
        ("[SICK_LEAVE]", "[SJUK]", "stated_plans: [SJUK]", "write a list of WORK"),
        (
            "[NO_HOUSING_OR_INSTITUTION]",
            "[TENT]",
            "housing_forms: [TENT]",
            "there is no form of housing TENT",
        ),
        ("meeting: tue", "meeting: sun", "meeting: sun", "write mon, tue"),
        (
            "[answer_time, main_flow]",
            "[league_table]",
            "highlights: [league_table]",
            "write a list of answer",
        ),
    ],
)
def test_a_bad_value_is_refused_where_it_stands(
    config: Path, old: str, new: str, line: str, advice: str
) -> None:
    file = config / EXEMPELSTAD
    spoil(file, old, new)
    what, pointed_to = said_of(file, lambda: load_municipality(config, "exempelstad"))
    assert advice in what
    assert pointed_to == line


def test_a_municipality_that_says_nothing_of_how_it_works_is_read_as_before(config: Path) -> None:
    file = config / EXEMPELSTAD
    text = file.read_text("utf-8")
    before, _, rest = text.partition("apply_by: 20\n")
    _, _, after = rest.partition("  highlights: [answer_time, main_flow]\n")
    file.write_text(before + after, "utf-8")
    practice = load_municipality(config, "exempelstad").practice
    assert (practice.main_flow, practice.apply_by, practice.prepares_payment) == (None, None, False)


@pytest.mark.parametrize(
    ("known", "advice"),
    [
        (
            "{ setting: wages, what: X., source: e-tjänsten, checked_against: andrahandskälla }",
            "no setting",
        ),
        (
            "{ setting: payday, what: X., source: e-tjänst, checked_against: hörsägen }",
            "write myndighetens",
        ),
        ("{ setting: payday, what: X., source: '-', checked_against: andrahandskälla }", "names no source"),
    ],
)
def test_what_is_said_to_be_known_names_a_setting_that_stands_and_a_source(
    config: Path, known: str, advice: str
) -> None:
    file = config / EXEMPELSTAD
    spoil(file, "follow_up:\n", f"publicly_known:\n  - {known}\nfollow_up:\n")
    what, pointed_to = said_of(file, lambda: load_municipality(config, "exempelstad"))
    assert advice in what
    assert pointed_to == f"- {known}"
