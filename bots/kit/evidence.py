"""What IT needs to see of a failure, and nothing of the person it concerned.

Only what is on a list of harmless things is kept: tags, roles, labels, column headings, legends and buttons,
and a picture in which everything else is invisible.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page


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
    folder: Path,
    seal: Callable[[bytes], bytes] = bytes,
) -> Evidence:
    """Outline and masked picture of what stands there.  The page is not to be used again: it stays masked.

    `attempted` says in English what the robot tried, without personal data.  `seal` encrypts what is stored.
    """
    raise NotImplementedError
