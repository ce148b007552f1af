"""A trace of what is being done in each session, thrown away unless it went wrong.

It begins after the login, so that no password, code or certificate is ever in it, and anew with each piece
of work. Neither screenshots, snapshots, network nor sources are taken: they hold the whole page.
What Playwright writes meanwhile lies unsealed in the folder that the browser was started with, until the
piece of work is done; whoever starts the browser sees to it that the folder is private and emptied.
It must not know what may stay of a trace, nor where one is kept.
"""

import tempfile
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.async_api import BrowserContext
from playwright.async_api import Error as PlaywrightError


class Recorder:
    """The traces of one system's sessions; one that is not `wanted` does nothing."""

    def __init__(self, *, wanted: bool = True, folder: Path | None = None) -> None:
        """`folder` is where an archive lies while it is made; None is wherever temporary files are."""
        self._wanted = wanted
        self._folder = folder
        # By session: whether something is being recorded just now.
        self._running: WeakKeyDictionary[BrowserContext, bool] = WeakKeyDictionary()

    async def begin(self, context: BrowserContext) -> None:
        """A new piece of work in a session that is logged in; what was recorded before is thrown away."""
        if not self._wanted:
            return
        if context not in self._running:
            await context.tracing.start(screenshots=False, snapshots=False, sources=False)
        else:
            if self._running[context]:
                await context.tracing.stop_chunk()
            await context.tracing.start_chunk()
        self._running[context] = True

    async def end(self, context: BrowserContext) -> bytes | None:
        """Playwright's archive of the piece of work, as it wrote it; None when nothing was recorded."""
        if not self._running.get(context):
            return None
        self._running[context] = False
        with tempfile.TemporaryDirectory(prefix="utkast-", dir=self._folder) as folder:
            file = Path(folder) / "trace.zip"
            try:
                await context.tracing.stop_chunk(path=file)
                return file.read_bytes()
            except (PlaywrightError, OSError):
                # A browser that is gone has nothing to tell; the failure itself is told by others.
                return None
