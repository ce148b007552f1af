"""Secrets as files, one value a file, as systemd credentials and container platforms hand them out.

A secret is never an environment variable, never on a command line, never in the database.
"""

import os
import stat
from pathlib import Path

from flows.errors import SetUpTrouble
from flows.scrubbing import keep_secret


class SecretTrouble(SetUpTrouble):
    """A secret is missing or open to others; the message names the file, never the value."""


class SecretsFolder:
    """Reads secrets by name, such as `almanda.utkast-01.password`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __repr__(self) -> str:
        return f"SecretsFolder({self._folder})"

    def path(self, name: str) -> Path:
        """The file of a secret. Raises SecretTrouble when it is missing or others may read it."""
        file = self._folder / name
        if not file.is_file():
            raise SecretTrouble(f"The secret {name} is missing: put its value in {file} (mode 0600).")
        if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & self._not_for_others():
            raise SecretTrouble(f"The secret {name} can be read by others: run `chmod 600 {file}`.")
        return file

    def value(self, name: str) -> str:
        """The value without its line end, which no log shows from now on. Raises SecretTrouble."""
        return keep_secret(self.path(name).read_text(encoding="utf-8").rstrip("\r\n"))

    def holds(self, name: str) -> bool:
        """Whether there is such a secret."""
        return (self._folder / name).is_file()

    def _not_for_others(self) -> int:
        """The bits that must not be set.

        In systemd's own folder a file may be root's, and the unit let in by an access list, which shows as
        the group's right to read (systemd.exec(5), LoadCredential=); nobody else comes into the folder.
        """
        is_systemds = self._folder == Path(os.environ.get("CREDENTIALS_DIRECTORY", os.devnull))
        return 0o037 if is_systemds else 0o077
