"""What a municipality may not choose or leave out is refused where it stands, with what to write instead."""

from datetime import date
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble, load_municipality
from flows.eligibility.municipality import Treatment
from tests.unit.config_files.spoilt import said_of, spoil

EXEMPELSTAD = "municipalities/exempelstad.yaml"
TODAY = date(2026, 11, 18)
FIRST, SECOND = "        ends: 2023-12-31\n", "        ends: null\n        source"
STARTS = "        starts: 2024-01-01\n"
CAP = "{ amount: 1100, starts: 2013-01-01, ends: null, source: Exempelstads riktlinjer (exempel) }"
ONE = "          - { persons: 1, amount: 5400 }\n"
UNION = "      label: Fackavgift\n      section: Utgifter\n      treatment: actual\n"
END_2023 = "let the entry that starts 2013-01-01 end 2023-12-31"
ADD_THEM = "and today is 2026-11-18: add the caps that hold now"


def told(config: Path, old: str, new: str, today: date | None = TODAY) -> tuple[str, str]:
    """What is said of Exempelstad with `new` for `old`, and the line it points to."""
    file = config / EXEMPELSTAD
    spoil(file, old, new)
    return said_of(file, lambda: load_municipality(config, "exempelstad", today))


@pytest.mark.parametrize(
    ("old", "new", "line", "advice"),
    [
        (
            FIRST,
            "        ends: 2024-01-01\n",
            "starts: 2024-01-01",
            f"2024-01-01 is covered by the entry above too: {END_2023}",
        ),
        (
            FIRST,
            "        ends: null\n",
            "starts: 2024-01-01",
            f"2024-01-01 is covered by the entry above too: {END_2023}",
        ),
        (
            FIRST,
            "        ends: 2023-12-30\n",
            "starts: 2024-01-01",
            f"nothing holds from 2023-12-31 to 2023-12-31: {END_2023}, or add those days' caps",
        ),
        (
            FIRST,
            "        ends: 2012-12-31\n",
            "ends: 2012-12-31",
            "ends 2012-12-31 is before starts 2013-01-01: correct one",
        ),
        (
            STARTS,
            "        starts: 2012-01-01\n",
            "starts: 2012-01-01",
            "the entry above starts 2013-01-01: write the oldest first, each day once",
        ),
        (
            SECOND,
            "        ends: 2026-11-17\n        source",
            "ends: 2026-11-17",
            f"nothing holds after 2026-11-17, {ADD_THEM}, or write ends: null if these still do",
        ),
        (
            CAP,
            f"{CAP}\n        - {CAP}",
            f"- {CAP}",
            "the entry above starts 2013-01-01: write the oldest first, each day once",
        ),
        (
            CAP,
            CAP.replace("ends: null", "ends: 2025-12-31"),
            f"- {CAP.replace('ends: null', 'ends: 2025-12-31')}",
            f"nothing holds after 2025-12-31, {ADD_THEM}, or write ends: null if these still do",
        ),
        (
            CAP,
            CAP.replace("2013-01-01", "2028-01-01"),
            f"- {CAP.replace('2013-01-01', '2028-01-01')}",
            f"nothing holds before 2028-01-01, {ADD_THEM} above these",
        ),
    ],
)
def test_caps_follow_upon_each_other_and_hold_today(
    config: Path, old: str, new: str, line: str, advice: str
) -> None:
    assert told(config, old, new) == (advice, line)


@pytest.mark.parametrize(("today", "refused"), [(date(2026, 11, 17), False), (None, False), (TODAY, True)])
def test_caps_that_have_ended_matter_from_the_day_after(
    config: Path, today: date | None, *, refused: bool
) -> None:
    spoil(config / EXEMPELSTAD, SECOND, "        ends: 2026-11-17\n        source")
    if refused:
        said_of(config / EXEMPELSTAD, lambda: load_municipality(config, "exempelstad", today))
    else:
        assert load_municipality(config, "exempelstad", today)


