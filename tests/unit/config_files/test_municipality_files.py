"""Municipality files, phrases and hand-over texts."""

import re
import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from adapters.config_files import (
    ConfigTrouble,
    UnknownMunicipality,
    known_municipalities,
    load_handover_texts,
    load_municipality,
    load_parameters,
    load_phrases,
)
from flows.eligibility.housing_caps import CapHousehold
from flows.eligibility.incomes import Counted
from flows.eligibility.period import Period
from flows.eligibility.phrases import Phrases
from flows.errors import Reason
from tests.household_facts import CONFIG

EXEMPELSTAD = "municipalities/exempelstad.yaml"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the project's own configuration, to be spoilt."""
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path / "config"


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_exempelstad_is_as_its_file_says() -> None:
    municipality = load_municipality(CONFIG, "exempelstad")
    assert (municipality.code, municipality.name) == ("9901", "Exempelstads kommun")
    homes = [CapHousehold(adults=size, children=0) for size in (0, 1, 8, 9)]
    caps = [municipality.rules.housing.cap_for(home, date(2026, 11, 1)) for home in homes]
    assert caps == [None, 6400, 12900, None]
    benefits = municipality.systems["benefits"]
    assert (benefits.adapter, benefits.base_url) == ("forsakringskassan", "https://127.0.0.1:8804")
    assert benefits.accounts == ("utkast-01", "utkast-02")


def test_an_unknown_municipality_lists_the_known_ones(config: Path) -> None:
    shutil.copy(config / EXEMPELSTAD, config / "municipalities" / "annanstad.yaml")
    known = ", ".join(sorted((*known_municipalities(CONFIG), "annanstad")))
    with pytest.raises(UnknownMunicipality, match=rf"'storstad'. Known: {known}\."):
        load_municipality(config, "storstad")


@pytest.mark.parametrize("slug", ["../parameters/lagrum", "", "exempelstad.yaml"])
def test_a_slug_is_a_name_and_never_a_path(slug: str) -> None:
    with pytest.raises(UnknownMunicipality):
        load_municipality(CONFIG, slug)


