"""`utkast retention` and `utkast erase`: what has been kept long enough, and one person's own wish."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.table import Table

from flows.audit import ERASURE, ERASURE_RIGHT, Act, Deed
from flows.cli.municipality import chosen
from flows.cli.swept import AGAIN, BY_PURGE
from flows.cli.terminal import Terminal
from flows.cli.typed import says_yes, typed_number
from flows.erasing import Concerning, log_erased, may_go
from flows.identity import PersonalNumber
from flows.logs import log_to
from flows.report import SWEDISH as STATES
from flows.retention import SWEDISH, Looked, Period, looked_through, taken_away
from flows.settings import Settings, load_settings
from flows.swedish_number import numbered
from flows.swedish_time import SWEDEN
from flows.wiring.retention import opened_shelves

console = Terminal()

STAYS = (
    "Granskningsloggens poster och journalens steg står kvar tills deras egen tid är ute. "
    "Posterna känner igen personen på numrets märke, och utkast audit for-person visar dem."
)


def run(municipality: str, *, purge: bool) -> None:
    """Show what there is of each kind and what is to go; with `purge`, take it away."""
    settings = load_settings()
    name = chosen(municipality, settings)
    if purge:
        log_to(settings.home / "logs")
    looked, swept = asyncio.run(_looked(settings, name, purge=purge))
    console.print(_table(name, looked, purge=purge))
    for line in _told(looked):
        _say(line)
    if not swept:
        _say(AGAIN)
    if not purge and any(one.held.due for one in looked):
        _say("Inget är gallrat. Gallra: utkast retention --purge")


async def _looked(settings: Settings, name: str, *, purge: bool) -> tuple[Sequence[Looked], bool]:
    async with opened_shelves(settings, name) as shelves:
        if not purge:
            return await looked_through(shelves.kept, shelves.periods, shelves.now), True
        looked = await taken_away(
            shelves.kept,
            shelves.periods,
            shelves.now,
            left_behind=shelves.left_behind,
            audit=shelves.audit,
            deed=shelves.deed,
        )
        return looked, await shelves.swept()


def _table(name: str, looked: Sequence[Looked], *, purge: bool) -> Table:
    table = Table(title=f"{name}: robotens egna arbetskopior")
    table.add_column("Slag", overflow="fold")
    table.add_column("Antal", justify="right")
    table.add_column("Äldst", no_wrap=True)
    table.add_column("Gallrat" if purge else "Att gallra", justify="right")
    table.add_column("Står kvar trots tiden", overflow="fold")
    table.add_column("Gallras efter", overflow="fold")
    for one in looked:
        oldest = f"{one.held.oldest.astimezone(SWEDEN):%Y-%m-%d}" if one.held.oldest else ""
        gone = (one.purged or 0) if purge else one.held.due
        stays = ", ".join(f"{number} ({why})" for why, number in one.held.stays.items())
        after = numbered(one.period.days, "dag", "dagar") if one.period else "aldrig"
        table.add_row(SWEDISH[one.kind], str(one.held.number), oldest, str(gone), stays, after)
    return table


def _told(looked: Sequence[Looked]) -> Iterator[str]:
    """Who has decided the periods."""
    decided = dict.fromkeys(_source(one.period) for one in looked if one.period)
    yield from decided
    if not decided:
        yield "Kommunens fil har inga gallringstider (retention), så inget gallras."


def _source(period: Period) -> str:
    return f"Enligt {period.source}, beslutat {period.decided}."


def erase(municipality: str) -> None:
    """Ask for a number, show what there is of the person, and erase what may be erased.

    Raises CannotGoOn when what is typed is no personnummer, and never says it again.
    """
    settings = load_settings()
    name = chosen(municipality, settings)
    who = typed_number()
    found = asyncio.run(_concerning(settings, name, who))
    if not found:
        _say("Roboten har inget sparat om personen i någon ansökan.")
        _say(STAYS)
        return
    console.print(_concerning_table(found))
    _say("Ärendesystemet och e-tjänsten rörs inte: där beslutar kommunen.")
    _say(STAYS)
    if not may_go(found):
        _say("Inget av det kan raderas nu.")
        return
    if not says_yes("Radera det som kan raderas?"):
        _say("Inget är raderat.")
        return
    log_to(settings.home / "logs")
    gone, swept = asyncio.run(_erased(settings, name, who))
    _say(f"Raderat: {', '.join(gone) or 'inget'}. Kvar finns referens, läge och steg, utan person.")
    if not swept:
        _say(BY_PURGE)


async def _concerning(settings: Settings, name: str, who: PersonalNumber) -> Sequence[Concerning]:
    async with opened_shelves(settings, name) as shelves:
        await shelves.audit.record(_about(shelves.deed, Act.PERSON_SOUGHT, who))
        return await shelves.persons.concerning(who)


def _about(deed: Deed, act: Act, who: PersonalNumber, *, case_ref: str = "") -> Deed:
    why = {"purpose": ERASURE, "legal_basis": ERASURE_RIGHT}
    return replace(deed, act=act, person=who, case_ref=case_ref, **why)


async def _erased(settings: Settings, name: str, who: PersonalNumber) -> tuple[Sequence[str], bool]:
    """What may go is asked for once more: it may have been taken up since it was shown."""
    async with opened_shelves(settings, name) as shelves:
        wanted = may_go(await shelves.persons.concerning(who))
        await shelves.audit.record(*(_about(shelves.deed, Act.ERASED, who, case_ref=ref) for ref in wanted))
        gone = await shelves.persons.erase(wanted, shelves.now)
        log_erased(name, gone)
        return gone, await shelves.swept()


def _concerning_table(found: Sequence[Concerning]) -> Table:
    table = Table(title="Vad roboten har sparat om personen")
    for heading in ("Referens", "Läge", "Personen är"):
        table.add_column(heading, no_wrap=heading == "Referens")
    table.add_column("Vad som sker", overflow="fold")
    for one in found:
        why = one.why_it_stays
        table.add_row(
            one.case_ref, STATES[one.state], one.part, f"står kvar: {why}" if why else "kan raderas"
        )
    return table


def _say(sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False)
