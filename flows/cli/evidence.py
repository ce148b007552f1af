"""`utkast evidence`: what IT may look at of a failure; it lies sealed until somebody with the key opens it.

Outlines (.json) and masked pictures (.png) hold no value from any page, and are sealed all the same.
"""

from pathlib import Path

from rich.console import Console

from flows.cli.trouble import CannotGoOn
from flows.settings import load_settings
from flows.wiring.store import unsealed

console = Console()


def show() -> None:
    """What there is, newest first; each name tells the time and the system."""
    names = [file.name for file in sorted(_folder().glob("*.*"), reverse=True)]
    for name in names:
        console.print(name, markup=False, highlight=False)
    if not names:
        console.print("Inga bevis är sparade.")


def open_one(name: str, to: Path) -> None:
    """Write one piece of evidence, readable, to `to`. Raises CannotGoOn when there is none of that name."""
    file = _folder() / name
    if file.name != name or not file.is_file():
        raise CannotGoOn(f"There is no evidence called {name}. `utkast evidence list` shows what there is.")
    content = unsealed(load_settings(), file.read_bytes())
    to.touch(mode=0o600)
    to.write_bytes(content)
    console.print(f"{name} ligger läsbar i {to}. Ta bort filen när du har sett den.", highlight=False)


def _folder() -> Path:
    return load_settings().home / "evidence"
