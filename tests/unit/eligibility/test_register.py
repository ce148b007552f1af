"""The rule register: whole, current, and true of the rules, the numbers and a municipality's choices."""

import re
import typing
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

import pytest

from adapters.config_files import load_municipality
from flows.eligibility.answer import Rule
from flows.eligibility.assess import RULES
from flows.eligibility.housing_caps import CapKey
from flows.eligibility.municipality import MunicipalityRules, Treatment
from flows.eligibility.register import Local, register
from flows.eligibility.register.choices import CAP_KEYS, TREATMENTS
from flows.eligibility.register.headings import OF_PARAMETER
from flows.eligibility.register.incomes import COUNTED_IN_PART
from flows.eligibility.register.markdown import link, sentences
from flows.eligibility.register.settings import AGENCIES, IN_WORDS, SETTINGS
from flows.eligibility.register.texts import NOT_BUILT_IN, WORDS
from flows.eligibility.warning_kinds import WarningKind
from tests.cases.sweep import BY_NAME as CASES
from tests.cases.sweep import asked
from tests.household_facts import CONFIG, parameters, rules
from tests.register_parts import BY_NAME, PAGE, ROOT, section, the_page

SETTING_NAMES = [field.name for field in fields(MunicipalityRules)]


def test_the_page_in_docs_is_what_the_rules_and_numbers_give_today() -> None:
    municipality = load_municipality(CONFIG, "exempelstad")
    today = register(RULES, parameters(), Local(name=municipality.name, rules=municipality.rules))
    assert PAGE.read_text(encoding="utf-8") == today, (
        "docs/regler.md is not current: run `make register`, read the diff as a citizen would, and commit it."
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_tells_a_citizen_everything(rule: Rule) -> None:
    number = RULES.index(rule) + 1
    told = section(the_page(), f"{number}. {rule.asks}")
    assert (f"- **Tittar på:** {'; '.join(rule.facts)}." in told) == bool(rule.facts)
    assert f"- **Gör:** {sentences(rule.does, '  ')}" in told
    assert f"- **Lämnar till handläggaren:** {sentences(rule.leaves, '  ')}" in told
    assert "- **Grund:**" in told
    assert f"- **Regelns namn:** {rule.name[0].upper()}{rule.name[1:]}." in told
    for kind in rule.warns:
        assert kind.label in told
    for name in rule.settings:
        assert SETTINGS[name].title.lower() in told
    for name in rule.numbers:
        assert link(OF_PARAMETER[name].lower(), OF_PARAMETER[name]) in told


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_speaks_in_whole_sentences_and_names_its_law(rule: Rule) -> None:
    assert rule.asks.endswith("?")
    for text in (rule.does, rule.leaves):
        assert text[0].isupper()
        assert text[-1] in ".?"
    assert rule.facts or rule.numbers
    assert rule.laws
    assert set(rule.settings) <= set(SETTING_NAMES)
    assert set(rule.numbers) <= set(OF_PARAMETER)


def test_the_rules_have_names_of_their_own() -> None:
    assert len(BY_NAME) == len(RULES)


@cache
def raised() -> frozenset[tuple[str, WarningKind | None]]:
    """Which rule says what kind of warning, in any of the cases in YAML."""
    assessments = (asked(name).assessment for name in CASES)
    return frozenset((one.rule, one.warns) for assessment in assessments for one in assessment.findings)


def test_every_warning_that_a_rule_raises_in_a_case_is_declared_by_it() -> None:
    undeclared = {
        (rule, str(kind))
        for rule, kind in raised()
        if kind is not None and rule in BY_NAME and kind not in BY_NAME[rule].warns
    }
    assert not undeclared, "Add the kind to `warns` of the rule's RULE."


def test_no_rule_declares_a_warning_that_no_case_has_seen_it_raise() -> None:
    never = {
        (rule.name, str(kind)) for rule in RULES for kind in rule.warns if (rule.name, kind) not in raised()
    }
    assert not never, "Take the kind out of `warns`, or add a case in tests/cases that raises it."


def test_every_finding_is_said_in_the_name_of_a_rule_in_the_register() -> None:
    assert {rule for rule, _ in raised()} - set(BY_NAME) <= {"norm"}


@pytest.mark.parametrize("name", SETTING_NAMES)
def test_every_choice_of_a_municipality_is_explained(name: str) -> None:
    assert name in SETTINGS, f"Say in register/settings.py what {name} steers, in plain Swedish."
    setting = SETTINGS[name]
    told = section(the_page(), "Kommunens val")
    assert f"| {setting.title} | {setting.steers} | {setting.chosen(rules())} |" in told
    assert setting.steers.endswith(".")


def test_nothing_is_explained_that_no_municipality_can_choose() -> None:
    assert set(SETTINGS) == set(SETTING_NAMES)


def test_every_named_way_to_choose_has_words() -> None:
    hints = typing.get_type_hints(MunicipalityRules)
    choices = [one for one in hints.values() if isinstance(one, type) and issubclass(one, StrEnum)]
    assert len(choices) >= 8
    for choice in choices:
        assert {one for one in choice if one not in IN_WORDS} == set(), (
            "Give it words in register/settings.py."
        )
    assert set(TREATMENTS) == set(Treatment)
    assert set(CAP_KEYS) == set(CapKey)


def test_two_ways_with_the_same_code_do_not_share_words() -> None:
    assert len(IN_WORDS) == len({(type(one), one.value) for one in IN_WORDS}) == len(set(IN_WORDS.values()))


def test_every_agency_has_a_name() -> None:
    assert set(rules().silence) <= set(AGENCIES)
    paying = {kind.agency for dated in parameters().income_catalogues for kind in dated.value.kinds}
    assert paying - {""} <= set(AGENCIES)


def test_a_choice_is_told_as_the_municipality_has_made_it() -> None:
    told = section(the_page(change_percent=Decimal("7.5"), silence_patience_nights=1), "Kommunens val")
    assert "visas som en avvikelse. | 7,5 % |" in told
    assert "| en natt |" in told
    assert "| 15 % |" in told


def test_without_a_municipality_the_choices_are_explained_and_none_is_shown() -> None:
    text = register(RULES, parameters())
    assert "Kommunens val visas inte, eftersom ingen kommun är angiven." in text
    assert "| Avrundning | Hur ören avrundas. |\n" in section(text, "Kommunens val")
    assert "Exempelstad" not in text


def test_both_the_new_act_and_the_old_stand_with_their_dates() -> None:
    told = section(the_page(), f"{RULES.index(BY_NAME['kostnader']) + 1}. {BY_NAME['kostnader'].asks}")
    assert "    - 12 kap. 7 § socialtjänstlagen (2025:400), från och med 1 juli 2025\n" in told
    assert "    - 4 kap. 3 § socialtjänstlagen (2001:453), till och med 30 juni 2025\n" in told


def test_a_paragraph_of_all_days_stands_alone_on_its_line() -> None:
    told = section(the_page(), f"{RULES.index(BY_NAME['ändrad lön']) + 1}. {BY_NAME['ändrad lön'].asks}")
    assert "- **Grund:** SOSFS 2013:1, inkomster.\n" in told


def test_the_riksnorm_shown_is_the_newest_and_its_amounts_are_swedish() -> None:
    told = section(the_page(), "Riksnormen")
    assert told.startswith("Beloppen gäller 2026 och är kronor i månaden.\n")
    assert "| Barn 4–6 år | 3 060 kr | 2 720 kr |\n" in told
    assert "| Barn 7–10 år | 3 820 kr | – |\n" in told
    assert "| 1 person | 1 280 kr |\n| 2 personer | 1 410 kr |\n" in told
    assert "| Varje person över 7 | 190 kr |\n" in told
    assert "från och med 2013" in told


def test_every_kind_of_income_says_whether_it_counts() -> None:
    told = section(the_page(), "Inkomsterna")
    for kind in parameters().income_catalogues[-1].value.kinds:
        assert f"| {kind.label[0].upper()}{kind.label[1:]} | {kind.counted}" in told
    assert "| Handikappersättning | nej | Försäkringskassan |" in told


def test_a_wage_that_counts_in_part_says_so() -> None:
    told = section(the_page(), "Inkomsterna")
    assert "| Lön, barn | ja, men bara det som är över ett prisbasbelopp om året | Skatteverket |" in told
    assert "| Lön efter skatt | ja, men en del räknas inte när jobbstimulans gäller | Skatteverket |" in told
    assert set(COUNTED_IN_PART) <= {one.key for one in parameters().income_catalogues[-1].value.kinds}


def test_what_no_form_asks_about_is_shown_by_the_case_system() -> None:
    told = section(the_page(), "Inkomsterna")
    assert "| Överskjutande inkomst från föregående månad | ja | ärendesystemet |" in told
    assert "| Underhållsbidrag | ja | ansökan |" in told
    assert told.count("| ärendesystemet |") == 1


def test_every_income_begins_with_a_capital_letter() -> None:
    labels = re.findall(r"^\| ([^|]+) \|", section(the_page(), "Inkomsterna"), flags=re.MULTILINE)
    assert len(labels) > 40
    assert [one for one in labels if one[0].islower()] == []


@pytest.mark.parametrize(
    ("name", "since", "paragraphs"),
    [
        (
            "aktivitetskrav",
            "1 oktober 2026",
            "- **Grund:** 12 kap. 4 a–6 a §§ socialtjänstlagen (2025:400), från och med 1 juli 2026.\n",
        ),
        (
            "läkarintyg",
            "1 juli 2026",
            "- **Grund:** Proposition 2025/26:201, läkarintyg, från och med 1 juli 2026.\n",
        ),
    ],
)
def test_a_rule_of_a_reform_lists_no_paragraph_from_before_it(name: str, since: str, paragraphs: str) -> None:
    told = section(the_page(), f"{RULES.index(BY_NAME[name]) + 1}. {BY_NAME[name].asks}")
    assert told.startswith(f"- **Gäller:** bistånd som avser tiden från och med {since}.\n")
    assert paragraphs in told


@pytest.mark.parametrize(("last", "is_listed"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True)])
def test_a_paragraph_is_listed_that_held_on_the_reforms_first_day(last: date, is_listed: bool) -> None:
    rule = BY_NAME["aktivitetskrav"]
    newest = parameters().law_references[-1]
    until_then = replace(parameters(), law_references=(replace(newest, ends=last),))
    told = section(register((rule,), until_then), f"1. {rule.asks}")
    assert ("12 kap. 4 a–6 a §§" in told) is is_listed


