"""Försäkringskassan's tab with ten payments a page: the way round when the print view cannot be had."""

from urllib.parse import urlsplit

from bots.forsakringskassan.failures import failure_of
from bots.forsakringskassan.identity import require_answer_to
from bots.forsakringskassan.payment_sections import FK_DETAILS, PAYMENTS, fk_rows
from bots.forsakringskassan.question import Question
from bots.forsakringskassan.records import FkPayment, SourceFailure
from bots.forsakringskassan.sheet import Part, Section, read_sheet
from bots.forsakringskassan.weather import EVERYWHERE, SYSTEM, QuestionGone, QuestionRefused
from bots.kit.errors import UnreadableValue
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.translation import translated


class PagedPayments(Screen):
    """The tab "Försäkringskassan"."""

    system = SYSTEM
    name = "tab"
    landmark = heading("Svar på fråga")
    weather = (*EVERYWHERE, QuestionGone, QuestionRefused)

    async def payments(self, question: Question) -> tuple[FkPayment, ...] | SourceFailure:
        """Every payment on every page, the person checked on each page.

        Raises `UnreadableValue` if the pages do not add up.
        """
        with translated(SYSTEM, self.name):
            return await self._all(question)

    async def _all(self, question: Question) -> tuple[FkPayment, ...] | SourceFailure:
        section = await self._section(question)
        if failure := failure_of(section):
            return failure
        first = section.part(PAYMENTS)
        found = list(_payments(section, first))
        for number in range(2, first.pages + 1):
            section = await (await self._turned_to(number))._section(question)
            part = section.part(PAYMENTS)
            if (part.page, part.pages, part.total) != (number, first.pages, first.total):
                raise UnreadableValue(label="Sida", trouble="the pages changed while they were turned")
            found += _payments(section, part)
        if [payment.number for payment in found] != list(range(1, first.total + 1)):
            raise UnreadableValue(label=PAYMENTS, trouble="the pages together do not show every row once")
        return tuple(found)

    async def _section(self, question: Question) -> Section:
        sheet = await read_sheet(self.root)
        require_answer_to(question, sheet)
        return sheet.section("Försäkringskassan")

    async def _turned_to(self, number: int) -> "PagedPayments":
        address = urlsplit(self.page.url)._replace(query=f"sida={number}").geturl()
        return await PagedPayments.open(self.page, address)


def _payments(section: Section, part: Part) -> tuple[FkPayment, ...]:
    return fk_rows(part.table, section.part(FK_DETAILS).table)
