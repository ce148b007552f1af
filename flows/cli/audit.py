"""`utkast audit`: whether the audit log is whole, what it says of an application or a person, its anchors.

Whoever looks in it is written down in it, too. A person's number is never on the command line: a shell keeps
what was typed, and every process of the machine can read it.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from rich.table import Table

from flows.audit import ACCESS_RIGHT, EXTRACT, Act, Entry, words_of_cut
from flows.audit_trail import AuditTrail
from flows.audit_words import done, told, when
from flows.cli.audit_csv import csv_of
from flows.cli.audited import deed_of
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.cli.typed import typed_number
from flows.cli.written import write_to
from flows.erasing import Concerning, Part
from flows.scrubbing import found_in
from flows.settings import Settings, load_settings
from flows.swedish_number import posts
from flows.wiring.anchoring import anchored, anchored_heads
from flows.wiring.store import opened_store

T = TypeVar("T")
console = Terminal()
SEE = "Gör så här: runbooks/audit-log-broken.md"
READABLE = 160
"""So many characters wide a table of entries can be read."""
UNANCHORED = "Inget ankare: att slutet finns kvar kan inte styrkas."


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is seen of the log at once: what is wrong, its last number, its beginning, and if any run was."""

    findings: Sequence[str]
    number: int
    cut: Entry | None
    has_run: bool


def verify() -> int:
    """Every finding as a sentence; 0 when there is none.

    Without an anchor nobody can tell whether the end is there: 1, too, once a worker has taken a step, for
    every run puts an anchor when it ends. Raises CannotGoOn when there are no tables yet.
    """
    settings = load_settings()
    anchors = anchored_heads(settings)

    async def looked(audit: AuditTrail) -> Looked:
        return Looked(
            findings=[told(one) for one in await audit.findings(anchors)],
            number=(await audit.head()).number,
            cut=await audit.standing_cut(),
            has_run=await audit.has_run(),
        )

    found = _asked(settings, looked)
    if found.cut is not None:
        _say(_begins(found.cut))
    for one in found.findings:
        _say(one)
    if not anchors:
        _say(UNANCHORED)
    if found.findings or (found.has_run and not anchors):
        _say(SEE)
        return 1
    proven = "är hel" if anchors else "har inga fel i det som finns"
    _say(f"Granskningsloggen {proven}: {posts(found.number)}, {len(anchors)} ankare.")
    return 0


def _begins(cut: Entry) -> str:
    """Where the proof begins, and who has made it so, when and why."""
    last, _, why = words_of_cut(cut)
    return f"Loggen prövas efter post {last}. {done(cut.act)} {when(cut)}, {cut.account}: {why}"


def of_case(case_ref: str) -> None:
    """What has been done in one application; that it is shown is the last entry of it."""
    settings = load_settings()

    async def looked(audit: AuditTrail) -> Sequence[Entry]:
        await audit.record(deed_of(settings, Act.AUDIT_READ, case_ref=case_ref))
        return await audit.of_case(case_ref)

    entries = _asked(settings, looked)
    wide_enough().print(entry_table(f"{case_ref}: {posts(len(entries))}", entries))


def for_person(to: Path | None = None) -> None:
    """What has been done about a person, shown or written `to` a file, and how many applications name her.

    Raises CannotGoOn when what is typed is no personnummer, and when the file cannot be written.
    """
    settings, who = load_settings(), typed_number()

    async def looked(audit: AuditTrail) -> tuple[Sequence[Entry], Sequence[Concerning]]:
        why = (EXTRACT, ACCESS_RIGHT)
        await audit.record(deed_of(settings, Act.EXTRACT_MADE, person=who, why=why))
        return await audit.of_person(who), await audit.naming(who)

    entries, naming = _asked(settings, looked)
    title = f"Registerutdrag: {posts(len(entries))}"
    if to is None:
        wide_enough().print(entry_table(title, entries))
    else:
        _say(f"{title} i {write_to(to, csv_of(entries), private=True)}")
    for sentence in _counted(naming):
        _say(sentence)


