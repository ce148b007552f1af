"""`utkast report`: the pages that tell what became of a night, to be opened in a browser."""

import asyncio
import os
import sys
import webbrowser
from datetime import datetime, timedelta
from pathlib import Path

from flows.cli.municipality import chosen
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.settings import Settings, load_settings
from flows.wiring.store import kept_evidence, kept_reports, opened_store

console = Terminal()


def show() -> None:
    """The names of the reports there are, newest first."""
    names = [file.name for file in kept_reports(load_settings()).listed()]
    for name in reversed(names):
        console.print(name, markup=False, highlight=False, soft_wrap=True)
    if not names:
        console.print("Inga rapporter är skrivna.")


def open_one(name: str) -> None:
    """Open a report, the newest unless named, where there is a browser; say where it lies either way.

    Raises CannotGoOn when there is no such report.
    """
    files = kept_reports(load_settings()).listed()
    wanted = [file for file in files if name in {"", file.name}]
    if not wanted:
        what = f"no report called {name}" if name else "no report yet"
        raise CannotGoOn(f"There is {what}. `utkast report list` shows those there are.")
    _open(wanted[-1].resolve())


def write(municipality: str, *, hours: float) -> None:
    """Make a report of every run of the last `hours`, and say where it lies."""
    settings = load_settings()
    name = asyncio.run(_written(chosen(municipality, settings), settings, timedelta(hours=hours)))
    open_one(name)


async def _written(slug: str, settings: Settings, back: timedelta) -> str:
    from flows.run_report.gathered import Sources, gathered
    from flows.run_report.page import name_of, page_of
    from flows.run_report.record import Span
    from flows.wiring.files import municipality_named, now_in

    now: datetime = now_in(settings)
    municipality = municipality_named(settings, slug)
    async with opened_store(settings) as store:
        sources = Sources(work=store.work, breakers=store.breakers, evidence=kept_evidence(settings))
        record = await gathered(sources, municipality, Span(start=now - back, end=now))
    name = name_of(record, now)
    await kept_reports(settings).keep(name, page_of(record))
    return name


def _open(file: Path) -> None:
    console.print(str(file), markup=False, highlight=False, soft_wrap=True)
    if _has_a_screen():
        webbrowser.open(file.as_uri())


def _has_a_screen() -> bool:
    """Whether somebody would see a browser: a server has none, and one of text would take the terminal."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