def test_no_municipality_at_all_is_said(tmp_path: Path) -> None:
    assert known_municipalities(tmp_path) == ()
    with pytest.raises(UnknownMunicipality, match="Known: none"):
        load_municipality(tmp_path, "exempelstad")


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ('code: "9901"', "code: 9901", "`code`"),
        ("timezone: Europe/Stockholm", "timezone: Europa/Stockholm", "write a time zone such as"),
        ("payday: 27", "payday: 31", "`payday`"),
        ("months_back: 3", "months_back: -1", "write how many months before the present one"),
        ("months_back: 3\n", "", "write how many months before the present one"),
        ("  benefits:\n", "  bidrag:\n", "write one system for each of inbox, case_system"),
        ("base_url: https://127.0.0.1:8801", "base_url: 127.0.0.1:8801", "base_url"),
        ("base_url: https://127.0.0.1:8801", "base_url: http://arenden.kommun.example", "https://"),
        ("sessions: 2", "sessions: 3", "an account is one session"),
        ("accounts: [utkast-01, utkast-02]", "accounts: [utkast-01, utkast-01]", "written twice"),
        ("accounts: [utkast-01, utkast-02]", "accounts: []", "accounts"),
        ("sessions: 2", 'sessions: 2\n    opens: "06:00"', "opens"),
        ("    purpose: Handläggning av ekonomiskt bistånd\n", "", "needs both purpose and legal_basis"),
        ("      treatment: actual", "      treatment: capped", "write caps for a cost that is capped"),
        ("      treatment: capped", "      treatment: actual", "write caps for a cost that is capped"),
        ("      section: Utgifter", "      section: Inkomster", "section is Utgifter or"),
        ("day_formula: monthly_by_30", "day_formula: guess", "day_formula"),
        ("    FK: waits", "    FK: noted", "FK pays, so its silence may hide an income: write waits"),
        ("    SKV: waits", "    SKV: noted", "SKV pays, so its silence may hide an income: write waits"),
        ('sample_share: "0.15"', 'sample_share: "5"', "sample_share"),
        ("change_percent: 12", "change_percent: 12\n  warn: 5", "`rules.warn` is not a known key"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(config: Path, old: str, new: str, advice: str) -> None:
    spoil(config / EXEMPELSTAD, old, new)
    with pytest.raises(ConfigTrouble) as caught:
        load_municipality(config, "exempelstad")
    assert caught.value.file == config / EXEMPELSTAD
    assert caught.value.line > 0
    assert advice in caught.value.what


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        (
            "    merkostnadsersattning: false",
            "    barnbidrag: false",
            "`barnbidrag`: the national catalogue says ja, not kommunen avgör: take it away.",
        ),
        (
            "    merkostnadsersattning: false",
            "    handikappersattning: true",
            "`handikappersattning`: the national catalogue says nej, not kommunen avgör: take it away.",
        ),
        (
            "    merkostnadsersattning: false",
            "    vardbidrag: true",
            "`vardbidrag`: the national catalogue says handläggaren avgör, not kommunen avgör: take it away.",
        ),
        (
            "    merkostnadsersattning: false",
            "    barnbidraget: false",
            "`barnbidraget`: there is no such kind of income: take it away.",
        ),
        ("    merkostnadsersattning: false", "    merkostnadsersattning: kanske", "merkostnadsersattning"),
        (
            "payday: 27",
            "payday: 27\nriksnorm: { single: 4000 }",
            "riksnorm is national and not marked as local",
        ),
        (
            "payday: 27",
            "payday: 27\nprisbasbelopp: 60000",
            "prisbasbelopp is national and not marked as local",
        ),
        (
            "  change_percent: 12",
            "  jobbstimulans: 30\n  change_percent: 12",
            "jobbstimulans is national and not",
        ),
        (
            "  change_percent: 12",
            "  lagrum: {}\n  change_percent: 12",
            "lagrum is national and not marked as local",
        ),
    ],
)
def test_a_national_value_cannot_be_changed_unless_it_is_marked_as_local(
    config: Path, old: str, new: str, advice: str
) -> None:
    spoil(config / EXEMPELSTAD, old, new)
    with pytest.raises(ConfigTrouble) as caught:
        load_municipality(config, "exempelstad")
    changed = new.strip().splitlines()[-1 if new.startswith("payday") else 0].split(":")[0].strip()
    line = (config / EXEMPELSTAD).read_text("utf-8").splitlines()[caught.value.line - 1]
    assert (caught.value.file, line.split(":")[0].strip()) == (config / EXEMPELSTAD, changed)
    assert advice in caught.value.what


def test_every_income_that_is_marked_as_local_may_be_decided(config: Path) -> None:
    catalogue = load_parameters(config).incomes(Period(2026, 11)).value
    local = [kind.key for kind in catalogue.kinds if kind.counted is Counted.LOCAL]
    decided = "".join(f"    {key}: true\n" for key in local)
    text = (config / EXEMPELSTAD).read_text("utf-8")
    text = re.sub(r"(  local_incomes:\n)(    \w+: \w+\n)+", rf"\1{decided}", text)
    (config / EXEMPELSTAD).write_text(text, encoding="utf-8")
    rules = load_municipality(config, "exempelstad").rules
    assert rules.local_incomes == dict.fromkeys(local, True)
    assert len(local) >= 3


def without_key(text: str, key: str) -> str:
    """The YAML without one key of the rules and all that is below it."""
    lines = text.splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.strip() == f"{key}:")
    depth = len(lines[first]) - len(lines[first].lstrip())
    below = (n for n in range(first + 1, len(lines)) if len(lines[n]) - len(lines[n].lstrip()) <= depth)
    last = next(number for number in below if lines[number].strip())
    return "".join(lines[:first] + lines[last:])


