"""One saved draft, read field by field and exactly: texts keep every blank and line break.

It must not know what was meant to stand there.
"""

import re
from dataclasses import dataclass
from typing import Any, Self

from playwright.async_api import Page

from bots.almanda.address import in_case_file
from bots.almanda.draft_content import (
    AMOUNT,
    APPLICATION,
    FIELD_LABELS,
    GRID,
    PAY_ON,
    PERIOD,
    PREPARES_PAYMENT,
    PRIORITY,
    PROPOSAL,
    REFERENCE,
    ROWS,
    STICKPROV,
    TEXT_LABELS,
    TRACK,
    WARNING_GRID,
    WARNINGS,
    DraftContent,
    DraftTexts,
    GridLine,
    WarningLine,
)
from bots.almanda.person_shown import require_said
from bots.almanda.values import optional_amount, optional_date, optional_words
from bots.almanda.weather import SYSTEM, WEATHER
from bots.kit.asking import ask
from bots.kit.errors import NotThatScreen, UnreadableValue
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.swedish import amount, month
from bots.kit.translation import translated

_STATUS = "Status"
_SIGNATURES = ("Skapat av", "Ändrat av")
_LOG_SIGNATURE = "Signatur"
_TITLE = re.compile(r"Utkast \d+")
_PRIORITIES = ("1", "2", "3", "4", "5")
_YES_OR_NO = {"Ja": True, "Nej": False}

# Texts are taken as they stand (textContent): what is written must be read back letter by letter.
# <h1>Utkast 17</h1> … <div class="del"><h2>Källor</h2><div class="text" data-del="Källor">…</div></div>
# <table><caption>Beräkningsrader</caption><thead><tr><th>Rad</th>…
_READ = """() => {
  const tidy = text => text.replace(/\\s+/g, ' ').trim();
  const fields = [...document.querySelectorAll('#tblUtkast th')]
    .map(th => [tidy(th.textContent), th.nextElementSibling?.textContent ?? '']);
  const texts = [...document.querySelectorAll('div.text[data-del]')]
    .map(div => [div.dataset.del, div.textContent]);
  const table = caption => {
    const found = [...document.querySelectorAll('table')]
      .filter(one => tidy(one.caption?.textContent ?? '') === caption);
    if (found.length !== 1) return null;
    const [head, ...rows] = [...found[0].rows].map(row => [...row.cells].map(cell => cell.textContent));
    return {head: head.map(tidy), rows};
  };
  const said = [...document.querySelectorAll('div.avser')].map(div => div.textContent.trim());
  const titles = [...document.querySelectorAll('h1')].map(h1 => tidy(h1.textContent));
  const [grid, warnings, log] = ['Beräkningsrader', 'Varningar', 'Ändringslogg'].map(table);
  return {titles, fields, texts, said, grid, warnings, log};
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSheet:
    """The page as read; its values are understood by `content`, and signatures never fail to be read."""

    number: str
    status: str
    signatures: frozenset[str]
    fields: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    warnings: tuple[tuple[str, ...], ...] = ()

    def __repr__(self) -> str:
        return f"DraftSheet({self.number!r})"

    def content(self) -> DraftContent:
        """The draft's values.  Raises `UnreadableValue` where one cannot be read for certain."""
        year, in_year = month(self._field(PERIOD), PERIOD)
        return DraftContent(
            reference=self._field(REFERENCE),
            application=self._field(APPLICATION),
            year=year,
            month=in_year,
            proposal=self._field(PROPOSAL),
            amount=optional_amount(self._field(AMOUNT), AMOUNT),
            pay_on=optional_date(self._field(PAY_ON), PAY_ON),
            stickprov=_yes_or_no(self._field(STICKPROV), STICKPROV),
            track=optional_words(self._field(TRACK)),
            priority=_priority(self._field(PRIORITY)),
            prepares_payment=_yes_or_no(self._field(PREPARES_PAYMENT), PREPARES_PAYMENT),
            texts=DraftTexts(**{name: self._text(label) for name, label in TEXT_LABELS.items()}),
            lines=tuple(_line(row) for row in self.rows),
            warnings=tuple(_warning(row) for row in self.warnings),
        )

    def _field(self, label: str) -> str:
        return _only(self.fields, label).strip()

    def _text(self, label: str) -> str:
        return _only(self.texts, label)


