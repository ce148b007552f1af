"""The form for a new draft.  Almanda keeps one more draft for every time it is sent.

It must not know whether there is a draft already.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from decimal import Decimal
from typing import Self

from playwright.async_api import Error as PlaywrightError
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
    GridLine,
    WarningLine,
)
from bots.almanda.draft_page import DraftPage
from bots.almanda.person_shown import require_person
from bots.almanda.weather import SYSTEM, WEATHER
from bots.kit.errors import (
    AccessDenied,
    NotThatScreen,
    RecordLocked,
    SaveUnanswered,
    ScreenError,
    UnreadableValue,
)
from bots.kit.form import Form, Grid
from bots.kit.landmark import Root, heading
from bots.kit.screen import Screen
from bots.kit.sent_once import sent_once
from bots.kit.swedish import format_amount, format_date
from bots.kit.translation import summary, translated, without_page_content

_SAVE = "Spara utkast"
BeforeSending = Callable[[], Awaitable[None]]


async def nobody_asked() -> None:
    """Nothing is to be done before the press."""


class DraftForm(Screen):
    """Nytt utkast till beslut."""

    system = SYSTEM
    name = "draft form"
    landmark = heading("Nytt utkast till beslut")
    labels = (*FIELD_LABELS, *TEXT_LABELS.values(), *GRID, *WARNING_GRID, _SAVE)
    weather = WEATHER
    rows_come_late = False

    def __init__(self, page: Page, root: Root) -> None:
        super().__init__(page, root)
        self.form = Form(root=root, button=_SAVE)

    @classmethod
    async def of(cls, page: Page, key: str, *, rows: int, warnings: int = 0) -> Self:
        """Go to an empty form of the case file with that key, with room for that many.

        Raises `RecordLocked` when a person holds the case file.
        """
        return await cls.open(page, in_case_file("UtkastNytt", key, rader=rows, varningar=warnings))

    async def fill(self, digits: str, content: DraftContent) -> None:
        """Type the draft; the form must be about the person with these digits."""
        rows = [_typed(line) for line in content.lines]
        grid = Grid(caption=ROWS, columns=GRID, rows=rows)
        warned = [_typed_warning(line) for line in content.warnings]
        warnings = Grid(caption=WARNINGS, columns=WARNING_GRID, rows=warned)
        with translated(SYSTEM, self.name):
            await require_person(self.root, digits, screen=self.name)
            await self.form.fill(_fields(content), grid, warnings)

    async def save(self, before_sending: BeforeSending = nobody_asked) -> DraftPage:
        """Send the form, as one request, and return the page of the saved draft.

        Nothing stands between `before_sending` and the press; what it raises stops the press.
        Raises `NotThatScreen` or `UnreadableValue` when the form refused and nothing was sent, `RecordLocked`
        or `AccessDenied` when the system said no, and `SaveUnanswered` for any other answer or none.
        """
        with translated(SYSTEM, self.name):
            await self._send(before_sending)
        try:
            return await DraftPage.at(self.page)
        except (RecordLocked, AccessDenied):
            raise
        except ScreenError as unanswered:
            raise _unanswered(unanswered) from unanswered

    async def _send(self, before_sending: BeforeSending) -> None:
        try:
            async with sent_once(self.page):
                await before_sending()
                await self.form.send()
        except (NotThatScreen, UnreadableValue):
            # The form's own refusals come before the press; every other error may come after it.
            raise
        except PlaywrightError as lost:
            raise _unanswered(lost) from without_page_content(lost)
        except ScreenError as lost:
            raise _unanswered(lost) from lost


def _unanswered(cause: ScreenError | PlaywrightError) -> SaveUnanswered:
    told = summary(cause) if isinstance(cause, PlaywrightError) else cause.detail
    return SaveUnanswered(SYSTEM, DraftForm.name, f"the draft was sent and may be saved or not: {told}")


def _fields(content: DraftContent) -> dict[str, str | bool]:
    texts = asdict(content.texts)
    return {
        REFERENCE: content.reference,
        APPLICATION: content.application,
        PERIOD: f"{content.year:04d}{content.month:02d}",
        PROPOSAL: content.proposal,
        AMOUNT: _optional(content.amount),
        PAY_ON: format_date(content.pay_on) if content.pay_on else "",
        STICKPROV: content.stickprov,
        TRACK: content.track,
        PRIORITY: str(content.priority),
        PREPARES_PAYMENT: content.prepares_payment,
        **{label: texts[name] for name, label in TEXT_LABELS.items()},
    }


def _typed(line: GridLine) -> tuple[str, ...]:
    return (
        line.section,
        line.label,
        _optional(line.applied),
        format_amount(line.amount),
        _optional(line.by_caseworker),
        _optional(line.previous),
        line.note,
    )


def _typed_warning(line: WarningLine) -> tuple[str, ...]:
    return line.kind, line.about, line.text, line.status


def _optional(amount: Decimal | None) -> str:
    return "" if amount is None else format_amount(amount)
