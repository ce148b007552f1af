"""Whom a page of a case file is about: every one says “Avser: ÅÅÅÅMMDD-NNNN” above what it shows."""

import re

from bots.almanda.weather import SYSTEM
from bots.kit.errors import NotThatScreen, UnreadableValue, WrongPersonShown

_SHOWN = re.compile(r"^\s*Avser:")
_NUMBER = re.compile(r"([0-9]{8})-?([0-9]{4})")


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