def test_the_page_does_not_claim_more_than_it_can_hold() -> None:
    text = the_page()
    assert "inte säga något annat" not in text
    assert "ingen regel är beroende av" not in text
    assert "Vad en regel gör är skrivet av den som har gjort regeln" in text
    assert "Några regler tar reda på vad en annan regel svarar" in text


def test_no_rule_is_said_to_hold_bostadsbidrag_against_the_law() -> None:
    told = section(the_page(), "Förmånernas belopp")
    assert told.endswith("Ingen regel prövar bostadsbidraget: de här beloppen står bara här.\n")
    assert "Om bostadsbidraget har rätt belopp" in {one.what for one in NOT_BUILT_IN}
    sources = (ROOT / "flows" / "eligibility" / "rules").glob("*.py")
    assert [one.name for one in sources if "housing_allowance" in one.read_text("utf-8")] == []


def test_the_words_that_a_citizen_cannot_know_are_explained_once() -> None:
    told = section(the_page(), "Ord på sidan")
    for one in WORDS:
        assert f"| {one.word} | {one.means} |" in told
    assert {"Riksnormen", "SOSFS 2013:1", "HFD, år och ref.", "Grund"} <= {one.word for one in WORDS}


def test_what_is_no_paragraph_is_not_called_one() -> None:
    assert "Lagrum:" not in the_page()


def test_beside_what_is_publicly_known_every_other_choice_is_said_to_be_an_example() -> None:
    known = (("payday", "Betalas ut den 27.", "kommunens e-tjänst"),)
    local = Local(name="Kungsbacka kommun", rules=rules(), known=known)
    told = section(register(RULES, parameters(), local), "Kommunens val")
    assert "Det här är offentligt känt om Kungsbacka kommun.\nAlla andra val och belopp" in told
    assert "| payday | Betalas ut den 27. | kommunens e-tjänst |" in told