def _counted(naming: Sequence[Concerning]) -> Iterator[str]:
    """How many of the applications kept are the person's own, and how many are another's."""
    own = sum(one.part is Part.APPLICANT for one in naming)
    named = len(naming) - own
    yield f"Sparade ansökningar: {own} som sökande, {named} där personen är nämnd i någon annans ansökan."
    if named:
        yield (
            "Ur någon annans ansökan är bara poster om personen själv med. Att den andra har sökt kan vara "
            "hemligt (26 kap. offentlighets- och sekretesslagen): pröva det innan något därifrån lämnas ut."
        )


def anchor() -> None:
    """Note the head. Raises CannotGoOn when it cannot be noted."""
    settings = load_settings()
    try:
        noted = _asked(settings, lambda audit: anchored(settings, audit))
    except OSError as trouble:
        raise CannotGoOn(f"The anchor could not be put: {trouble.strerror or trouble}.") from trouble
    if noted is None:
        _say("Granskningsloggen är tom: inget att ankra.")
    else:
        _say(f"Ankrad vid post {noted.head.number} i {settings.audit_anchors}.")


class Broken(StrEnum):
    """What was found, as it is given at the terminal: the log is open, so nothing is written freely in it."""

    CHANGED = "changed"
    MISSING = "missing"
    RESTORED = "restored"
    KEY = "key"


FOUND = {
    Broken.CHANGED: "poster är ändrade",
    Broken.MISSING: "poster saknas",
    Broken.RESTORED: "en äldre säkerhetskopia är återläst",
    Broken.KEY: "nyckeln är borta eller känd",
}
_REPORT = re.compile(r"(?:[A-ZÅÄÖ]{1,6}[ -]?)?\d{1,4}(?:[/:.-]\d{1,5}){0,2}")


def set_aside(reason: str, report: str) -> None:
    """Begin anew. `reason` is one of `Broken`, `report` the number under which the incident is reported.

    Raises CannotGoOn for any other words, and when nothing is wrong with the log.
    """
    if reason not in list(Broken):
        raise CannotGoOn(f"--reason is one of {', '.join(Broken)}; nothing is written freely in the log.")
    if not _REPORT.fullmatch(report) or found_in(report):
        raise CannotGoOn(
            "--report is the number of the incident's report, such as SN 2026/117, and nothing else."
        )
    settings = load_settings()
    anchors = anchored_heads(settings)

    async def begun(audit: AuditTrail) -> Entry:
        if not await audit.findings(anchors):
            raise CannotGoOn("Nothing is wrong with the audit log, so nothing is set aside.")
        return await audit.set_aside(
            deed_of(settings, Act.SET_ASIDE, detail=f"{FOUND[Broken(reason)]}, {report}"), anchors
        )

    entry = _asked(settings, begun)
    _say(f"Avskild. Kedjan börjar om med post {entry.number}; det som fanns före ligger kvar.")


def wide_enough() -> Terminal:
    """The terminal as it is; where it is none, such as in a pipe, one wide enough to be read."""
    return console if console.is_terminal else Terminal(width=max(console.width, READABLE))


def entry_table(title: str, entries: Sequence[Entry]) -> Table:
    """Entries in order, to the second, Swedish time; nobody's number is among them."""
    table = Table(title=title)
    for heading in ("Nr", "Tid", "Konto", "System"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Ärende", "Vad som gjordes", "Ändamål och rättslig grund"):
        table.add_column(heading, overflow="fold")
    for one in entries:
        why = f"{one.purpose}\n{one.legal_basis}"
        table.add_row(str(one.number), when(one), one.account, one.system, one.case_ref, done(one.act), why)
    return table


def _asked(settings: Settings, question: Callable[[AuditTrail], Awaitable[T]]) -> T:
    async def answered() -> T:
        async with opened_store(settings) as store:
            return await question(store.audit)

    return asyncio.run(answered())


def _say(sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
