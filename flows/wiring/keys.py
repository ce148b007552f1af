"""The keys of this installation: which there are, what each has sealed, and how they are changed.

No key is ever shown: whoever asks is told ids.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from adapters import evidence_keys
from adapters.persistence.engine import Database
from adapters.persistence.resealing import Passed, SealedTables
from adapters.persistence.seal import NO_ID, Keys, Seal, key_id, new_key
from adapters.private_file import write_private
from flows.errors import SetUpTrouble
from flows.settings import Settings
from flows.wiring.sealing import AUDIT_KEY, DATA_KEY, MARK_KEY, HeldKeys, key_sources, seal_for
from flows.wiring.store import EVIDENCE

__all__ = ["NO_ID", "KeyBox", "Passed", "SealedHere", "make_missing_keys", "opened_sealed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysSeen:
    """The ids of the keys: `sealing` seals, the `older` open, and those `coming` will seal one day."""

    sealing: str
    older: tuple[str, ...]
    coming: tuple[str, ...]
    place: str
    is_ours: bool
    marks_have_their_own: bool


class KeyBox:
    """The keys, to be looked at and changed.

    A change is written to `to` where one is given, for whoever hands keys out; else where they lie, which
    must be the secrets folder (`is_ours`). Raises SetUpTrouble when there is no key, and when a change
    cannot be written.
    """

    def __init__(self, settings: Settings) -> None:
        self._held = HeldKeys(key_sources(settings))
        self._keys = self._held.read()
        Seal(self._keys)
        self._folder = settings.secrets_dir

    @property
    def seen(self) -> KeysSeen:
        """What may be told of them."""
        sealing, *older = (key_id(one) for one in self._keys.data)
        return KeysSeen(
            sealing=sealing,
            older=tuple(older),
            coming=tuple(key_id(one) for one in self._keys.coming),
            place=self._held.place,
            is_ours=self._held.is_ours,
            marks_have_their_own=bool(self._keys.mark),
        )

    def add(self, to: Path | None = None) -> str:
        """A new key that opens and does not seal yet; its id."""
        key = new_key()
        self._change(replace(self._keys, coming=(*self._keys.coming, key)), to)
        return key_id(key)

    def begin_to_seal(self, to: Path | None = None) -> str:
        """Have the key that came last seal from now on; its id."""
        *others, newest = self._keys.coming
        data = (newest, *others, *self._keys.data)
        self._change(replace(self._keys, data=data, coming=()), to)
        return key_id(newest)

    def take_away(self, gone: str, to: Path | None = None) -> None:
        """Keep every key but that one; marks get a key of their own first, so that none of them changes."""
        if not self._keys.mark:
            _write(self._folder / MARK_KEY, f"{self._keys.marking}\n")
        kept = tuple(one for one in self._keys.data if key_id(one) != gone)
        self._change(replace(self._keys, data=kept, mark=self._keys.marking), to)

    @property
    def keys(self) -> Keys:
        """As they stand, for `put_back` alone."""
        return self._keys

    def put_back(self, keys: Keys) -> None:
        """As they stood."""
        self._change(keys, None)

    def _change(self, keys: Keys, to: Path | None) -> None:
        _write(to or self._folder / DATA_KEY, keys.lines)
        self._keys = keys


def _write(file: Path, lines: str) -> None:
    try:
        write_private(file, lines.encode())
    except OSError as trouble:
        raise SetUpTrouble(
            f"{file.absolute()} cannot be written: {trouble.strerror}. No key has been changed. Mend the "
            "folder, or name another file with --to."
        ) from None


def make_missing_keys(settings: Settings) -> bool:
    """Make the keys that the secrets folder lacks; whether there was no data key. None there is ever touched.

    Where there are data keys and marks have been made with the oldest, that one is what marks go on with.
    """
    data, mark = settings.secrets_dir / DATA_KEY, settings.secrets_dir / MARK_KEY
    is_new = not data.exists()
    if is_new:
        write_private(data, f"{new_key()}\n".encode())
    if not mark.exists():
        made = new_key() if is_new else Keys.written(data.read_text(encoding="utf-8")).marking
        write_private(mark, f"{made}\n".encode())
    if not (audit := settings.secrets_dir / AUDIT_KEY).exists():
        write_private(audit, f"{new_key()}\n".encode())
    return is_new


class SealedHere:
    """All that is sealed: our tables, and the evidence.

    `swept` has the database let go of what was sealed before, byte for byte; False when others were at it.
    """

    def __init__(
        self, tables: SealedTables, evidence: Path, seal: Seal, *, swept: Callable[[], Awaitable[bool]]
    ) -> None:
        self.swept = swept
        self._tables = tables
        self._evidence = evidence
        self._seal = seal

    async def counted(self) -> Mapping[str, Counter[str]]:
        """How many values each key has sealed, by what they are and by the key's id."""
        files = await asyncio.to_thread(evidence_keys.counted, self._evidence)
        return await self._tables.counted() | {EVIDENCE: files}

    async def resealed(self) -> Passed:
        """Seal with the first key whatever another has sealed; what was cut off goes on when begun again."""
        files = await asyncio.to_thread(evidence_keys.resealed, self._evidence, self._seal)
        return files + await self._tables.resealed()


@asynccontextmanager
async def opened_sealed(settings: Settings) -> AsyncIterator[SealedHere]:
    """All that is sealed. Raises SetUpTrouble when there is no key; TablesAway."""
    seal = seal_for(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    async with Database.opened(settings.database) as database:
        tables = SealedTables(database, seal)
        yield SealedHere(tables, settings.home / EVIDENCE, seal, swept=database.swept)
