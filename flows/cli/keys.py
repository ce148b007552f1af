"""`utkast new-key` and `utkast keys`: the keys of the encrypted store, told by id and shown to nobody."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from rich.table import Table

from flows.cli.swept import BY_PURGE, BY_RETIRING
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.settings import Settings, load_settings
from flows.swedish_number import numbered
from flows.wiring.keys import NO_ID, KeyBox, Passed, make_missing_keys, opened_sealed
from flows.wiring.sealing import KEYS

console = Terminal()
Counts = Mapping[str, Counter[str]]
SWEDISH = {
    "work_items": "Ansökningar",
    "assessments": "Bedömningar",
    "drafts": "Utkast",
    "pauses": "Pauser",
    "evidence": "Bevis",
}
LOST = 1
"""The exit code of a rotation that met what no key here opens."""


def new_key() -> None:
    """Make the secrets of KEYS, each unless it is there."""
    settings = load_settings()
    before = {name for name in KEYS if (settings.secrets_dir / name).exists()}
    ensure_key(settings)
    for name in KEYS:
        file = settings.secrets_dir / name
        if name in before:
            _say(f"Det finns redan en nyckel i {file}; den är orörd.")
        else:
            _say(f"En ny nyckel ligger i {file}. Förvara en kopia på ett säkert ställe.")


def ensure_key(settings: Settings) -> bool:
    """Make the keys that are missing; an existing key is never touched. False when there was a data key."""
    return make_missing_keys(settings)


def show() -> None:
    """Every key by id, what it does, and how much it has sealed of each kind."""
    settings = load_settings()
    box = KeyBox(settings)
    counts = asyncio.run(_counted(settings))
    seen = box.seen
    does = {seen.sealing: "förseglar", **dict.fromkeys(seen.older, "öppnar")}
    does |= dict.fromkeys(seen.coming, "öppnar, ska försegla")
    unknown = {one for kind in counts.values() for one in kind} - set(does) - {NO_ID}
    does |= dict.fromkeys(sorted(unknown), "SAKNAS")
    if any(kind[NO_ID] for kind in counts.values()):
        does[NO_ID] = "förseglat innan nycklar hade id"
    console.print(_table(does, counts))
    _say(f"Nycklarna finns i: {seen.place}. {_of_marks(own=seen.marks_have_their_own)}")


def _of_marks(*, own: bool) -> str:
    if own:
        return "Personmärken har en egen nyckel (mark_key)."
    return "Personmärken görs med den äldsta nyckeln, tills utkast new-key har gett dem en egen."


def _table(does: Mapping[str, str], counts: Counts) -> Table:
    table = Table(title="Nycklar")
    table.add_column("Id", no_wrap=True)
    table.add_column("Vad den gör", overflow="fold")
    for kind in counts:
        table.add_column(SWEDISH.get(kind, kind), justify="right")
    for key, what in does.items():
        table.add_row(key or "–", what, *(str(kind[key]) for kind in counts.values()))
    return table


def add(to: Path | None) -> None:
    """Make a key that opens and does not seal yet. Raises CannotGoOn where we may not write."""
    box = _writable(to)
    _say(f"Nyckeln {box.add(to)} öppnar och förseglar inte än. {_handed_out(to)}")
    _say("När alla maskiner har den, byt till den: utkast keys rotate")


def rotate(to: Path | None) -> int:
    """Begin with the newest key, unless a change is under way, and seal everything anew with the first.

    Exit code LOST when something can be opened with no key. With `to` nothing is sealed anew: the processes
    must have the written file first.
    """
    settings = load_settings()
    box = KeyBox(settings)
    counts = asyncio.run(_counted(settings))
    if box.seen.coming or not _is_under_way(box, counts):
        box = _writable(to)
        if not box.seen.coming:
            if to is not None:
                raise CannotGoOn("There is no key to begin with. Make one first: utkast keys add --to FILE")
            box.add()
        _say(f"Nyckeln {box.begin_to_seal(to)} förseglar från och med nu. {_handed_out(to)}")
        if to is not None:
            _say("Skriv sedan utkast keys rotate en gång till: då förseglas allt om.")
            return 0
    passed, swept = asyncio.run(_resealed(settings))
    _say(f"{numbered(passed.sealed, 'värde är förseglat', 'värden är förseglade')} om.")
    code = _told_of_the_rest(box, asyncio.run(_counted(settings)), passed)
    if not swept:
        _say(BY_RETIRING)
    return code


def retire(key: str, to: Path | None) -> None:
    """Take away an old key, and what is left in the database's files of what it had sealed.

    Raises CannotGoOn while it has sealed anything, or is none of the older ones.
    """
    settings = load_settings()
    box = _writable(to)
    if key not in box.seen.older:
        raise CannotGoOn(f"{key} is no older key. `utkast keys list` shows those there are.")
    if not (box.seen.is_ours or box.seen.marks_have_their_own):
        raise CannotGoOn(
            "Marks of persons are made with the oldest key. Copy the last line of data_key to a secret of "
            "its own, mark_key, hand it out, and come back."
        )
    _require_nothing_of(key, settings)
    before = box.keys
    box.take_away(key, to)
    if to is None:
        try:
            # A worker may have been about to keep something while we looked.
            _require_nothing_of(key, settings)
        except CannotGoOn:
            box.put_back(before)
            raise
    _say(f"Nyckeln {key} är borttagen. {_handed_out(to)}")
    if not asyncio.run(_swept(settings)):
        _say(BY_PURGE)
    _say("Säkerhetskopior som den har förseglat kan bara läsas med den: behåll en kopia så länge de finns.")


def _require_nothing_of(key: str, settings: Settings) -> None:
    counts = asyncio.run(_counted(settings))
    left = sum(kind[key] + kind[NO_ID] for kind in counts.values())
    if left:
        raise CannotGoOn(f"{left} values are sealed with {key}, or may be. First: utkast keys rotate")


def _is_under_way(box: KeyBox, counts: Counts) -> bool:
    """Whether a change was begun: there is an older key, and something that the first has not sealed."""
    return bool(box.seen.older) and _left(box, counts) > 0


def _left(box: KeyBox, counts: Counts) -> int:
    return sum(kind.total() - kind[box.seen.sealing] for kind in counts.values())


def _told_of_the_rest(box: KeyBox, counts: Counts, passed: Passed) -> int:
    if passed.closed:
        closed = numbered(passed.closed, "värde", "värden")
        _say(f"{closed} öppnas av ingen nyckel här: utkast keys list visar vilken som saknas.")
        return LOST
    if left := _left(box, counts):
        others = numbered(left, "värde", "värden")
        _say(f"{others} har en annan nyckel: någon process har inte den nya än. Starta om arbetarna.")
        _say("Skriv sedan utkast keys rotate en gång till.")
        return 0
    _say(f"Allt är förseglat med {box.seen.sealing}.")
    for one in box.seen.older:
        _say(f"{one} behövs inte längre här: utkast keys retire {one}")
    return 0


def _writable(to: Path | None) -> KeyBox:
    box = KeyBox(load_settings())
    if to is None and not box.seen.is_ours:
        raise CannotGoOn(
            f"The keys are in {box.seen.place}, where the robot does not write. Give --to FILE, hand the "
            "file's lines out there as data_key, start the workers anew, and take the file away."
        )
    return box


def _handed_out(to: Path | None) -> str:
    if to is None:
        return "Arbetare som läser samma mapp har den redan."
    return f"Nycklarna ligger i {to}: dela ut raderna som data_key, starta om arbetarna och ta bort filen."


async def _counted(settings: Settings) -> Counts:
    async with opened_sealed(settings) as sealed:
        return await sealed.counted()


async def _swept(settings: Settings) -> bool:
    async with opened_sealed(settings) as sealed:
        return await sealed.swept()


async def _resealed(settings: Settings) -> tuple[Passed, bool]:
    """Passes until one finds nothing to do: a worker may have kept something with the key of before.

    And whether the files are free of what the old key had sealed.
    """
    passed = Passed()
    async with opened_sealed(settings) as sealed:
        while (more := await sealed.resealed()).sealed:
            passed = Passed(sealed=passed.sealed + more.sealed)
        return passed + Passed(closed=more.closed), await sealed.swept()


def _say(sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