class DraftPage(Screen):
    """A draft as the caseworker reads it."""

    system = SYSTEM
    name = "draft"
    landmark = heading("Sammanfattning")
    labels = (*FIELD_LABELS, _STATUS, *_SIGNATURES)
    weather = WEATHER

    @classmethod
    async def of(cls, page: Page, key: str, number: str) -> Self:
        """Go to a draft of the case file with that key."""
        return await cls.open(page, in_case_file("UtkastVisa", key, utkast=number))

    async def read(self, digits: str, number: str) -> DraftSheet:
        """The draft of that number, which must be about the person with these digits.

        Raises `NotThatScreen` when another draft stands there: a household has one for every month.
        """
        with translated(SYSTEM, self.name):
            read: dict[str, Any] = await ask(self.root, _READ)
            require_said(read["said"], digits, screen=self.name)
            _require_number(read["titles"], number)
            grid, log = _rows(read["grid"], ROWS), _rows(read["log"], "Ändringslogg")
            warnings = _rows(read["warnings"], WARNINGS)
            fields = tuple((label, value) for label, value in read["fields"])
            by = {_only(fields, label).strip() for label in _SIGNATURES}
            return DraftSheet(
                number=number,
                status=_only(fields, _STATUS).strip(),
                signatures=frozenset(by | {value.strip() for value in _column(log, _LOG_SIGNATURE)}),
                fields=fields,
                texts=tuple((label, value) for label, value in read["texts"]),
                rows=tuple(_in_order(grid, ("Rad", *GRID))),
                warnings=tuple(_in_order(warnings, ("Rad", *WARNING_GRID))),
            )


def _require_number(titles: list[str], number: str) -> None:
    ours = f"Utkast {number}"
    if titles != [ours]:
        others = [title for title in titles if _TITLE.fullmatch(title)]
        raise NotThatScreen(expected=f"heading “{ours}”", standing=others)


def _only(pairs: tuple[tuple[str, str], ...], label: str) -> str:
    found = [value for name, value in pairs if name == label]
    if len(found) != 1:
        raise NotThatScreen(missing=(label,), standing=[name for name, _ in pairs])
    return found[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _rows(table: Any, caption: str) -> _Read:
    if table is None:
        raise NotThatScreen(missing=(caption,))
    rows = tuple(tuple(row) for row in table["rows"])
    nothing = len(rows) == 1 and len(rows[0]) == 1 and rows[0][0].strip() == "Inga uppgifter"
    if not rows:
        raise UnreadableValue(label=caption, trouble="the table is empty and the page does not say so")
    return _Read(head=tuple(table["head"]), rows=() if nothing else rows)


def _in_order(table: _Read, wanted: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The rows with their cells in the order wanted, sorted by their first, which counts them."""
    missing = [header for header in wanted if table.head.count(header) != 1]
    if missing:
        raise NotThatScreen(missing=missing, standing=table.head)
    at = [table.head.index(header) for header in wanted]
    picked = [tuple(row[column] for column in at) for row in table.rows if len(row) == len(table.head)]
    counted = {row[0] for row in picked if row[0].isdecimal()}
    if len(counted) != len(table.rows):
        raise UnreadableValue(label=wanted[0], trouble="a row does not fit its headings")
    return sorted(picked, key=lambda row: int(row[0]))


def _column(table: _Read, header: str) -> list[str]:
    if header not in table.head:
        raise NotThatScreen(missing=(header,), standing=table.head)
    at = table.head.index(header)
    return [row[at] for row in table.rows]


def _line(row: tuple[str, ...]) -> GridLine:
    _, section, label, applied, counted, own, previous, note = row
    return GridLine(
        section=section,
        label=label,
        applied=optional_amount(applied, "Ansökt"),
        amount=amount(counted, "Belopp"),
        by_caseworker=optional_amount(own, "Handläggarens belopp"),
        previous=optional_amount(previous, "Förra månaden"),
        note=note,
    )


def _warning(row: tuple[str, ...]) -> WarningLine:
    _, kind, about, text, status = row
    return WarningLine(kind=kind, about=about, text=text, status=status)


def _priority(text: str) -> int:
    if text not in _PRIORITIES:
        raise UnreadableValue(label=PRIORITY, trouble="no number from 1 to 5")
    return int(text)


def _yes_or_no(text: str, label: str) -> bool:
    if text not in _YES_OR_NO:
        raise UnreadableValue(label=label, trouble="neither Ja nor Nej")
    return _YES_OR_NO[text]
