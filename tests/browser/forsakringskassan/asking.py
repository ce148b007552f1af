"""How the tests of this folder ask the portal."""

import datetime as dt
from dataclasses import replace

from playwright.async_api import Page

from bots.forsakringskassan import LookupForm, PrintView, Question
from bots.forsakringskassan.records import Answer
from bots.kit.browser import ContextOptions
from tests.contract.benefits_portal import Portal


def options(portal: Portal) -> ContextOptions:
    return portal.door().context_options(timeout_seconds=15)


def about(number: str, **more: str | dt.date) -> Question:
    asked = Question(
        personnummer=number,
        period_from=dt.date(2026, 9, 1),
        period_to=dt.date(2026, 11, 30),
        purpose="Beslut om eller kontroll av ekonomiskt bistånd",
        legal_basis="12 kap. 1 § socialtjänstlagen (2025:400)",
        case_identity="UTK-9901-100017",
    )
    return replace(asked, **more)  # type: ignore[arg-type]


async def view_of(page: Page, question: Question) -> PrintView:
    return await (await LookupForm.reach(page)).ask(question)


async def answer_about(page: Page, number: str) -> Answer:
    answer = await (await view_of(page, about(number))).answer(about(number))
    assert isinstance(answer, Answer)
    return answer
