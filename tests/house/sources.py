"""The project's own files as text and as syntax trees, for the house rules.

It reads text only: what is judged is never imported, so that a broken module is still judged.
"""

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One text file of the project; `path` is relative to its root."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)


def sources(*folders: str, suffix: str = "") -> list[Source]:
    """The project's own text files in these folders (all of it without one): tracked or about to be."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = sorted(
        path for path in set(listing.stdout.split("\0")) if path.endswith(suffix) and (ROOT / path).is_file()
    )
    return [Source(path=path, text=text) for path in paths if (text := _text(ROOT / path)) is not None]


def _text(path: Path) -> str | None:
    """None for a picture, an archive or anything else that is not text."""
    content = path.read_bytes()
    return None if b"\0" in content else content.decode(errors="replace")
