"""Whom a page is about: every result page says “Uppgifter om: ÅÅÅÅMMDD-NNNN” above what it shows."""

import re

from playwright.async_api import Page

from bots.kit.asking import texts
from bots.kit.errors import NotThatScreen, WrongPersonShown
from bots.kit.translation import translated
from bots.skatteverket.weather import SYSTEM

_SHOWN = re.compile(r"^\s*Uppgifter om:")


async def require_person(page: Page, digits: str, *, screen: str) -> None:
    """Raise `WrongPersonShown` unless the page is about the person with these twelve digits.

    The number is compared here and never put into a locator: locators are quoted in errors.
    """
    with translated(SYSTEM, screen):
        shown = await texts(page.get_by_text(_SHOWN).filter(visible=True))
    if len(shown) != 1:
        raise NotThatScreen(
            SYSTEM, screen, missing=["Uppgifter om"], detail="the page does not say, once, whom it is about"
        )
    if bare_number(shown[0].partition(":")[2]) != digits:
        raise WrongPersonShown(SYSTEM, screen)


def bare_number(shown: str) -> str:
    """A personnummer without hyphen and blanks."""
    return "".join(shown.split()).replace("-", "")
