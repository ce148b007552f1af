"""The month's rows for Socialstyrelsen (HSLF-FS 2015:30), as far as the facts go, and what they lack.

2–4 §§ ask for persons and households that were granted support in the month, försörjningshinder, municipal
activities, and why households left, by the 15th of the month after. Follow-up reads no personnummer and must
not, so this is no finished delivery: the case system's own export is, and these rows are for holding it
against. The codes of the regulation's two annexes are not known here, so none is written.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from flows.follow_up.decided import HumanDecision
from flows.follow_up.frames import LONGEST_REASON, ore
from flows.follow_up.report import Told
from flows.follow_up.small_groups import FEWEST
from flows.follow_up.workbook import OPTIONS
from flows.plain_text import in_one_line
from flows.scrubbing import scrubbed

LEGAL_BASIS = "HSLF-FS 2015:30"
RARE = "Läs orsaken i akten"
LEFT = "Vad den avslutade akten anger"
COLUMNS: tuple[tuple[str, str], ...] = (
    ("Kommunkod", ""),
    ("Avser månad", ""),
    ("Akt i ärendesystemet", ""),
    (
        "Sökandes personnummer",
        "Uppföljningen läser inga personnummer: hämta det med akten.",
    ),
    ("Medsökandes personnummer", "Uppföljningen läser inga personnummer."),
    ("Antal vuxna", ""),
    (
        "Antal barn under 18 år",
        "Listan anger barn i hushållet men inte ålder: se efter i akten.",
    ),
    ("Beviljat försörjningsstöd, kr", ""),
    ("Beviljat till livsföring i övrigt, kr", "Ärendesystemets lista delar inte upp beloppet på ändamål."),
    ("Utbetalt, kr", "Uppföljningen läser beslut, inte utbetalningar."),
    ("Beslutets orsak, som den står", ""),
    (
        "Försörjningshinder, kod",
        "Föreskriftens koder (bilaga 1) är inte inlagda. Orsaken står i ord.",
    ),
    ("Kommunal arbetsmarknadsinsats", "Insatser finns inte i ärendesystemets lista."),
    ("Avslutad", ""),
    (LEFT, ""),
    ("Avslutsorsak, kod", "Föreskriftens koder (bilaga 2) är inte inlagda. Orsaken står i ord."),
)
"""Each column, and why it is empty if it is."""


def statistics_of(told: Told, *, month: str, code: str) -> bytes:
    """A workbook: one row for each household that was granted support for `month`, and what is missing."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held, OPTIONS)
    bold, money = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"num_format": "#,##0.00"}),
    )
    rows = book.add_worksheet("Rader")
    rows.set_column(0, len(COLUMNS), 18)
    for at, (name, _) in enumerate(COLUMNS):
        rows.write_string(0, at, name, bold)
    for place, row in enumerate(_rows(told, month=month, code=code), start=1):
        for at, cell in enumerate(row):
            if isinstance(cell, int) and COLUMNS[at][0].endswith("kr"):
                rows.write_number(place, at, cell / 100, money)
            elif isinstance(cell, int):
                rows.write_number(place, at, cell)
            else:
                rows.write_string(place, at, cell)
    _missing(book, bold)
    book.close()
    return held.getvalue()


def _rows(told: Told, *, month: str, code: str) -> list[list[str | int]]:
    sizes = {one.case_key: one for week in sorted(told.weeks) for one in told.weeks[week]}
    closed = {one.case_key: one for one in told.closed}
    common = {why for why, many in Counter(one.reason for one in told.decisions).items() if many >= FEWEST}
    by_household: dict[str, list[HumanDecision]] = {}
    for one in told.decisions:
        if str(one.period) == month and (one.amount or 0) > 0:
            by_household.setdefault(one.case_key, []).append(one)
    ends = {why for why, many in Counter(one.words for one in told.closed).items() if many >= FEWEST}
    rows = []
    for key, decisions in sorted(by_household.items()):
        size, end = sizes.get(key), closed.get(key)
        rows.append(
            [
                code, month, in_one_line(key, most=LONGEST_REASON, where="ärendesystemet"), "", "",
                size.adults if size else "", size.children if size else "",
                sum(ore(one.amount) or 0 for one in decisions), "", "",
                _words([one.reason for one in decisions], common), "", "",
                end.closed_on.isoformat() if end else "", _words([end.words], ends) if end else "", "",
            ]
        )  # fmt: skip
    return rows


def _words(reasons: Sequence[str], common: Collection[str]) -> str:
    """Reasons that several have given; words that stand in one place alone may tell of a person."""
    told = dict.fromkeys(one if one in common or not one else RARE for one in reasons)
    return in_one_line(scrubbed("; ".join(told)), most=2 * LONGEST_REASON, where="ärendesystemet")


def _missing(book: Any, bold: Any) -> None:
    sheet = book.add_worksheet("Det som saknas")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 90)
    about = (
        f"Rader enligt {LEGAL_BASIS}, så långt uppgifterna räcker. De är ett underlag att stämma av mot, och "
        "ska inte lämnas in som de är."
    )
    sheet.write_string(0, 0, about)
    sheet.write_string(2, 0, "Kolumn", bold)
    sheet.write_string(2, 1, "Varför den är tom", bold)
    empty = [(name, why) for name, why in COLUMNS if why]
    for place, (name, why) in enumerate(empty, start=3):
        sheet.write_string(place, 0, name)
        sheet.write_string(place, 1, why)
