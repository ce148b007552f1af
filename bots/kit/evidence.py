"""What IT needs to see of a failure, and nothing of the person it concerned.

Only what is on a list of harmless things is kept: tags and roles, and the words of labels, column headings,
legends and buttons that `outline` lets through.  Values, cells, headings' words and addresses' queries are
never read.  The picture is of the same page with everything else invisible.
It must not know where evidence is kept nor for how long.
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Page

from bots.kit.errors import NotThatScreen, ScreenError
from bots.kit.evidence_name import name_of
from bots.kit.masking import Unmasked, mask
from bots.kit.outline import outline
from bots.kit.swedish import STOCKHOLM
from bots.kit.translation import summary

log = structlog.get_logger(__name__)
Keep = Callable[[str, bytes], Path]
"""Keeps the content under a file's name, and says where."""

_PATIENCE_SECONDS = 5.0
# A word of the system's own address: a name with a space, an e-mail or a long number is not.
_PATH_WORD = re.compile(r"[A-Za-z0-9_.-]{0,40}")
_LONG_NUMBER = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the outline and the picture of one failure lie; `picture` is None when none could be taken."""

    outline: Path
    picture: Path | None


async def take(
    page: Page,
    *,
    system: str,
    screen: str,
    attempted: str,
    keep: Keep,
    is_personal: Callable[[str], bool],
    why: ScreenError | None = None,
    at: datetime | None = None,
    bound: Mapping[str, Any] | None = None,
) -> Evidence:
    """Outline and masked picture of what stands there.  The page is not to be used again: it stays masked.

    `attempted` says in English what the robot tried, without personal data.  `why` is the error it met.
    `at` is when, aware; unless given, now.  `bound` is what the evidence is to be found by: no person.
    `keep` stores a file, sealed if it must be. `is_personal` tells whether a text has somebody at hand in it.
    Never raises for what the page does: a page that cannot be read gives an outline that says so.
    """
    now = at or datetime.now(STOCKHOLM)
    name = name_of(now, system)
    told: dict[str, Any] = {"system": system, "screen": screen, "attempted": attempted, "at": now.isoformat()}
    told |= {"bound": dict(bound or {}), "error": _error(why)}
    told |= {"frames": [await _frame(frame, is_personal) for frame in page.frames]}
    picture = await _picture(page, is_personal)
    words = json.dumps(told, ensure_ascii=False, indent=1).encode()
    return Evidence(
        outline=await _kept(keep, f"{name}.json", words),
        picture=await _kept(keep, f"{name}.png", picture) if picture else None,
    )


async def _kept(keep: Keep, name: str, content: bytes) -> Path:
    """Where it lies. Told to end, it ends when the file is there: none comes after the end."""
    writing = asyncio.create_task(asyncio.to_thread(keep, name, content))
    try:
        return await asyncio.shield(writing)
    except asyncio.CancelledError:
        await asyncio.wait({writing})
        raise


def harmless_path(url: str) -> str:
    """The address's path without query or fragment; parts that could name a person become `…`."""
    words = urlsplit(url).path.split("/")
    return "/".join(word if _is_harmless(word) else "…" for word in words)


def _is_harmless(word: str) -> bool:
    return bool(_PATH_WORD.fullmatch(word)) and not _LONG_NUMBER.search(re.sub(r"[-_.]", "", word))


def _error(why: ScreenError | None) -> dict[str, Any] | None:
    if why is None:
        return None
    told = {"kind": type(why).__name__, "detail": why.detail}
    if not isinstance(why, NotThatScreen):
        return told
    return {**told, "expected": why.expected, "missing": why.missing, "standing": why.standing}


async def _frame(frame: Frame, is_personal: Callable[[str], bool]) -> dict[str, Any]:
    path = harmless_path(frame.url)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return {"path": path, **await outline(frame, is_personal)}
    except PlaywrightError as error:
        return {"path": path, "unreadable": summary(error)}
    except TimeoutError:
        return {"path": path, "unreadable": "the page did not answer"}


async def _picture(page: Page, is_personal: Callable[[str], bool]) -> bytes | None:
    """A picture of the masked page, or none at all if the mask did not hold from before to after."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS), mask(page, is_personal):
            return await page.screenshot(full_page=True, animations="disabled")
    except PlaywrightError as error:
        log.warning("evidence.no_picture", why=summary(error))
    except Unmasked as error:
        log.warning("evidence.no_picture", why=str(error))
    except TimeoutError:
        log.warning("evidence.no_picture", why="the page did not answer")
    return None
