"""Encryption of everything personal that we store, and keyed marks to compare without reading.

Fernet (AES-128-CBC with HMAC-SHA256) from `cryptography`. The first key seals and every key opens, so that a
key can be changed without losing what an older one sealed. What is sealed begins with the id of its key, so
that it can be told and counted what each key has sealed without opening anything; what was sealed before
there were ids has none, and is tried with every key.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from flows.errors import SetUpTrouble

FORM = b"u1:"
ID_LENGTH = 8
PREFIX_LENGTH = len(FORM) + ID_LENGTH + 1
"""How many bytes stand before the encrypted text: the form, the key's id and a colon."""
COMING = "+"
"""What stands before a key that opens and does not seal yet."""
NO_ID = ""
"""The id of what was sealed before ids were written."""


class NoDataKey(SetUpTrouble):
    """There is no usable key; the message says how to make one."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Keys:
    """The data keys, newest first, of which the first seals and every one opens.

    `coming` open as well: they will seal when every process has them. `mark` is the key of marks, blank where
    there is none yet.
    """

    data: tuple[str, ...]
    coming: tuple[str, ...] = ()
    mark: str = ""

    @classmethod
    def written(cls, lines: str, mark: str = "") -> "Keys":
        """One key a line, as the secret `data_key` has them; one that is still to come after a plus."""
        keys = lines.split()
        coming = tuple(one.removeprefix(COMING) for one in keys if one.startswith(COMING))
        return cls(data=tuple(one for one in keys if not one.startswith(COMING)), coming=coming, mark=mark)

    @property
    def lines(self) -> str:
        """The same, to be written down."""
        return "".join(f"{one}\n" for one in (*self.data, *(COMING + one for one in self.coming)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all that open, in their order."""
        return tuple(key_id(one) for one in (*self.data, *self.coming))

    @property
    def marking(self) -> str:
        """What marks are made with: the last data key, where marks have no key of their own yet."""
        return self.mark or self.data[-1]


class Seal:
    """Seals and opens what is stored. Raises NoDataKey when a key is missing or malformed.

    `changed` tells of other keys when there are any since it was asked last, else None; it is asked before
    anything is sealed, so that a key that was changed beside a process at work is used by it too.
    """

    def __init__(
        self, keys: Sequence[str] | Keys, *, changed: Callable[[], Keys | None] | None = None
    ) -> None:
        self._changed = changed or _never
        self._ring = _Ring.of(keys if isinstance(keys, Keys) else Keys(data=tuple(keys)))

    def __repr__(self) -> str:
        return "Seal(…)"

    def seal(self, plain: bytes) -> bytes:
        """Encrypt with the first key."""
        ring = self._todays()
        return ring.prefix + ring.sealing.encrypt(plain)

    def unseal(self, sealed: bytes) -> bytes:
        """Decrypt with the key that sealed it. Raises NoDataKey when we have it not."""
        wanted = sealed_with(sealed)
        ring = self._ring if wanted in self._ring.by_id else self._todays()
        try:
            if not wanted:
                return ring.whichever.decrypt(sealed)
            return ring.by_id[wanted].decrypt(sealed[PREFIX_LENGTH:])
        except KeyError as cause:
            raise NoDataKey(
                f"The data key does not fit what is stored: it was sealed with {wanted}, and here there is "
                f"{', '.join(ring.by_id)}. Hand that key to this process as well, and start it anew."
            ) from cause
        except InvalidToken as cause:
            raise NoDataKey(
                "The data key does not fit what is stored: give back the key it was sealed with."
            ) from cause

    def mark(self, text: str) -> str:
        """A keyed hash: equal texts have equal marks, and nobody without the key can tell which text."""
        return hmac.new(self._ring.mark_key, text.encode(), hashlib.sha256).hexdigest()

    @property
    def prefix(self) -> bytes:
        """What everything begins with that is sealed with the first key."""
        return self._todays().prefix

    def _todays(self) -> "_Ring":
        if (keys := self._changed()) is not None:
            self._ring = _Ring.of(keys)
        return self._ring


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _Ring:
    """The keys ready for use; replaced as a whole, so that no thread meets half of a change."""

    by_id: Mapping[str, Fernet]
    sealing: Fernet
    whichever: MultiFernet
    prefix: bytes
    mark_key: bytes

    @classmethod
    def of(cls, keys: Keys) -> "_Ring":
        if not keys.data:
            raise NoDataKey(
                "No data key: nothing personal can be stored. Make one with `utkast new-key` "
                "and put it in the secrets folder as `data_key`."
            )
        try:
            fernets = [Fernet(key) for key in (*keys.data, *keys.coming)]
        except ValueError as cause:
            raise NoDataKey("The data key is malformed. Make one with `utkast new-key`.") from cause
        return cls(
            by_id=dict(zip(keys.ids, fernets, strict=True)),
            sealing=fernets[0],
            whichever=MultiFernet(fernets),
            prefix=FORM + keys.ids[0].encode() + b":",
            mark_key=keys.marking.encode(),
        )


def new_key() -> str:
    """A fresh data key."""
    return Fernet.generate_key().decode()


def key_id(key: str) -> str:
    """A short hash that tells keys apart and tells nothing of them."""
    return hashlib.sha256(b"utkast key id\0" + key.encode()).hexdigest()[:ID_LENGTH]


def sealed_with(sealed: bytes) -> str:
    """The id of the key that sealed it, read from its first PREFIX_LENGTH bytes; NO_ID when it has none."""
    if not sealed.startswith(FORM):
        return NO_ID
    return sealed[len(FORM) : PREFIX_LENGTH - 1].decode("ascii", errors="replace")


def _never() -> None:
    return None
