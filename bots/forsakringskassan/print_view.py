"""The print view: the whole answer, every source and every row, on one page."""

from collections.abc import Callable
from typing import TypeVar

from bots.forsakringskassan import agency_sections, payment_sections
from bots.forsakringskassan.failures import failure_of
from bots.forsakringskassan.identity import require_answer_to
from bots.forsakringskassan.question import Question
from bots.forsakringskassan.records import Answer, Marked, NoHit, SourceFailure
from bots.forsakringskassan.sheet import Section, Sheet, read_sheet
from bots.forsakringskassan.weather import EVERYWHERE, SYSTEM, QuestionGone, QuestionRefused
from bots.kit.errors import NotThatScreen, UnreadableValue
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.translation import translated

T = TypeVar("T")

_NO_HIT = "Ej träff. Personen är inte känd hos Försäkringskassan."
_FLAGS = ("Skyddad", "Sekretess", "Sekretessmarkering")
_NOT_MARKED = "Nej"
_MARKED = "Personen har skyddade personuppgifter."


class PrintView(Screen):
    """Everything the sources answered, on one page."""

    system = SYSTEM
    name = "print_view"
    landmark = heading("Svar på fråga – utskriftsvy, alla flikar")
    weather = (*EVERYWHERE, QuestionGone, QuestionRefused)

    async def answer(self, question: Question) -> Answer | Marked | NoHit:
        """The answer to `question`. Raises `WrongPersonShown` before anything else is read from the page."""
        with translated(SYSTEM, self.name):
            sheet = await read_sheet(self.root)
            require_answer_to(question, sheet)
            return _answer(sheet)


def _answer(sheet: Sheet) -> Answer | Marked | NoHit:
    flag = sheet.facts["Skyddad"]
    if sheet.sections:
        try:
            return _sources(sheet, flag)
        except (NotThatScreen, UnreadableValue):
            # What cannot be read must not hide a mark that can.
            if (mark := _mark_in(sheet)) is None:
                raise
            return Marked(flag=mark)
    if _NO_HIT in sheet.notes:
        return NoHit(flag=flag)
    if any(note.startswith(_MARKED) for note in sheet.notes):
        return Marked(flag=flag)
    raise NotThatScreen(detail="an answer without sources, and the page does not say why")


def _mark_in(sheet: Sheet) -> str | None:
    """The first flag on the page that is no plain “Nej”; None when there is none."""
    facts = (sheet.facts, *(section.facts for section in sheet.sections))
    flags = [one[label] for one in facts for label in _FLAGS if label in one.labels]
    return next((flag for flag in flags if flag != _NOT_MARKED), None)


def _sources(sheet: Sheet, flag: str) -> Answer:
    return Answer(
        flag=flag,
        fk=_said(sheet.section("Försäkringskassan"), payment_sections.fk_payments),
        pm=_said(sheet.section("Pensionsmyndigheten"), payment_sections.pm_payments),
        claims=agency_sections.claims(sheet.section("Ansökningar och beslut")),
        csn=_said(sheet.section("CSN"), agency_sections.csn),
        af=_said(sheet.section("Arbetsförmedlingen"), agency_sections.af),
        akassa=_said(sheet.section("A-kassa"), agency_sections.akassa),
    )


def _said(section: Section, read: Callable[[Section], T]) -> T | SourceFailure:
    return failure_of(section) or read(section)
