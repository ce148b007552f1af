"""The follow-up as a workbook of Excel, with formulas and charts.

Text is written as text: no reason that a person has typed can become a formula or a link. A sum is a formula
over the cells above it and carries its own value for programs that do not reckon.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from flows.follow_up.figures import Cell, Column, Shown, Table
from flows.follow_up.report import Report
from flows.follow_up.wording import NOT_SHOWN, headline, median_told, nothing_found
from flows.plain_text import in_one_line

SHOWN_SUM = "Summa av det som visas"
FORMATS = {Shown.COUNT: "#,##0", Shown.SHARE: "0.0%", Shown.MONEY: '#,##0.00" kr"', Shown.SECONDS: "#,##0"}
LONGEST_CELL, LONGEST_SHEET = 500, 31
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FIRST_ROW = 3


def workbook_of(report: Report) -> bytes:
    """The whole file."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held, OPTIONS)
    book.set_properties({"title": f"Uppföljning {report.week_told}", "author": "Utkast", "comments": ""})
    formats = _formats(book)
    _overview(book, report, formats)
    _found(book, report, formats)
    for table in report.tables:
        _sheet(book, table, formats)
    _definitions(book, report, formats)
    book.close()
    return held.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for kind, how in FORMATS.items():
        made[kind] = book.add_format({"num_format": how})
        made[f"sum {kind}"] = book.add_format({"num_format": how, "bold": True, "top": 1})
    made["title"] = book.add_format({"bold": True, "font_size": 14})
    made["head"] = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    made["wrapped"] = book.add_format({"text_wrap": True, "valign": "top"})
    made["sum"] = book.add_format({"bold": True, "top": 1})
    return made


def _overview(book: Any, report: Report, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Översikt")
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 9, 13)
    _text(sheet, (0, 0), report.title, style=formats["title"])
    row = 2
    for line in headline(report):
        _text(sheet, (row, 0), line)
        row += 1
    row += 1
    _text(sheet, (row, 0), "Andel", style=formats["head"])
    for at, span in enumerate(report.spans):
        for offset, what in enumerate(("täljare", "nämnare", "andel")):
            _text(sheet, (row, 1 + 3 * at + offset), f"{span}: {what}", style=formats["head"])
    names = [one.name for one in next(iter(report.spans.values()))]
    for place, name in enumerate(names, start=row + 1):
        _text(sheet, (place, 0), name)
        for at, shares in enumerate(report.spans.values()):
            one, column = shares[place - row - 1], 1 + 3 * at
            part_told = one.part if one.whole else None
            _cell(
                sheet, (place, column), part_told, column=Column(name="", shown=Shown.COUNT), formats=formats
            )
            sheet.write_number(place, column + 1, one.whole, formats[Shown.COUNT])
            part, whole = (f"{xl_col_to_name(column + step)}{place + 1}" for step in (0, 1))
            formula = f'=IF({whole}=0,"",{part}/{whole})'
            value = "" if one.value is None else one.value
            sheet.write_formula(place, column + 2, formula, formats[Shown.SHARE], value)
    row += len(names) + 2
    for span, days in report.medians.items():
        _text(sheet, (row, 0), f"Mediantid från ansökan till beslut, {span.lower()}")
        _text(sheet, (row, 1), median_told(days))
        row += 1


def _found(book: Any, report: Report, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Fynd")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    sheet.set_column(2, 3, 24)
    for at, name in enumerate(("Slag", "Vad", "Sannolikhet av en slump", "Att titta på")):
        _text(sheet, (0, at), name, style=formats["head"])
    for row, one in enumerate(report.findings, start=1):
        _text(sheet, (row, 0), one.kind, style=formats["wrapped"])
        _text(sheet, (row, 1), one.words, style=formats["wrapped"])
        sheet.write_number(row, 2, one.p)
        _text(sheet, (row, 3), " ".join(one.references), style=formats["wrapped"])
    if not report.findings:
        _text(sheet, (1, 0), nothing_found(report))


def _sheet(book: Any, table: Table, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(table.title[:LONGEST_SHEET])
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(table.columns), 16)
    _text(sheet, (0, 0), table.title, style=formats["title"])
    _text(sheet, (1, 0), table.note)
    for at, column in enumerate(table.columns):
        _text(sheet, (FIRST_ROW, at), column.name, style=formats["head"])
        for row, cells in enumerate(table.rows, start=FIRST_ROW + 1):
            # A chart of Excel draws text as nought: what is not shown is a gap, as in the pictures.
            if not (cells[at] is None and column.name in table.charted):
                _cell(sheet, (row, at), cells[at], column=column, formats=formats)
    last = FIRST_ROW + len(table.rows)
    if table.rows and any(one.summed for one in table.columns):
        _text(sheet, (last + 1, 0), SHOWN_SUM, style=formats["sum"])
        for at, column in enumerate(table.columns):
            if column.summed:
                _sum(sheet, (last + 1, at), table.total(column.name), column=column, formats=formats)
    if table.rows and table.charted:
        _chart(book, sheet, table, last=last)
    sheet.freeze_panes(FIRST_ROW + 1, 1)


def _sum(
    sheet: Any, place: tuple[int, int], total: int | None, *, column: Column, formats: dict[str, Any]
) -> None:
    """A sum of the numbers above; of a column without any there is none, and it is not nought."""
    if total is None:
        _text(sheet, place, NOT_SHOWN, style=formats["sum"])
        return
    row, at = place
    letter = xl_col_to_name(at)
    value = total / 100 if column.shown is Shown.MONEY else total
    formula = f"=SUM({letter}{FIRST_ROW + 2}:{letter}{row})"
    sheet.write_formula(row, at, formula, formats[f"sum {column.shown}"], value)


def _chart(book: Any, sheet: Any, table: Table, *, last: int) -> None:
    chart = book.add_chart({"type": "line" if table.is_over_time else "bar"})
    name = table.title[:LONGEST_SHEET]
    for charted in table.charted:
        at = [one.name for one in table.columns].index(charted)
        chart.add_series(
            {
                "name": [name, FIRST_ROW, at],
                "categories": [name, FIRST_ROW + 1, 0, last, 0],
                "values": [name, FIRST_ROW + 1, at, last, at],
            }
        )
    chart.set_title({"name": table.title, "overlay": False})
    chart.set_size({"width": 640, "height": 360})
    sheet.insert_chart(FIRST_ROW, len(table.columns) + 1, chart, {"description": f"Diagram: {table.title}"})


def _definitions(book: Any, report: Report, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Definitioner")
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 100)
    shares: Sequence[tuple[str, str]] = [(one.name, one.defined) for one in report.spans["Ett år"]]
    for row, (name, defined) in enumerate([*shares, *((one.title, one.note) for one in report.tables)]):
        _text(sheet, (row, 0), name, style=formats["wrapped"])
        _text(sheet, (row, 1), defined, style=formats["wrapped"])


def _cell(sheet: Any, place: tuple[int, int], cell: Cell, *, column: Column, formats: dict[str, Any]) -> None:
    if cell is None or isinstance(cell, str):
        _text(sheet, place, NOT_SHOWN if cell is None else cell)
    else:
        value = cell / 100 if column.shown is Shown.MONEY else cell
        sheet.write_number(*place, value, formats.get(column.shown))


def _text(sheet: Any, place: tuple[int, int], text: str, *, style: Any = None) -> None:
    sheet.write_string(*place, in_one_line(text, most=LONGEST_CELL, where="rapporten"), style)
