"""Looks for people and secrets wherever a run may have left them. Shares no code with what takes them out.

The people are those of a marked world: each of their words holds a mark that no encoding of letters changes.
Bytes are searched as they are, without the blanks of wider encodings, unpacked, and in base64.
"""

import base64
import gzip
import io
import json
import re
import threading
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import quote, quote_plus

from mock_legacy.world.marked import MARK

LOOK_SECONDS = 0.25
PLACEHOLDER = re.compile(r"\[(?:personnummer|namn|adress|fritext|e-post|telefon|konto|hemlighet)\]")
"""What stands where the scrubber has taken something out."""
PUBLIC = ("ca.pem", "certificate.pem", "endpoints.json")
"""What systems' owners hand over that anybody may see."""
_GLUE = rb"(?:%[0-9A-F]{2}|\\u00[0-9a-f]{2}|&#\d\d;|[^0-9A-Za-z]){0,3}"
_A_SIGN = rb"(?:%[0-9A-F]{2}|[^0-9A-Za-z])?"
_BEFORE_AN_ACCOUNT = re.compile(rb"(?:^|\D)(?:\d{4,5})?\Z")
_NUMBER = re.compile(rb"(\d{6})" + _GLUE + rb"(23[89]\d)")


def _in_base64(word: str) -> Iterator[bytes]:
    """The letters that are the same wherever in base64 the word begins."""
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + word.encode())
        yield coded[-(-before * 8 // 6) : (before + len(word)) * 8 // 6]


_MARKED = re.compile(
    b"(?i:%s)|%s"
    % (
        MARK.encode(),
        b"|".join(re.escape(one) for word in (MARK, MARK.lower(), MARK.upper()) for one in _in_base64(word)),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who and what is looked for: ten digits of each number, secrets, and digits of bank accounts."""

    numbers: frozenset[str]
    secrets: frozenset[bytes]
    accounts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, numbers: Iterable[str], secrets: Path, *, accounts: Iterable[str] = ()) -> "Wanted":
        """People by their numbers, every secret of a folder, and bank accounts."""
        kept = [file for file in secrets.iterdir() if not file.name.endswith(PUBLIC)]
        lines = (line for file in kept for line in file.read_text(encoding="utf-8").splitlines())
        return cls(
            numbers=frozenset(one[-10:] for one in numbers),
            secrets=frozenset(form for line in lines if "-----" not in line for form in _written(line)),
            accounts=frozenset(re.sub(r"\D", "", one) for one in accounts),
        )

    def found_in(self, data: bytes) -> list[str]:
        """What stands in the bytes: kinds and the marked words themselves, for who mends it."""
        found = dict.fromkeys(self._found(data))
        return list(found)

    def _found(self, data: bytes) -> Iterator[str]:
        for text in _readings(data):
            yield from (f"word {text[one.start() - 30 : one.end() + 10]!r}" for one in _MARKED.finditer(text))
            for one in _NUMBER.finditer(text):
                if (one[1] + one[2]).decode() in self.numbers:
                    yield f"number {text[one.start() - 30 : one.end()]!r}"
            yield from _accounts_in(text, self.accounts)
            small = text.lower()
            yield from ("secret" for secret in self.secrets if secret in small)


@cache
def _any_of(accounts: frozenset[str]) -> re.Pattern[bytes]:
    """Any of them, with or without a sign after each third digit."""
    grouped = (_A_SIGN.join(re.findall(rb"\d{1,3}", one.encode())) for one in sorted(accounts))
    return re.compile(rb"(?:%s)(?!\d)" % b"|".join(grouped))


def _accounts_in(text: bytes, accounts: frozenset[str]) -> Iterator[str]:
    """Those that stand by themselves or follow a clearing number, not those within a longer figure."""
    for one in _any_of(accounts).finditer(text) if accounts else ():
        if _BEFORE_AN_ACCOUNT.search(text, max(0, one.start() - 6), one.start()):
            yield f"account {text[max(0, one.start() - 30) : one.end()]!r}"


def _written(secret: str) -> set[bytes]:
    forms = (secret, quote(secret), quote_plus(secret), json.dumps(secret).strip('"'))
    return {form.lower().encode() for form in forms if len(secret) >= 6}


_SPELLED = re.compile(rb"%([0-9A-Fa-f]{2})|\\u00([0-9A-Fa-f]{2})|&#[xX]0*([0-9A-Fa-f]{2});")


def _unspelled(data: bytes) -> Iterator[bytes]:
    """Letters written by their numbers, as often as they have been written so."""
    while (
        letters := _SPELLED.sub(lambda one: bytes.fromhex((one[1] or one[2] or one[3]).decode()), data)
    ) != data:
        yield letters
        data = letters


def _readings(data: bytes) -> Iterator[bytes]:
    yield data
    yield from _unspelled(data)
    if b"\0" in data:
        yield data.replace(b"\0", b"")
    for unpacked in _unpacked(data):
        yield from _readings(unpacked)


def _unpacked(data: bytes) -> Iterator[bytes]:
    with suppress(OSError, EOFError, zlib.error):
        if data.startswith(b"\x1f\x8b"):
            yield gzip.decompress(data)
    with suppress(zipfile.BadZipFile, RuntimeError):
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                yield from (name.encode() for name in packed.namelist())
                yield from (packed.read(name) for name in packed.namelist())


@dataclass(slots=True, kw_only=True)
class Search:
    """What has been looked through, and what was found where."""

    wanted: Wanted
    looked: Counter[str] = field(default_factory=Counter)
    size: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)

    def look(self, place: str, data: bytes | str, *, called: str = "") -> None:
        """Look through one thing of a place, such as a file; `called` is its name."""
        content = data.encode(errors="surrogateescape") if isinstance(data, str) else data
        self.looked[place] += 1
        self.size[place] += len(content)
        self.found += [f"{place} {called}: {what}" for what in self.wanted.found_in(content)]

    def look_through(self, place: str, folder: Path, *, but: Sequence[Path] = ()) -> None:
        """Every file of a folder and its name, but for what lies in some folders."""
        for file in sorted(folder.rglob("*")):
            if any(file.is_relative_to(one) for one in but):
                continue
            self.look(f"{place}: names", str(file.relative_to(folder)))
            # What a browser has at hand may be gone before it has been read.
            with suppress(FileNotFoundError):
                if file.is_file() and not file.is_symlink():
                    self.look(place, file.read_bytes(), called=str(file.relative_to(folder)))

    def told(self) -> str:
        """What was searched and found, as a table."""
        rows = [f"  {place:<34} {number:>7} {self.size[place]:>13}" for place, number in self.looked.items()]
        persons, accounts = len(self.wanted.numbers), len(self.wanted.accounts)
        whom = f"Looked for {persons} persons, every word of theirs, {accounts} bank accounts"
        looked_for = f"{whom}, and {len(self.wanted.secrets)} forms of secrets."
        head = f"  {'where':<34} {'things':>7} {'bytes':>13}"
        return "\n".join((looked_for, head, *rows, f"Found: {len(self.found)}", *self.found[:40]))


def open_to_others(folder: Path) -> list[str]:
    """Every file and folder that anybody but its owner may read."""
    return [str(one) for one in sorted(folder.rglob("*")) if _is_open(one)]


def _is_open(one: Path) -> bool:
    return not (one.is_symlink() or one.is_socket()) and bool(one.stat().st_mode & 0o077)


@contextmanager
def processes_seen(mark: str) -> Iterator[set[bytes]]:
    """Command lines and environments, while the block runs, of every process that has `mark` in either."""
    seen: set[bytes] = set()
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            seen.update(_processes(mark.encode()))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield seen
    finally:
        over.set()
        looking.join()


def _processes(mark: bytes) -> Iterator[bytes]:
    for process in Path("/proc").glob("[0-9]*"):
        # A process may be gone before it has been read.
        with suppress(OSError):
            line, environment = ((process / name).read_bytes() for name in ("cmdline", "environ"))
            if mark in line or mark in environment:
                yield line.replace(b"\0", b" ")
                yield environment.replace(b"\0", b"\n")
