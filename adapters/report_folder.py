"""Run reports as files in a folder; implements `flows.ports.Reports`."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from adapters.private_file import write_private

PAGE = ".html"


class ReportFolder:
    """The folder, and the reports in it; each can be read by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, name: str, page: str) -> None:
        """Keep a page under its name, whole or not at all. Raises OSError."""
        await asyncio.to_thread(write_private, self._folder / name, page.encode())

    async def keep_beside(self, folder: str, files: Mapping[str, bytes]) -> Path:
        """Keep several files by name in a folder of their own, and return where. Raises OSError."""
        for name, content in files.items():
            await asyncio.to_thread(write_private, self._folder / folder / name, content)
        return self._folder / folder

    def listed(self) -> Sequence[Path]:
        """Every report there is, the oldest first: their names begin with the time."""
        return sorted(self._folder.glob(f"*{PAGE}"))
