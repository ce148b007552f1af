"""Where the keys come from: systemd, the secrets folder, the environment, or the operating system's keyring.

A fifth place, a Secret block of Prefect, is `flows.wiring.prefect_secrets`: adapters know nothing of Prefect.
It must not know what a key is used for, and never tells one.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from adapters.secrets_folder import SecretsFolder
from flows.errors import SetUpTrouble

VARIABLES = ("data_key", "mark_key", "audit_key")
"""The keys that an environment variable may hold, such as UTKAST_DATA_KEY."""
SERVICE = "utkast"
"""The service that the keyring has the keys under; the user name there is the key's."""
_taken: dict[str, str] = {}


class KeySource(Protocol):
    """A place that may hold keys. `name` is how UTKAST_KEYS_FROM names it."""

    name: str

    def value(self, secret: str) -> str | None:
        """What is held under that name, such as `data_key`; None when nothing is. Raises SetUpTrouble."""
        ...

    def stamp(self, secret: str) -> object:
        """Something that is another whenever the value may be; the same for ever where nobody can tell."""
        ...


class FolderKeys:
    """A file each: the secrets folder, or the one that systemd hands to a unit."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        self._secrets = SecretsFolder(folder)

    def value(self, secret: str) -> str | None:
        """The file's text. Raises SecretTrouble when others may read it."""
        return self._secrets.value(secret) if self._secrets.holds(secret) else None

    def stamp(self, secret: str) -> object:
        """A file that is replaced has another inode, and one that is written in place another time."""
        try:
            seen = (self.folder / secret).stat()
        except FileNotFoundError:
            return None
        return seen.st_ino, seen.st_mtime_ns, seen.st_size


class EnvironmentKeys:
    """Environment variables, which are taken away when they are read: what we start does not inherit them.

    The one exception is Prefect's worker: it reads no key, and hands the variables on to the runs that do.
    """

    name = "environment"

    def value(self, secret: str) -> str | None:
        """What was in `UTKAST_` and the secret's name in capitals when this process began."""
        take_from_environment()
        return _taken.get(secret)

    def stamp(self, secret: str) -> object:
        """A process's own variables are changed by nobody."""
        return None


def take_from_environment() -> None:
    """Remember the keys among the variables, and take them away from there."""
    for secret in VARIABLES:
        held = os.environ.pop(f"UTKAST_{secret.upper()}", "")
        if held:
            _taken[secret] = held


class KeyringKeys:
    """The operating system's keyring, by the library `keyring`: an extra, imported when it is asked."""

    name = "keyring"

    def __init__(self, *, required: bool) -> None:
        self._required = required

    def value(self, secret: str) -> str | None:
        """What the keyring has for the service `utkast`. Raises SetUpTrouble when it is required and away."""
        try:
            import keyring
            from keyring.errors import KeyringError
        except ImportError as cause:
            self._require("install Utkast with its extra `keyring`", cause)
            return None
        try:
            held: str | None = keyring.get_password(SERVICE, secret)
        except KeyringError as cause:
            self._require(f"the keyring does not open here ({type(cause).__name__})", cause)
            return None
        return held

    def stamp(self, secret: str) -> object:
        """Whether a value there has changed is not asked: that may need somebody to unlock it."""
        return None

    def _require(self, why: str, cause: Exception) -> None:
        if self._required:
            raise SetUpTrouble(f"UTKAST_KEYS_FROM says keyring: {why}.") from cause


def local_sources(secrets_dir: Path, *, only: str) -> Sequence[KeySource]:
    """Every place of this machine in the order they are asked, or the only one; none when it is elsewhere."""
    handed = os.environ.get("CREDENTIALS_DIRECTORY")
    sources: list[KeySource] = [FolderKeys("credentials", Path(handed))] if handed else []
    sources += [FolderKeys("folder", secrets_dir), EnvironmentKeys(), KeyringKeys(required=bool(only))]
    return [one for one in sources if only in {"", one.name}]
