"""The workbook's sums are the decisions' own, its formulas ours alone, and LibreOffice reckons the same."""

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from flows.follow_up.workbook import SHOWN_SUM, workbook_of
from tests.follow_up.year_report import FORMULA, made, report

MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
LONG_YEAR = 10_000


def sheets(book: bytes) -> dict[str, Any]:
    """Each sheet's own XML by its name."""
    with zipfile.ZipFile(BytesIO(book)) as held:
        names = etree.fromstring(held.read("xl/workbook.xml")).findall(".//m:sheet", MAIN)
        return {
            one.get("name"): etree.fromstring(held.read(f"xl/worksheets/sheet{number}.xml"))
            for number, one in enumerate(names, start=1)
        }


def formulas(book: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """Formula and kept value by sheet and cell."""
    return {
        (name, cell.get("r")): (cell.findtext("m:f", namespaces=MAIN), cell.findtext("m:v", namespaces=MAIN))
        for name, sheet in sheets(book).items()
        for cell in sheet.findall(".//m:c", MAIN)
        if cell.find("m:f", MAIN) is not None
    }


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
    kept = {
        (sheet, cell[0]): float(value)
        for (sheet, cell), (formula, value) in formulas(workbook_of(report())).items()
        if formula.startswith("SUM")
    }
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


@pytest.mark.campaign
@pytest.mark.timeout(600)
def test_libreoffice_opens_the_book_of_ten_thousand_and_reckons_the_same_sums(tmp_path: Path) -> None:
    """What the book keeps of each sum is spoilt first: only a program that reckons can get them right."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip(
            "LibreOffice is not installed here: apt-get install libreoffice-calc, and run this again."
        )
    book = workbook_of(report(LONG_YEAR))
    kept = formulas(book)
    spoilt = tmp_path / "spoilt.xlsx"
    _spoil(book, spoilt)
    assert {value for _, value in formulas(spoilt.read_bytes()).values()} == {"-1"}
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(REGISTRY, encoding="utf-8")
    out = tmp_path / "out"
    profiled = f"-env:UserInstallation={profile.as_uri()}"
    command = [office, "--headless", profiled, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    done = subprocess.run(
        [*command, str(out), str(spoilt)], capture_output=True, text=True, timeout=300, check=True
    )
    assert "Error" not in done.stderr + done.stdout
    again = formulas((out / "spoilt.xlsx").read_bytes())
    assert set(again) == set(kept)
    for where, (_, value) in kept.items():
        told = again[where][1]
        assert told is not None
        assert told == value or float(told) == pytest.approx(float(value), abs=1e-6), where
    (total,) = [
        float(again["Kostnad per hushåll", cell][1])
        for name, cell in again
        if name == "Kostnad per hushåll" and cell[0] == "C"
    ]
    assert total == pytest.approx(granted_kronor(LONG_YEAR), abs=0.001)


def _spoil(book: bytes, to: Path) -> None:
    with zipfile.ZipFile(BytesIO(book)) as held, zipfile.ZipFile(to, "w") as spoilt:
        for name in held.namelist():
            content = held.read(name)
            if name.startswith("xl/worksheets/sheet"):
                tree = etree.fromstring(content)
                for cell in tree.findall(".//m:c", MAIN):
                    if cell.find("m:f", MAIN) is not None:
                        cell.find("m:v", MAIN).text = "-1"
                        cell.attrib.pop("t", None)
                content = etree.tostring(tree)
            spoilt.writestr(name, content)


def test_a_total_says_that_it_is_of_what_is_shown() -> None:
    with zipfile.ZipFile(BytesIO(workbook_of(report()))) as held:
        assert SHOWN_SUM in held.read("xl/sharedStrings.xml").decode()
