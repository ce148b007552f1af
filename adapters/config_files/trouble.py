"""What is wrong in a configuration file, said so that it can be mended without reading code."""

from collections.abc import Sequence
from pathlib import Path

from flows.errors import SetUpTrouble


class ConfigTrouble(SetUpTrouble):
    """A file that cannot be used: `file`, `line` (0 for the file as a whole) and what to write instead."""

    def __init__(self, file: Path, line: int, what: str) -> None:
        super().__init__(file, line, what)
        self.file = file
        self.line = line
        self.what = what

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else str(self.file)
        return f"{where}: {self.what}"


class UnknownMunicipality(SetUpTrouble):
    """No file has this name; the message lists those that exist."""

    def __init__(self, slug: str, known: Sequence[str]) -> None:
        super().__init__(slug, tuple(known))
        self.slug = slug
        self.known = tuple(known)

    def __str__(self) -> str:
        names = ", ".join(self.known) or "none"
        return f"there is no municipality {self.slug!r}. Known: {names}."
