"""Whom a page of a case file is about: every one says “Avser: ÅÅÅÅMMDD-NNNN” above what it shows."""

import re

from bots.almanda.weather import SYSTEM
from bots.kit.asking import ask
from bots.kit.errors import NotThatScreen, UnreadableValue, WrongPersonShown
from bots.kit.landmark import Root

# <div class="avser">Avser: <b>ÅÅÅÅMMDD-NNNN</b> Namn <span>Akt K104233</span></div>
_READ = "() => [...document.querySelectorAll('div.avser')].map(div => div.textContent.trim())"
_SHOWN = re.compile(r"^\s*Avser:")
_NUMBER = re.compile(r"([0-9]{8})-?([0-9]{4})")


async def require_person(root: Root, digits: str, *, screen: str) -> None:
    """Raise `WrongPersonShown` unless the page is about the person, before anything is typed on it."""
    require_said(await ask(root, _READ), digits, screen=screen)


def require_said(shown: list[str], digits: str, *, screen: str) -> None:
    """Raise `WrongPersonShown` unless the page says that it is about the person with these twelve digits.

    The number is compared here and never put into a locator: locators are quoted in errors.
    """
    if len(shown) != 1 or not _SHOWN.match(shown[0]):
        raise NotThatScreen(
            SYSTEM, screen, missing=["Avser"], detail="the page does not say, once, whom it is about"
        )
    found = _NUMBER.search(shown[0])
    if found is None or found[1] + found[2] != digits:
        raise WrongPersonShown(SYSTEM, screen)


def bare_number(shown: str, label: str) -> str:
    """Twelve digits of `ÅÅÅÅMMDD-NNNN`."""
    found = _NUMBER.fullmatch(shown.strip())
    if found is None:
        raise UnreadableValue(label=label, trouble="not a personnummer of twelve digits")
    return found[1] + found[2]
