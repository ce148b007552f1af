"""The workbook's sums are the decisions' own, its formulas ours alone, and LibreOffice reckons the same."""

import re
import shutil
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from flows.follow_up.figures import NOT_KNOWN, Column, Shown, Table
from flows.follow_up.workbook import SHOWN_SUM, workbook_of
from tests.follow_up.office import MAIN, NOT_INSTALLED, formulas, reckoned_anew, sheets, sums
from tests.follow_up.year_report import FORMULA, made, report

LONG_YEAR = 10_000


def granted_kronor(decisions: int) -> float:
    return float(sum(one.amount or 0 for one in made(decisions).decisions))


def test_every_formula_is_a_sum_or_a_share_and_what_people_typed_is_text() -> None:
    book = workbook_of(report())
    told = [formula for formula, _ in formulas(book).values()]
    assert told
    assert [
        one
        for one in told
        if not re.fullmatch(r"SUM\([A-Z]+\d+:[A-Z]+\d+\)|IF\([A-Z]+\d+=0,\"\",[A-Z]+\d+/[A-Z]+\d+\)", one)
    ] == []
    with zipfile.ZipFile(BytesIO(book)) as held:
        texts = held.read("xl/sharedStrings.xml").decode()
        assert not any(
            "hyperlink" in held.read(name).decode().lower()
            for name in held.namelist()
            if "worksheets/sheet" in name
        )
    assert FORMULA.replace('"', "&quot;") in texts or FORMULA in texts


def test_the_sums_are_those_of_the_decisions() -> None:
    kept = sums(formulas(workbook_of(report())))
    assert kept["Kostnad per hushåll", "C"] == pytest.approx(granted_kronor(500), abs=0.001)
    assert kept["Beslut jämförda med utkasten", "B"] == 500
    year = made()
    assert kept["Beslut jämförda med utkasten", "D"] == year.raised_kronor + year.lowered_kronor
    assert kept["Beslut jämförda med utkasten", "C"] == year.raised_kronor - year.lowered_kronor


def test_each_table_has_a_sheet_and_charted_ones_a_chart() -> None:
    book = workbook_of(report())
    assert {one.title[:31] for one in report().tables} <= set(sheets(book))
    with zipfile.ZipFile(BytesIO(book)) as held:
        charts = [name for name in held.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) == sum(bool(one.charted and one.rows) for one in report().tables)


def test_a_column_without_a_number_has_no_sum_and_a_share_of_nothing_no_numerator() -> None:
    columns = (
        Column(name="Vecka"),
        Column(name="Beslut", summed=True, shown=Shown.COUNT),
        Column(name="Kort tid", summed=True, shown=Shown.COUNT),
    )
    weeks = Table(key="k", title="Veckor", note="n", columns=columns, rows=(("2026-W47", 8, NOT_KNOWN),))
    spans = {name: [replace(one, part=0, whole=0) for one in some] for name, some in report().spans.items()}
    book = workbook_of(replace(report(), tables=(weeks, report().table("hushall")), spans=spans))
    assert sums(formulas(book)) == {("Veckor", "B"): 8}
    with_numbers = [
        cell.get("r")[0]
        for cell in sheets(book)["Översikt"].findall(".//m:c", MAIN)
        if cell.find("m:v", MAIN) is not None and cell.get("t") is None
    ]
    assert with_numbers
    assert set(with_numbers).isdisjoint("BEH")


@pytest.mark.campaign
@pytest.mark.timeout(600)
def test_libreoffice_opens_the_book_of_ten_thousand_and_reckons_the_same_sums(tmp_path: Path) -> None:
    book = workbook_of(report(LONG_YEAR))
    kept, again = formulas(book), reckoned_anew(book, tmp_path)
    assert set(again) == set(kept)
    for where, (_, value) in kept.items():
        told = again[where][1]
        assert told is not None
        assert told == value or float(told) == pytest.approx(float(value), abs=1e-6), where
    granted = sums(again)["Kostnad per hushåll", "C"]
    assert granted == pytest.approx(granted_kronor(LONG_YEAR), abs=0.001)


def test_where_there_is_no_libreoffice_a_campaign_says_so_in_a_sentence_and_is_not_green(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(pytest.fail.Exception, match=re.escape(NOT_INSTALLED)):
        reckoned_anew(b"", tmp_path)


def test_a_total_says_that_it_is_of_what_is_shown() -> None:
    with zipfile.ZipFile(BytesIO(workbook_of(report()))) as held:
        assert SHOWN_SUM in held.read("xl/sharedStrings.xml").decode()