def keyed(key: str, *lines: str) -> str:
    """Exempelstad's second table with a key and lines of its own, and what follows it."""
    written = "".join(f"          - {{ {one} }}\n" for one in lines)
    head = (f"key: {key}", "starts: 2024-01-01", "ends: null", "source: Riktlinjer", "lines:")
    return "\n        ".join(head) + f"\n{written}"


@pytest.mark.parametrize(
    ("key", "lines", "left_out"),
    [
        ("household_size", ["persons: 1, amount: 1", "persons: 3, amount: 3"], "2 persons"),
        ("household_size", ["persons: 2, amount: 2"], "1 persons"),
        (
            "household_size",
            ["persons: 1, amount: 1, below_age: 25", "persons: 2, amount: 3"],
            "1 persons",
        ),
        ("household_type", ["adults: 1, children: 0, amount: 1"], "2 adults and 0 children"),
        (
            "household_type",
            ["children: 0, amount: 1", "children: 2, or_more: true, amount: 3"],
            "1 adults and 1 children",
        ),
        (
            "household_type",
            [
                "adults: 1, children: 0, amount: 1",
                "adults: 2, children: 0, amount: 2",
                "adults: 2, children: 2, amount: 3",
            ],
            "2 adults and 1 children",
        ),
        ("rooms", ["rooms: 1, amount: 1", "rooms: 3, amount: 3"], "2 rooms"),
    ],
)
def test_a_household_left_out_in_the_middle_is_refused(
    config: Path, key: str, lines: list[str], left_out: str
) -> None:
    text = (config / EXEMPELSTAD).read_text("utf-8")
    first = text.index("key: household_size\n        starts: 2024-01-01")
    table = text[first : text.index("    label: Boendekostnad")]
    said, line = told(config, table, keyed(key, *lines))
    assert said == f"no line fits {left_out}, though others do: write that line too"
    assert line == "lines:"


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("household_size", ["persons: 1, amount: 1", "persons: 2, amount: 3"]),
        ("household_size", ["persons: 1, or_more: true, amount: 1"]),
        ("household_type", ["adults: 1, children: 0, amount: 1", "adults: 2, children: 0, amount: 2"]),
        (
            "rooms",
            [
                "rooms: 1, children: 0, or_more: true, amount: 1",
                "rooms: 3, adults: 2, children: 2, amount: 3",
            ],
        ),
    ],
)
def test_a_table_may_end_above_its_last_line(config: Path, key: str, lines: list[str]) -> None:
    text = (config / EXEMPELSTAD).read_text("utf-8")
    first = text.index("key: household_size\n        starts: 2024-01-01")
    spoil(config / EXEMPELSTAD, text[first : text.index("    label: Boendekostnad")], keyed(key, *lines))
    assert load_municipality(config, "exempelstad", TODAY)


@pytest.mark.parametrize(
    ("old", "new", "line", "advice"),
    [
        (ONE, ONE.replace("5400", "0"), "- { persons: 1, amount: 0 }", "write a positive number"),
        (CAP, CAP.replace("1100", "0"), f"- {CAP.replace('1100', '0')}", "write a positive number"),
        ("    FK: waits\n", "", "silence:", "when FK do not answer is missing: write `FK: waits`"),
        (
            "    FK: waits\n",
            "    FX: waits\n",
            "FX: waits",
            "there is no agency FX: write FK, PM, CSN, SO, SKV, AF",
        ),
        (
            "    AF: noted\n",
            "    AF: noted\n    MIV: waits\n",
            "MIV: waits",
            "there is no agency MIV: write FK, PM, CSN, SO, SKV, AF, each once",
        ),
        (
            UNION,
            UNION.replace("actual", "not_granted"),
            "treatment: not_granted",
            "7 § socialtjänstlagen) and cannot be refused as a whole: write actual, capped or by_person",
        ),
        (
            UNION,
            UNION.replace("Utgifter", "Levnadskostnader i övrigt"),
            "section: Levnadskostnader i övrigt",
            "UNION_FEE belongs to försörjningsstöd (12 kap. 7 § socialtjänstlagen): write section: Utgifter",
        ),
    ],
)
def test_what_no_municipality_may_choose_is_refused(
    config: Path, old: str, new: str, line: str, advice: str
) -> None:
    said, pointed = told(config, old, new)
    assert pointed == line
    assert advice in said


