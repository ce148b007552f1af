"""`utkast status`: where everything stands, in one look and without reading a single application."""

import asyncio
from collections.abc import Sequence

from rich.table import Table

from flows.cli.municipality import chosen
from flows.cli.tables import pause_told, stop_told
from flows.cli.terminal import Terminal
from flows.eligibility.wording import moment
from flows.report import SWEDISH
from flows.settings import Settings, load_settings
from flows.swedish_number import applications
from flows.swedish_time import SWEDEN
from flows.wiring.overview import opened_overview
from flows.work import Tally

console = Terminal()


def show(municipality: str) -> None:
    """The pause if there is one, the systems that stand stopped, and how many applications stand where."""
    settings = load_settings()
    asyncio.run(_show(chosen(municipality, settings), settings))


async def _show(municipality: str, settings: Settings) -> None:
    async with opened_overview(settings) as seen:
        pause = await seen.switch.paused(municipality)
        stopped = [one for one in await seen.breakers.all(municipality) if one.is_open]
        tallies = await seen.tallies.tallied(municipality)
    if pause:
        console.print(pause_told(pause), style="bold", markup=False)
    for breaker in stopped:
        console.print(stop_told(breaker), markup=False, highlight=False)
    if not stopped:
        console.print("Inga stoppade system.")
    console.print(table_of(municipality, tallies) if tallies else "Inga ansökningar.")


def table_of(municipality: str, tallies: Sequence[Tally]) -> Table:
    """At 80 columns the state is divided between lines; a number or a reason is whole or it is wrong."""
    table = Table(title=f"{municipality}: {applications(sum(one.number for one in tallies))}")
    table.add_column("Läge")
    table.add_column("Förslag eller skäl", no_wrap=True)
    table.add_column("Antal", justify="right", no_wrap=True, min_width=len("Antal"))
    table.add_column("Den äldsta kom", no_wrap=True)
    for one in tallies:
        oldest = moment(one.oldest.astimezone(SWEDEN))
        table.add_row(SWEDISH[one.state], one.why, str(one.number), oldest)
    return table
