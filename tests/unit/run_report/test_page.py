"""The page tells all of the record, needs nothing from outside, and lets no text become markup."""

import re
from dataclasses import replace

import pytest
from lxml import html

from flows.run_report.gathered import Told
from flows.run_report.page import UNFOLDED, name_of, page_of, seconds, spell
from flows.run_report.record import Record, Span
from tests.unit.run_report.parts import FAILED, NOW, Night, at, ref, seen, troubled

TOLD = Told(run="vm-1-0a1b2c3d", interrupted="Roboten är pausad sedan 2026-11-18 kl. 08.14.")


def text_of(page: str) -> str:
    return " ".join(" ".join(html.document_fromstring(page).find("body").itertext()).split())


@pytest.fixture
async def record() -> Record:
    return await troubled().record(TOLD)


async def test_the_page_tells_what_became_of_the_night(record: Record) -> None:
    said = text_of(page_of(record))
    for told in (
        "Exempelstads kommun: nattens körning 2026-11-18 kl. 08.14 till kl. 08.24",
        "5 hanterade på 28 s. Utkast klart för handläggaren: 3, väntar: 1, fel: 1.",
        "Roboten är pausad sedan",
        "SCREEN_CHANGED i Skatteverket, skärmen folkbokföring",
        "Två ansökningar: en har felat, en väntar.",
        "En annan sida stod där skärmen väntades",
        "läsa historik och folkbokföring (försök 2 av högst 5 i rad)",
        "Landmärket heading “Folkbokföring” stod där. Etiketter som saknas: ”Civilstånd”.",
        "/folkbokforing (HTTP 200): ”Namn”, ”Adress”",
        "Första gången av sitt slag.",
        "utkast 0.1.0, browser chromium 148",
        "runbooks/SCREEN_CHANGED.md",
        f"utkast evidence show {ref(100234)} utkast review {ref(100234)}",
        "Fel som gick över SYSTEM_SLOW i Almanda, skärmen household: En ansökan: en gick vidare.",
        "Utkastet läst tillbaka 3 1,0 s 1,0 s",
        "i arbete var natt-1, natt-2.",
    ):
        assert told in said


async def test_the_last_steps_stand_with_what_was_met_between_them(record: Record) -> None:
    page = html.document_fromstring(page_of(record))
    table, _ = page.xpath("//h4[contains(., 'De sista stegen')]/following-sibling::table[1]")
    rows = [" ".join(row.text_content().split()) for row in table.xpath(".//tbody/tr")]
    assert rows == [
        "08.14.01 Tagen av en körning CLAIMED",
        "08.14.02 Akten läst OPENED 1,0 s",
        "08.14.02 SCREEN_CHANGED Skatteverket, skärmen folkbokföring 0,60 s",
        "08.14.03 Klar för den här gången SETTLED 0,40 s",
    ]


async def test_the_page_needs_nothing_from_outside_and_runs_no_script(record: Record) -> None:
    page = html.document_fromstring(page_of(record))
    assert not page.xpath("//script | //link | //@onclick | //@style | //iframe")
    assert all(one.startswith("data:image/png;base64,") for one in page.xpath("//img/@src"))
    assert all(one.startswith("#") for one in page.xpath("//a/@href"))
    assert "http" not in re.sub(r"HTTP", "", page_of(record).replace("http-equiv", ""))


async def test_no_text_becomes_markup() -> None:
    night = troubled()
    evil = "<script>alert(1)</script>"
    night.met(seen(2.9, 100234, what=evil, screen=evil, pages=(), versions={evil: evil}))
    page = page_of(await night.record(replace(TOLD, interrupted=evil)))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


async def test_every_application_is_on_the_time_line_with_its_steps(record: Record) -> None:
    page = html.document_fromstring(page_of(record))
    lines = page.xpath("//div[@class='lines']/details")
    assert [one.xpath("string(summary/span[1])") for one in lines] == [
        one.item.case_ref for one in record.lines
    ]
    assert [len(one.xpath(".//tbody/tr")) for one in lines] == [10, 10, 3, 3, 13]
    assert all(one.xpath("summary//*[local-name()='rect']") for one in lines)


async def test_a_night_of_many_is_folded_by_the_hundred() -> None:
    night = Night()
    for number in range(UNFOLDED + 1):
        night.has(100_000 + number)
    page = html.document_fromstring(page_of(await night.record()))
    folds = page.xpath("//section[@aria-labelledby='tidslinje']/details")
    assert [one.xpath("string(summary)").split(": ")[1] for one in folds] == [
        "100 ansökningar",
        "100 ansökningar",
        "1 ansökan",
    ]
    assert len(page.xpath("//div[@class='lines']/details")) == UNFOLDED + 1


async def test_an_empty_night_says_so_in_every_part() -> None:
    said = text_of(page_of(await Night().record()))
    for told in (
        "Ingen har hanterats",
        "Inga ansökningar kom och ingen hanterades",
        "Inga: alla system gick att använda",
        "Inget fel står kvar",
        "Inga steg togs",
        "Ingen ansökan togs upp",
    ):
        assert told in said


async def test_a_failure_of_no_known_code_and_no_evidence_can_be_told() -> None:
    night = Night()
    night.met(seen(2, case_ref="", code="", system="", screen="", landmark=None, pages=()))
    assert "Okänt fel" in text_of(page_of(await night.record()))


async def test_a_report_is_named_by_when_it_was_made_and_by_whose_it_is(record: Record) -> None:
    assert name_of(record, NOW) == "20261118T081400-exempelstad-0a1b2c3d.html"
    assert name_of(replace(record, run=""), NOW) == "20261118T081400-exempelstad.html"


async def test_a_night_over_midnight_names_both_days(record: Record) -> None:
    said = text_of(page_of(replace(record, span=Span(start=NOW, end=at(86_400)))))
    assert "2026-11-18 kl. 08.14 till 2026-11-19 kl. 08.14" in said


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.0, "0,00 s"), (0.514, "0,51 s"), (1.25, "1,2 s"), (99.94, "99,9 s"), (120.4, "120 s")],
)
def test_seconds_have_as_many_decimals_as_they_are_worth(value: float, told: str) -> None:
    assert seconds(value) == told


@pytest.mark.parametrize(("value", "told"), [(59.4, "59 s"), (725, "12 min 5 s"), (12_060, "3 tim 21 min")])
def test_a_span_is_told_in_words(value: float, told: str) -> None:
    assert spell(value) == told


async def test_what_an_attacker_would_write_is_text_on_the_page() -> None:
    attack = '<img src=x onerror=alert(1)><script>alert(1)</script>"\' onload="alert(1)'
    night = Night()
    night.has(100234, replace(FAILED, explanation=attack, reason=attack))
    night.met(seen(2.5, what=attack, screen=attack, system=attack, code=attack))
    page = page_of(await night.record(Told(run=attack, interrupted=attack)))
    root = html.document_fromstring(page)
    acts = ("//script", "//img[not(starts-with(@src, 'data:'))]", "//@*[starts-with(name(), 'on')]")
    assert [one for act in acts for one in root.xpath(act)] == []
    assert page.count("&lt;script&gt;alert(1)") >= 4
