"""A workbook's formulas, and what LibreOffice reckons them to be."""

import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
NOT_INSTALLED = "LibreOffice is not installed here: apt-get install libreoffice-calc, and run this again."
Formulas = Mapping[tuple[str, str], tuple[str, str]]


def sheets(book: bytes) -> dict[str, Any]:
    """Each sheet's own XML by its name."""
    with zipfile.ZipFile(BytesIO(book)) as held:
        names = etree.fromstring(held.read("xl/workbook.xml")).findall(".//m:sheet", MAIN)
        return {
            one.get("name"): etree.fromstring(held.read(f"xl/worksheets/sheet{number}.xml"))
            for number, one in enumerate(names, start=1)
        }


def formulas(book: bytes) -> Formulas:
    """Formula and kept value by sheet and cell."""
    return {
        (name, cell.get("r")): (cell.findtext("m:f", namespaces=MAIN), cell.findtext("m:v", namespaces=MAIN))
        for name, sheet in sheets(book).items()
        for cell in sheet.findall(".//m:c", MAIN)
        if cell.find("m:f", MAIN) is not None
    }


def sums(found: Formulas) -> dict[tuple[str, str], float]:
    """The value of each sum, by sheet and column."""
    return {
        (sheet, cell[0]): float(value)
        for (sheet, cell), (formula, value) in found.items()
        if formula.startswith("SUM")
    }


def reckoned_anew(book: bytes, folder: Path) -> Formulas:
    """The same formulas with LibreOffice's own values.

    What the book keeps of each is spoilt first: only a program that reckons can get it right. Fails, and does
    not skip, where there is no LibreOffice: a campaign that has not looked must not be green.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.fail(NOT_INSTALLED, pytrace=False)
    spoilt = folder / "spoilt.xlsx"
    _spoil(book, spoilt)
    assert {value for _, value in formulas(spoilt.read_bytes()).values()} == {"-1"}
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(REGISTRY, encoding="utf-8")
    profiled = f"-env:UserInstallation={profile.as_uri()}"
    command = [office, "--headless", profiled, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    done = subprocess.run(
        [*command, str(out), str(spoilt)], capture_output=True, text=True, timeout=300, check=True
    )
    assert "Error" not in done.stderr + done.stdout
    return formulas((out / "spoilt.xlsx").read_bytes())


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
