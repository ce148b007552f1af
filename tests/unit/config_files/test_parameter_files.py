"""Parameter files: what is wrong is told with file, line and what to write; history and dates are kept."""

import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble, load_parameters, parameter_entries
from flows.eligibility.parameters import CheckedAgainst, Law, NoTable
from flows.eligibility.period import Period
from flows.eligibility.reform import ReformName
from tests.household_facts import CONFIG


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the project's own configuration, to be spoilt; all of it was checked on one day."""
    shutil.copytree(CONFIG, tmp_path / "config")
    for file in (tmp_path / "config" / "parameters").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"last_checked: [\d-]+", "last_checked: 2026-04-02", text), encoding="utf-8")
    return tmp_path / "config"


def spoil(file: Path, old: str, new: str) -> int:
    """Replace text once and return the line it stood on."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "advice"),
    [
        (
            "riksnorm-2026.yaml",
            "    last_checked: 2026-04-02\n",
            "",
            "`values.0.last_checked` is missing: write the day",
        ),
        (
            "riksnorm-2026.yaml",
            "    checked_against: författningen\n",
            "",
            "is missing: write what it was held against",
        ),
        (
            "riksnorm-2026.yaml",
            "checked_against: författningen",
            "checked_against: minnet",
            "checked_against",
        ),
        (
            "riksnorm-2026.yaml",
            "last_checked: 2026-04-02",
            "last_checked: 2024-04-02",
            "more than a year before starts",
        ),
        (
            "riksnorm-2026.yaml",
            "unit: kronor per månad",
            "unit: kronor per år",
            "write unit: kronor per månad",
        ),
        (
            "riksnorm-2026.yaml",
            "unit: kronor per månad\n",
            "",
            "`unit` is missing: write the parameter's unit",
        ),
        ("riksnorm-2026.yaml", "      single: 3940\n", "", "single` is missing: write it"),
        (
            "riksnorm-2026.yaml",
            "single: 3940",
            "singel: 3940",
            "singel` is not a known key: write `single`, which is missing",
        ),
        ("riksnorm-2026.yaml", "couple: 7100", "couple: 7100\n      sambo: 1", "sambo` is not a known key"),
        ("riksnorm-2026.yaml", "single: 3940", "single: 3940.5", "within quotes"),
        ("riksnorm-2026.yaml", "single: 3940", "single: -3940", "zero or a positive number"),
        ("riksnorm-2026.yaml", "single: 3940", "single: true", "write a whole number"),
        ("riksnorm-2026.yaml", "single: 3940", 'single: "3 940"', "write a whole number"),
        ("riksnorm-2026.yaml", "from_age: 4, to_age: 6", "from_age: 4, to_age: 5", "must cover 0 to 20"),
        ("riksnorm-2026.yaml", ", without_lunch: 2500 }", " }", "for the bands up to 6 years"),
        (
            "riksnorm-2026.yaml",
            "amount: 3820 }",
            "amount: 3820, without_lunch: null }",
            "for the bands up to 6 years",
        ),
        ("riksnorm-2026.yaml", ", 2830]", "]", "1 to 7 persons"),
        ("riksnorm-2026.yaml", "ends: 2026-12-31", "ends: 2025-12-31", "ends is before starts"),
        ("riksnorm-2025.yaml", "starts: 2025-07-01", "starts: 2025-06-01", "is already covered by"),
        (
            "riksnorm-2025.yaml",
            "starts: 2025-07-01",
            "starts: 2025-06-30",
            "2025-06-30 is already covered by",
        ),
        (
            "riksnorm-2026.yaml",
            "starts: 2026-01-01",
            "starts: 2026-02-01",
            "nothing holds from 2026-01-01 to 2026-01-31",
        ),
        (
            "riksnorm-2026.yaml",
            "starts: 2026-01-01",
            "starts: 2026-01-02",
            "nothing holds from 2026-01-01 to 2026-01-01",
        ),
        ("riksnorm-2026.yaml", "parameter: riksnorm", "parameter: norm", "name and its parameter differ"),
        ("riksnorm-2026.yaml", "single: 3940", "single: 1\n      single: 2", "`single` is written twice"),
        ("riksnorm-2026.yaml", "shared: [", "shared: [[", "this is no YAML"),
        (
            "prisbasbelopp.yaml",
            "    reference: SFS 2025:872\n",
            "",
            "is missing: write the act and the paragraph",
        ),
        (
            "prisbasbelopp.yaml",
            "reference: SFS 2025:872",
            'reference: ""',
            "is empty: write the act and the paragraph",
        ),
        (
            "prisbasbelopp.yaml",
            "    gap_before:",
            "    remark:",
            "nothing holds from 2015-01-01 to 2015-12-31",
        ),
        (
            "prisbasbelopp.yaml",
            "    reference: SFS 2025:872",
            "    reference: SFS 2025:872\n    gap_before: ingen",
            "there is no gap before this value",
        ),
        (
            "prisbasbelopp.yaml",
            "    reference: SFS 2012:558",
            "    reference: SFS 2012:558\n    gap_before: början",
            "there is no gap before this value",
        ),
        ("jobbstimulans.yaml", 'share: "0.25"', 'share: "25"', "share"),
        ("jobbstimulans.yaml", "months_before: 6", "months_before: 0", "months_before"),
        ("aterkrav.yaml", "value: 36", "value: tre år", "value"),
        ("formansbelopp.yaml", "to_age: null, ", "to_age: 21, ", "write the steps youngest first"),
        ("formansbelopp.yaml", "to_age: 7,", "to_age: 15,", "write the steps youngest first"),
        ("formansbelopp.yaml", "to_age: 7,", "to_age: null,", "write the steps youngest first"),
        ("formansbelopp.yaml", "special: [1500, 2000, 2650]", "special: [1500, 2000]", "special"),
        ("reformer.yaml", "name: aktivitetskrav", "name: aktivitet", "name"),
        ("reformer.yaml", "      after_months_of_support: 3\n", "", "write after_months_of_support"),
        (
            "reformer.yaml",
            "name: läkarintyg",
            "name: aktivitetskrav\n      after_months_of_support: 3",
            "is already covered by",
        ),
        ("lagrum.yaml", "      surplus: HFD 2017 ref. 51\n", "", "write a reference for surplus, or null"),
        ("lagrum.yaml", "      leisure_card: null\n", "", "write a reference for leisure_card, or null"),
        ("lagrum.yaml", "      surplus:", "      surpluss:", "surpluss"),
        ("inkomster.yaml", "key: overskott", "key: rest", "the rules need the kinds overskott"),
        ("inkomster.yaml", "codes: [BOB]", "codes: [US]", "the code FK US is written twice"),
        ("inkomster.yaml", "agency: SO", "agency: AK", "no such agency AK"),
        ("inkomster.yaml", "        agency: SO\n", "", "write the agency that uses the codes"),
        ("inkomster.yaml", "        remark: Vad är det för inkomst?\n", "", "write the question"),
        (
            "inkomster.yaml",
            "        codes: [BOB]\n",
            "",
            "bostadsbidrag: write the codes that the agency uses",
        ),
        ("inkomster.yaml", "counted: nej", "counted: kanske", "counted"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(
    config: Path, file: str, old: str, new: str, advice: str
) -> None:
    path = config / "parameters" / file
    spoil(path, old, new)
    with pytest.raises(ConfigTrouble) as caught:
        load_parameters(config)
    assert caught.value.file == path
    assert caught.value.line > 0
    assert advice in caught.value.what


@pytest.mark.parametrize(
    ("day", "refused"), [(date(2026, 4, 1), True), (date(2026, 4, 2), False), (date(2027, 1, 1), False)]
)
def test_a_check_dated_after_today_is_refused(config: Path, day: date, *, refused: bool) -> None:
    if not refused:
        assert load_parameters(config, day)
        return
    with pytest.raises(
        ConfigTrouble, match=r"last_checked is after today, 2026-04-01: write the day"
    ) as caught:
        load_parameters(config, day)
    assert "last_checked" in caught.value.file.read_text("utf-8").splitlines()[caught.value.line - 1]


def test_the_line_is_the_line_of_the_value(config: Path) -> None:
    line = spoil(config / "parameters" / "riksnorm-2026.yaml", "single: 3940", "single: 3940.5")
    with pytest.raises(ConfigTrouble, match=f"riksnorm-2026.yaml, line {line}: "):
        load_parameters(config)


def test_a_file_of_no_known_parameter_is_refused(config: Path) -> None:
    (config / "parameters" / "barnbidrag.yaml").write_text("parameter: barnbidrag\n", encoding="utf-8")
    with pytest.raises(ConfigTrouble, match="no such parameter"):
        load_parameters(config)


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "write keys and values"),
        (b"- 1\n", "write keys and values"),
        (b"parameter: \xe5\n", "save the file as UTF-8"),
    ],
)
def test_a_file_that_is_no_list_of_keys_is_refused(config: Path, content: bytes, advice: str) -> None:
    (config / "parameters" / "riksnorm-2027.yaml").write_bytes(content)
    with pytest.raises(ConfigTrouble, match=advice):
        load_parameters(config)


def test_a_missing_file_is_named(config: Path) -> None:
    (config / "parameters" / "jobbstimulans.yaml").unlink()
    with pytest.raises(ConfigTrouble, match=r"jobbstimulans\.yaml: the file is missing"):
        load_parameters(config)


def test_each_number_holds_from_its_first_to_its_last_day() -> None:
    parameters = load_parameters(CONFIG)
    december, january = Period(2025, 12), Period(2026, 1)
    assert parameters.riksnorm(december).value.single == 3910
    assert parameters.riksnorm(january).value.single == 3940
    assert parameters.price_base_amount(december).value == 58800
    assert parameters.price_base_amount(january).value == 59200
    terms = parameters.job_stimulus(january).value
    assert terms is not None
    assert (terms.share, terms.months_before, terms.months_it_lasts) == (Decimal("0.25"), 6, 24)
    assert parameters.law(Law.JOB_STIMULUS, Period(2025, 6)) == "4 kap. 1 b § socialtjänstlagen (2001:453)"
    assert parameters.law(Law.JOB_STIMULUS, Period(2025, 7)) == "12 kap. 8 § socialtjänstlagen (2025:400)"


def test_a_paragraph_changes_on_its_day() -> None:
    law = load_parameters(CONFIG).law
    assert law(Law.NORM, Period(2013, 1)) == "2 kap. 1 § socialtjänstförordningen (2001:937)"
    assert law(Law.NORM, Period(2025, 6)) == "2 kap. 1 § socialtjänstförordningen (2001:937)"
    assert law(Law.NORM, Period(2025, 7)) == "12 kap. 1–3 §§ socialtjänstförordningen (2025:468)"
    assert law(Law.INVESTIGATION, Period(2018, 6)) == "11 kap. 1 § socialtjänstlagen (2001:453)"
    assert law(Law.INVESTIGATION, Period(2018, 7)) == "23 § förvaltningslagen (2017:900)"
    assert law(Law.ADVANCE_ON_BENEFIT, Period(2025, 6)) == "9 kap. 2 § socialtjänstlagen (2001:453)"
    assert law(Law.ADVANCE_ON_BENEFIT, Period(2025, 7)) == "33 kap. 2 § socialtjänstlagen (2025:400)"
    assert law(Law.ACTIVITY_REQUIREMENT, Period(2026, 6)) == "12 kap. 4–5 §§ socialtjänstlagen (2025:400)"
    assert law(Law.ACTIVITY_REQUIREMENT, Period(2026, 7)) == "12 kap. 4 a–6 a §§ socialtjänstlagen (2025:400)"


@pytest.mark.parametrize(
    ("law", "before", "first"),
    [
        (Law.JOB_STIMULUS, Period(2013, 6), Period(2013, 7)),
        (Law.LEISURE_CARD, Period(2025, 9), Period(2025, 10)),
        (Law.DOCTORS_CERTIFICATE, Period(2026, 6), Period(2026, 7)),
    ],
)
def test_a_paragraph_that_did_not_exist_is_told_from_one_that_does(
    law: Law, before: Period, first: Period
) -> None:
    parameters = load_parameters(CONFIG)
    assert (parameters.has_law(law, before), parameters.has_law(law, first)) == (False, True)
    newest = re.escape(parameters.law(law, Period(2026, 7)))
    with pytest.raises(NoTable, match=rf"Lagrummet {newest} saknas för {before.in_words}: .*lagrum\.yaml"):
        parameters.law(law, before)
    assert not parameters.has_law(law, Period(2012, 12))


def test_jobbstimulans_and_the_limit_of_repayment_change_on_their_days() -> None:
    parameters = load_parameters(CONFIG)
    assert parameters.job_stimulus(Period(2013, 6)).value is None
    assert parameters.job_stimulus(Period(2013, 7)).value is not None
    assert parameters.job_stimulus(Period(2025, 6)).reference.startswith("4 kap. 1 b §")
    assert parameters.job_stimulus(Period(2025, 7)).reference.startswith("12 kap. 8 §")
    assert [parameters.repayment_limit(Period(2025, month)).value for month in (6, 7)] == [36, 36]
    assert parameters.repayment_limit(Period(2025, 7)).reference.startswith("33 kap. 5 §")


@pytest.mark.parametrize(
    ("reform", "before", "first", "last"),
    [
        (ReformName.ACTIVITY_REQUIREMENT, Period(2026, 9), Period(2026, 10), None),
        (ReformName.DOCTORS_CERTIFICATE, Period(2026, 6), Period(2026, 7), None),
        (ReformName.REFORMED_NORM, Period(2026, 12), Period(2027, 1), None),
        (ReformName.MONTHLY_HOUSING_ALLOWANCE, Period(2026, 12), Period(2027, 1), None),
        (ReformName.JOB_PREMIUM, Period(2026, 2), Period(2026, 3), Period(2028, 2)),
    ],
)
def test_a_reform_concerns_support_from_its_first_month_to_its_last(
    reform: ReformName, before: Period, first: Period, last: Period | None
) -> None:
    parameters = load_parameters(CONFIG)
    assert parameters.reform(reform, before) is None
    found = parameters.reform(reform, first)
    assert found is not None
    assert (found.value.name, found.read_in_the_act, bool(found.remark)) == (reform, False, True)
    for month in (last, first.shifted(240) if last is None else None):
        assert month is None or parameters.reform(reform, month) is not None
    assert last is None or parameters.reform(reform, last.shifted(1)) is None


def test_the_activity_requirement_comes_after_three_months_and_was_in_force_before() -> None:
    found = load_parameters(CONFIG).reform(ReformName.ACTIVITY_REQUIREMENT, Period(2026, 10))
    assert found is not None
    assert found.value.after_months_of_support == 3
    assert found.value.in_force == date(2026, 7, 1)
    assert found.checked_against is CheckedAgainst.SECONDARY


def test_every_number_has_a_reference_and_a_day_it_was_checked() -> None:
    entries = parameter_entries(CONFIG)
    assert len(entries) >= 45
    for one in entries:
        assert one.reference
        assert one.unit
        assert one.last_checked >= date(2026, 1, 1)
        assert one.remark or one.checked_against is CheckedAgainst.ACT, f"{one.file}, line {one.line}"


MONTHS_OF_NO_TABLE = [
    ("riksnorm", "Riksnormen", "riksnorm-{year}.yaml", [Period(2012, 12), Period(2099, 1)]),
    (
        "price_base_amount",
        "Prisbasbeloppet",
        "prisbasbelopp.yaml",
        [Period(2012, 12), Period(2015, 1), Period(2015, 12), Period(2021, 6), Period(2099, 1)],
    ),
    ("job_stimulus", "Jobbstimulansen", "jobbstimulans.yaml", [Period(2012, 12)]),
    ("repayment_limit", "Gränsen för återkrav", "aterkrav.yaml", [Period(2012, 12)]),
    ("benefit_amounts", "Förmånsbeloppen", "formansbelopp.yaml", [Period(2025, 12)]),
    ("incomes", "Inkomstkatalogen", "inkomster.yaml", [Period(2012, 12)]),
]


@pytest.mark.parametrize(
    ("asked", "name", "file", "month"),
    [(asked, name, file, month) for asked, name, file, months in MONTHS_OF_NO_TABLE for month in months],
    ids=str,
)
def test_a_month_outside_the_tables_is_an_error_that_names_the_file(
    asked: str, name: str, file: str, month: Period
) -> None:
    with pytest.raises(NoTable) as caught:
        getattr(load_parameters(CONFIG), asked)(month)
    assert str(caught.value) == (
        f"{name} saknas för {month.in_words}: lägg till tabellen i"
        f" config/parameters/{file.format(year=month.year)}."
    )


def test_the_laws_themselves_are_unknown_before_the_first_table() -> None:
    with pytest.raises(NoTable, match=r"Lagrummen saknas för december 2012: .*lagrum\.yaml"):
        load_parameters(CONFIG).law(Law.NORM, Period(2012, 12))
