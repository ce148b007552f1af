"""Encryption of everything personal that we store, and keyed marks to compare without reading.

Fernet (AES-128-CBC with HMAC-SHA256) from `cryptography`; several keys may be given, newest first,
so that a key can be changed without losing what the older one sealed.
"""

import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from flows.errors import SetUpTrouble


class NoDataKey(SetUpTrouble):
    """There is no usable key; the message says how to make one."""


class Seal:
    """Seals and opens what is stored. Raises NoDataKey when a key is missing or malformed."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise NoDataKey(
                "No data key: nothing personal can be stored. Make one with `utkast new-key` "
                "and put it in the secrets folder as `data_key`."
            )
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as cause:
            raise NoDataKey("The data key is malformed. Make one with `utkast new-key`.") from cause
        self._mark_key = keys[-1].encode()

    def __repr__(self) -> str:
        return "Seal(…)"

    def seal(self, plain: bytes) -> bytes:
        """Encrypt with the newest key."""
        return self._fernet.encrypt(plain)

    def unseal(self, sealed: bytes) -> bytes:
        """Decrypt with whichever key fits. Raises NoDataKey when none does."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as cause:
            raise NoDataKey(
                "The data key does not fit what is stored: give back the key it was sealed with."
            ) from cause

    def mark(self, text: str) -> str:
        """A keyed hash: equal texts have equal marks, and nobody without the key can tell which text."""
        return hmac.new(self._mark_key, text.encode(), hashlib.sha256).hexdigest()


def new_key() -> str:
    """A fresh data key."""
    return Fernet.generate_key().decode()