def test_a_municipalitys_file_that_would_not_be_read_is_refused(config: Path) -> None:
    file = config / "municipalities" / "annanstad.yml"
    file.write_text("name: Annanstad\n", encoding="utf-8")
    with pytest.raises(
        ConfigTrouble, match=r"annanstad\.yml: this file is not read: name it .*annanstad\.yaml"
    ):
        load_municipality(config, "annanstad")


def test_a_cost_of_the_law_may_be_left_to_a_person(config: Path) -> None:
    spoil(config / EXEMPELSTAD, UNION, UNION.replace("actual", "by_person"))
    cost = load_municipality(config, "exempelstad", TODAY).rules.cost("UNION_FEE")
    assert cost is not None
    assert cost.treatment is Treatment.BY_PERSON


def test_broadband_is_the_municipalitys_own_choice(config: Path) -> None:
    broadband = "      also_called: [Internet]\n      section: Utgifter\n"
    spoil(config / EXEMPELSTAD, broadband, broadband.replace("Utgifter", "Levnadskostnader i övrigt"))
    cost = load_municipality(config, "exempelstad", TODAY).rules.cost("INTERNET")
    assert cost is not None
    assert (cost.treatment, str(cost.section)) == (Treatment.NOT_GRANTED, "Levnadskostnader i övrigt")


@pytest.mark.parametrize("kind", ["ELECTRICITY", "HOME_INSURANCE", "UNEMPLOYMENT_FUND", "TRAVEL_APPROVED"])
def test_every_post_of_the_law_stays_within_it(config: Path, kind: str) -> None:
    text = (config / EXEMPELSTAD).read_text("utf-8")
    start = text.index(f"    - kind: {kind}\n")
    entry = text[start : text.index("    - kind:", start + 1)]
    said, _ = told(config, entry, entry.replace("section: Utgifter", "section: Levnadskostnader i övrigt"))
    assert said.startswith(f"{kind} belongs to försörjningsstöd")


@pytest.mark.parametrize(
    ("old", "new", "line", "advice"),
    [
        (
            "payday: 27",
            "payday: 31",
            "payday: 31",
            "`payday`: write a day from 1 to 28, which every month has",
        ),
        ('code: "9901"', "code: 9901", "code: 9901", "four digits within quotes, such as"),
        ('code: "9901"', "code: 0140", "code: 0140", "or within quotes where it is no number"),
        (
            "base_url: https://127.0.0.1:8801",
            "base_url: inkorg",
            "base_url: inkorg",
            "write an address such as",
        ),
        ("sessions: 2", "sessions: många", "sessions: många", "write a whole number"),
        (
            "accept_during_notice: false",
            "accept_during_notice: kanske",
            "accept_during_notice: kanske",
            "write true or false",
        ),
        ("rounding: half_up", "rounding: nedåt", "rounding: nedåt", "write 'half_up', 'down' or 'up'"),
        ("plain_forms: [RENTAL]", "plain_forms: RENTAL", "plain_forms: RENTAL", "write a list, such as"),
        (
            "    label: Boendekostnad\n",
            "    lable: Boendekostnad\n",
            "lable: Boendekostnad",
            "write `label`, which is missing",
        ),
        ("    label: Boendekostnad\n", "    label: null\n", "label: null", "label` is empty: write a value"),
        (
            "reasonable_time_months: 3",
            "reasonable_time_months: 30",
            "reasonable_time_months: 30",
            "write 24 at most",
        ),
    ],
)
def test_every_refusal_says_what_to_write_on_its_own_line(
    config: Path, old: str, new: str, line: str, advice: str
) -> None:
    said, pointed = told(config, old, new)
    assert pointed == line
    assert advice in said
