"""Playwright's own errors become screen errors here, and nowhere else.

Playwright's messages quote the page (rows, names, addresses with queries).  Before an error is used as a
cause it is cut down to the few words on a list: which call, and which kind of trouble.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from bots.kit.certificate_words import refused_certificate
from bots.kit.errors import BrowserGone, NotThatScreen, ScreenError, SystemSlow, SystemUnreachable

_CALL = re.compile(r"^(?:\w+)\.(?:\w+)(?=:)")
_NAVIGATING = re.compile(
    r"^\w+\.(goto|reload|go_back|go_forward|wait_for_url|wait_for_load_state|wait_for_function|expect_navigation)"
    r"|^APIRequestContext\."
)
_ASKED_DIRECTLY = re.compile(r"^APIRequestContext\.")
_KINDS = (
    re.compile(r"net::ERR_[A-Z0-9_]+"),
    re.compile(r"\b(?:ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENOTFOUND|EPIPE|ETIMEDOUT)\b"),
    re.compile(r"Timeout \d+ms exceeded"),
    re.compile(
        r"certificate has expired|certificate is not yet valid|does not match certificate's altnames"
        r"|self-signed certificate|unable to (?:verify|get local issuer)"
    ),
    re.compile(r"waiting for scheduled navigations to finish"),
    re.compile(r"strict mode violation"),
    re.compile(r"[Ff]rame was detached"),
    re.compile(r"Target closed|has been closed|(?:[Tt]arget|Page) crashed|(?:Connection|Browser) closed"),
    re.compile(r"Execution context was destroyed|Cannot find context"),
    re.compile(r"intercepts pointer events"),
    re.compile(r"interrupted by another navigation"),
    re.compile(r"Download is starting"),
)
_MOVED = re.compile(r"[Ff]rame was detached|Execution context was destroyed|Cannot find context")
_GONE = re.compile(r"has been closed|Target closed|crashed|Connection closed|Browser closed")


@contextmanager
def translated(system: str, screen: str) -> Iterator[None]:
    """Turn Playwright's errors inside the block into screen errors of this system and screen.

    Screen errors pass through; those that do not know where they happened (a parser's) are told.
    """
    try:
        yield
    except ScreenError as error:
        error.located(system, screen)
        raise
    except PlaywrightError as error:
        wordless = without_page_content(error)
        raise _screen_error(wordless, system, screen) from wordless


def without_page_content(error: PlaywrightError) -> PlaywrightError:
    """Cut the error's own texts, in place, down to the call and the kind of trouble."""
    told = summary(error)
    for attribute in ("_log", "_details", "_stack"):
        if hasattr(error, attribute):
            setattr(error, attribute, None)
    error._message = told
    error.args = (told,)
    return error


def summary(error: PlaywrightError) -> str:
    """`Locator.click: Timeout 5000ms exceeded`: words from a list only, nothing of the page."""
    call = _CALL.match(error.message)
    kinds = [found.group() for kind in _KINDS if (found := kind.search(error.message))]
    return f"{call.group() if call else 'Playwright'}: {', '.join(kinds) or 'failed'}"


def page_moved(error: PlaywrightError) -> bool:
    """The page or frame went elsewhere while it was looked at; looking again is right, acting is not."""
    return bool(_MOVED.search(error.message))


def _screen_error(error: PlaywrightError, system: str, screen: str) -> ScreenError:
    told = error.message
    if _GONE.search(told):
        return BrowserGone(system, screen, told)
    if isinstance(error, PlaywrightTimeout) or "ERR_TIMED_OUT" in told or "Timeout" in told:
        if _NAVIGATING.match(told) or "ERR_" in told or "scheduled navigations" in told:
            return SystemSlow(system, screen, told)
        return NotThatScreen(system, screen, detail=f"something on the screen was not there in time: {told}")
    if refused := refused_certificate(told):
        return SystemUnreachable(system, screen, f"{refused} ({told})")
    if "net::ERR_" in told or _ASKED_DIRECTLY.match(told):
        return SystemUnreachable(system, screen, told)
    return NotThatScreen(system, screen, detail=f"the screen did not behave as expected: {told}")
