"""What a warning is about reads as Swedish in Almanda, and is known again by its key."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.almanda.about_words import LEADS, SUBJECTS, TOPICS, about_in_words, about_of
from adapters.config_files import load_municipality
from adapters.eplatform.form_words import ASSETS, COSTS, INCOMES
from flows.eligibility.rules.agency_silence import NAMES
from tests.house.sources import ROOT
from tests.household_facts import CONFIG, parameters

RULES = ROOT / "flows" / "eligibility"
KEY = re.compile(r'"(\{[^}"]+\}|[a-zåäö]+)/([^"/]+)"')
BARE = re.compile(r'about="([^"/]+)"')
SWEDISH_ALREADY = {
    *("aktivitetskrav", "vuxna", "ändrad", "hyra från andra", "åldersgrupp", "meddelande", "bilagor"),
    *("jobbstimulans", "förra månaden", "läkarintyg", "lunch", "planering", "inskrivning", "överskott"),
    *("belopp", "dagar", "under 18 år", "gymnasiet", "född", "21 år"),
    *("bostadsbidrag", "sjukpenning", "pension", "fritidskort", "jobbpremie", "rådrum"),
}
"""Topics whose key is a Swedish word; any other needs words of its own."""


def sources() -> Iterator[str]:
    """The texts of all rules."""
    return (path.read_text(encoding="utf-8") for path in sorted(Path(RULES).rglob("*.py")))


def catalogued() -> Iterator[tuple[str, str]]:
    """Subject and topic of every key that a table of ours, or of a municipality, can make."""
    for catalogue in (one.value for one in parameters().income_catalogues):
        for kind in catalogue.kinds:
            yield "sokande", kind.key
            yield "barn-2", f"anspråk-{kind.key}"
        yield from (("medsokande", one) for one in INCOMES.values() if catalogue.stated(one) is None)
    for path in sorted((CONFIG / "municipalities").glob("*.yaml")):
        rules = load_municipality(CONFIG, path.stem).rules
        yield from (("kostnad", one.kind) for one in rules.costs)
        yield from (("hushåll", one.lower()) for one in rules.asset_names)
    yield from (("kostnad", one) for one in COSTS.values())
    yield from (("hushåll", one.lower()) for one in ASSETS.values())
    yield from (("sokande", one.lower()) for one in NAMES)


def has_words(topic: str) -> bool:
    lead = next((one for one in LEADS if topic.startswith(one)), "")
    return topic.removeprefix(lead) in {*TOPICS, *SWEDISH_ALREADY}


def test_every_key_of_a_table_has_words_and_is_read_back() -> None:
    for subject, topic in catalogued():
        key = f"{subject}/{topic}"
        assert has_words(topic), key
        assert about_in_words(key) != key
        assert about_of(about_in_words(key)) == key


def test_every_key_that_a_rule_writes_has_words_and_is_read_back() -> None:
    found = [pair for text in sources() for pair in KEY.findall(text) if "kap." not in pair[1]]
    bare = {one for text in sources() for one in BARE.findall(text)}
    assert len(found) > 30
    assert bare <= set(SUBJECTS)
    for subject, topic in found:
        assert subject in SUBJECTS or subject.startswith("{"), subject
        fixed, brace, _ = topic.partition("{")
        assert fixed in LEADS or not fixed if brace else has_words(topic), topic
    for one in bare:
        assert about_of(about_in_words(one)) == one != about_in_words(one)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("kostnad/RENT", "Kostnad: hyra"),
        ("barn-1/dagar", "Barn 1: dagar"),
        ("sokande/lon", "Den sökande: lön efter skatt"),
        ("hushåll/återkrav-2026-03", "Hushållet: återkrav 2026-03"),
        ("sokande/anspråk-foraldrapenning", "Den sökande: anspråk på föräldrapenning"),
        ("sokande/anspråk-fk-xb12", "Den sökande: anspråk på Försäkringskassan, kod xb12"),
        ("sokande/uppgivet-anspråk-2", "Den sökande: uppgivet anspråk 2"),
        ("medsokande/so-17", "Den medsökande: a-kassorna, kod 17"),
        ("hushåll/bidrag från fonden", "Hushållet: bidrag från fonden"),
        ("riksnorm", "Riksnormen"),
        ("bilagor", "bilagor"),
        ("kostnad/hyra", "kostnad/hyra"),
        ("hushåll/a: b/c", "Hushållet: a: b/c"),
        ("", ""),
    ],
)
def test_it_is_read_as_swedish_and_read_back_as_it_was(key: str, words: str) -> None:
    assert (about_in_words(key), about_of(words)) == (words, key)


def test_no_two_have_the_same_words() -> None:
    for table in (SUBJECTS, TOPICS, LEADS):
        assert len(set(table.values())) == len(table)
