"""What a person reads measures under LIX 45: fixed texts one by one, and the drafts of all cases whole.

A rule's sentence alone is too short to be measured: it is measured in the drafts that it stands in.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from adapters.config_files import known_municipalities, load_municipality
from adapters.config_files.yaml_file import read_yaml
from flows import ordering
from flows.eligibility.completion import completion
from flows.settings import PROJECT
from tests.cases.golden_text import EXPLANATIONS, GOLDEN, HEADINGS, kept
from tests.household_facts import CONFIG, NOVEMBER, rules
from tests.unit.readability import lix
from tests.unit.sentences_in_code import SLOT, sentences_in

MOST = 45
SLOTS = {
    "belopp": "11 020 kr",
    "period": "november 2026",
    "kostnad": "boendekostnad",
    "sokt": "7 200 kr",
    "godtaget": "6 400 kr",
    "skal": "Kommunen godtar högst 6 400 kr för hushållet.",
    "dag": "25 november 2026",
    "inkomstmanad": "oktober 2026",
    "inkomster": "Lönen var 15 400 kr.",
}
WRITERS = (
    "carrying",
    "case_note",
    "eligibility/draft_text",
    "eligibility/track",
    "failing",
    "handing_over",
    "handover_draft",
    "handover_household",
    "ordering",
    "payday",
    "retry",
    "warnings",
)
"""The modules of flows that write what a caseworker reads; their sentences are found in the code."""
FEWEST_WORDS = 3
PARTS = ("found", "missing", "not_done", "next_step")
READ_THROUGH = [HEADINGS[name] for name in ("verdict", "changes", "deviations", "proposal")]
"""The parts of a draft that are prose; the calculation, the sources and the law are looked up in."""
LETTER_DUE = date(2026, 11, 25)
ASKS = re.compile(r"^    Begärs: (.+)$", re.MULTILINE)


def phrases() -> Iterator[tuple[str, str]]:
    for path in sorted((CONFIG / "phrases").glob("*.yaml")):
        for name, text in read_yaml(path).values.items():
            yield f"{path.stem}.{name}", text.format(**SLOTS)


def handovers() -> Iterator[tuple[str, str]]:
    for reason, parts in read_yaml(CONFIG / "texts" / "needs_human.yaml").values.items():
        yield reason, " ".join(parts[name] for name in PARTS if parts.get(name))


def municipalities() -> Iterator[tuple[str, str]]:
    """A municipality's line to the applicant, and the reasons of its rules; many have the same."""
    for slug in known_municipalities(CONFIG):
        rules = load_municipality(CONFIG, slug).rules
        if rules.phrases.contact:
            yield f"{slug}.contact", rules.phrases.contact
        reasons = (
            rules.housing.reason,
            rules.surplus_carry_over_reason,
            *(one.reason for one in rules.costs),
        )
        yield from ((f"reason: {text}", text) for text in reasons if text)


def written_in_code() -> Iterator[tuple[str, str]]:
    """LIX says nothing of a heading or of two words."""
    for name in WRITERS:
        for text in sentences_in(PROJECT / "flows" / f"{name}.py"):
            if len(text.split()) >= FEWEST_WORDS:
                yield f"{name}: {text}", text


def drafts() -> Iterator[tuple[str, str]]:
    """What a caseworker reads through in each kept draft, and the letter to the applicant last."""
    for path in sorted(GOLDEN.glob("*.txt")):
        if path.stem != EXPLANATIONS:
            yield from ((f"{path.stem}: {case}", prose(words)) for case, words in kept(path.stem).items())


def prose(words: str) -> str:
    """The parts of a kept draft that are read through, and the letter that its findings make."""
    headed = (part.partition("\n") for part in words.removeprefix("--- ").split("\n\n--- "))
    parts = {heading: text.strip() for heading, _, text in headed}
    asked = dict.fromkeys(ASKS.findall(words))
    letter = completion(asked, month=NOVEMBER.in_words, last_day=LETTER_DUE, phrases=rules().phrases)
    return "\n\n".join(text for text in (*(parts[name] for name in READ_THROUGH), letter) if text)


TEXTS = dict([*phrases(), *handovers(), *municipalities(), *written_in_code()])


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_for_people_is_easy_to_read(name: str) -> None:
    measured = lix(TEXTS[name])
    assert measured < MOST, f"{name} measures LIX {measured:.1f}: shorter sentences, fewer long words"


def test_a_draft_read_through_is_easy_to_read() -> None:
    measured = {name: lix(text) for name, text in drafts()}
    assert len(measured) > 100
    hard = {name: round(one, 1) for name, one in measured.items() if one >= MOST}
    assert not hard, "shorter sentences, fewer long words"


def test_no_draft_names_a_file() -> None:
    assert not [name for name, text in drafts() if re.search(r"config/|\.yaml\b", text)]


def test_a_draft_is_read_without_its_figures_and_with_its_letter() -> None:
    words = (
        "--- Omdöme\nAtt läsa.\n\n--- Ändrat sedan förra månaden\nInget.\n\n--- Avvikelser\nEn sak."
        "\n\n--- Beräkning\n3 940,00\n\n--- Förslag till beslut\n\n\n--- Reglernas svar\n    Begärs: hyresavi"
    )
    read = prose(words)
    assert read.startswith("Att läsa.\n\nInget.\n\nEn sak.\n\n")
    assert "- Hyresavi" in read
    assert "3 940" not in read


@pytest.mark.parametrize("name", WRITERS)
def test_each_module_that_writes_for_a_caseworker_has_sentences_to_measure(name: str) -> None:
    assert any(one.startswith(f"{name}: ") for one in TEXTS)


def test_a_sentence_is_found_whether_or_not_it_has_slots_and_nothing_else_is(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        '"""Every docstring is left."""\n'
        'A = "En {sak} till."\n'
        'B = "nyckel"\n'
        'C = f"Det är {A}. Så: {B} {A}"\n',
        encoding="utf-8",
    )
    assert list(sentences_in(module)) == [f"En {SLOT} till.", f"Det är {SLOT}. Så:"]
    assert ordering.DECIDED in sentences_in(PROJECT / "flows" / "ordering.py")


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("Du får stöd.", 3.0),
        ("Du får stöd. Vi ses.", 2.5),
        ("Ansökan gäller november.", 3 + 100 * 2 / 3),
        ("Beloppet är 11 020 kr.", 4 + 25),  # a number is one word, and a short one
        ("Skicka:\n- hyran\n- intyget", 1 + 100 / 3),  # each line of a list is a sentence
    ],
)
def test_the_measure_is_words_a_sentence_and_long_words_in_a_hundred(text: str, measured: float) -> None:
    assert lix(text) == pytest.approx(measured)


def test_a_text_of_the_usual_official_kind_is_over_the_limit() -> None:
    official = (
        "Socialnämnden beslutar med stöd av gällande bestämmelser att bevilja ekonomiskt bistånd avseende"
        " innevarande period med avdrag för redovisade inkomster enligt bifogad beräkning."
    )
    assert lix(official) > MOST


def test_a_text_without_words_is_not_measured() -> None:
    with pytest.raises(ValueError, match="cannot be measured"):
        lix("…")