@pytest.mark.parametrize(
    ("key", "advice"),
    [
        ("housing", "`rules.housing` is missing: write the municipality's housing cost: caps"),
        ("caps", "`rules.housing.caps` is missing: write the highest cost: for housing a table"),
    ],
)
def test_a_municipality_without_housing_caps_is_refused(config: Path, key: str, advice: str) -> None:
    file = config / EXEMPELSTAD
    file.write_text(without_key(file.read_text("utf-8"), key), encoding="utf-8")
    with pytest.raises(ConfigTrouble) as caught:
        load_municipality(config, "exempelstad")
    assert caught.value.file == file
    assert caught.value.line > 0
    assert advice in caught.value.what


@pytest.mark.parametrize(
    ("new", "advice"),
    [
        ("    caps: []", "`rules.housing.caps` is empty: write the highest cost"),
        ("    caps: null", "rules.housing.caps"),
    ],
)
def test_empty_housing_caps_are_refused(config: Path, new: str, advice: str) -> None:
    file = config / EXEMPELSTAD
    text = without_key(file.read_text("utf-8"), "caps").replace("  housing:\n", f"  housing:\n{new}\n", 1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigTrouble) as caught:
        load_municipality(config, "exempelstad")
    assert file.read_text("utf-8").splitlines()[caught.value.line - 1] == new
    assert advice in caught.value.what


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("bistånd med {belopp}", "bistånd med {summa}", "`granted` may use {belopp}, {period}, not {summa}"),
        ("  Du kan överklaga", "  {belopp} kan överklagas", "`appeal` may use no slots, not {belopp}"),
        ("{sokt}", "{sokt", "a brace is not closed"),
    ],
)
def test_a_phrase_may_use_its_own_slots_only(config: Path, old: str, new: str, advice: str) -> None:
    spoil(config / "phrases" / "standard.yaml", old, new)
    with pytest.raises(ConfigTrouble) as caught:
        load_phrases(config, "standard")
    assert advice in str(caught.value)


def test_phrases_that_do_not_exist_are_named(config: Path) -> None:
    spoil(config / EXEMPELSTAD, "phrases: standard", "phrases: egna")
    with pytest.raises(ConfigTrouble, match=r"egna\.yaml: the file is missing"):
        load_municipality(config, "exempelstad")


def test_every_phrase_is_written() -> None:
    phrases = load_phrases(CONFIG, "standard")
    assert all(getattr(phrases, field.name) for field in fields(Phrases) if field.name != "contact")


def test_every_reason_to_hand_over_has_a_text() -> None:
    texts = load_handover_texts(CONFIG)
    assert set(texts) == {reason.value for reason in Reason}
    assert texts["MANUAL_HANDLING"].found == "Ärendet behöver handläggas manuellt."
    for text in texts.values():
        assert all(one.endswith(".") for one in (text.found, text.not_done, text.next_step, text.in_full))
        assert text.missing.endswith(".") or not text.missing
        assert not any(one.endswith(".") for one in text.asks)


def test_a_reason_without_a_text_is_refused(config: Path) -> None:
    file = config / "texts" / "needs_human.yaml"
    texts_before = file.read_text(encoding="utf-8")
    spoil(file, "NOT_SIGNED:", "NOT_SIGNED_AT_ALL:")
    with pytest.raises(ConfigTrouble):
        load_handover_texts(config)
    first, _, _ = texts_before.partition("FIRST_APPLICATION:")
    file.write_text(first, encoding="utf-8")
    with pytest.raises(ConfigTrouble, match="write a text for FIRST_APPLICATION"):
        load_handover_texts(config)


@pytest.mark.parametrize("part", ["found", "missing", "not_done", "next_step"])
def test_a_text_without_one_of_its_parts_is_refused(config: Path, part: str) -> None:
    spoil(config / "texts" / "needs_human.yaml", f"\n  {part}: ", f"\n  un{part}: ")
    with pytest.raises(ConfigTrouble):
        load_handover_texts(config)


def test_two_reasons_that_begin_alike_are_refused(config: Path) -> None:
    file = config / "texts" / "needs_human.yaml"
    spoil(file, "Ansökan är inte en återansökan.", "Det är en första ansökan.")
    with pytest.raises(ConfigTrouble, match="Det är en första ansökan"):
        load_handover_texts(config)
