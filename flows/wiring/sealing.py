"""The seal of this installation and the audit log's key, from wherever the keys are."""

import os
from collections.abc import Sequence

from adapters.key_sources import FolderKeys, KeySource, local_sources, take_from_environment
from adapters.persistence.seal import Keys, Seal
from flows.errors import SetUpTrouble
from flows.scrubbing import keep_secret
from flows.settings import Settings

DATA_KEY, MARK_KEY, AUDIT_KEY = KEYS = ("data_key", "mark_key", "audit_key")
FIRST = "first"


def seal_for(settings: Settings) -> Seal:
    """The seal, which follows its keys when they are changed. Raises SetUpTrouble when there is no key."""
    held = HeldKeys(key_sources(settings))
    keys = held.read()
    return Seal(keys, changed=held.changed)


def key_sources(settings: Settings) -> Sequence[KeySource]:
    """Where keys are looked for, in order. No variable is left that holds one, wherever they come from."""
    take_from_environment()
    only = "" if settings.keys_from == FIRST else settings.keys_from
    sources = [*local_sources(settings.secrets_dir, only=only)]
    if only == "prefect" or (not only and settings.prefect_api_url):
        from flows.wiring.prefect_secrets import PrefectKeys

        sources.append(PrefectKeys(settings))
    return sources


class HeldKeys:
    """The keys as they stand, and whether they have changed since."""

    def __init__(self, sources: Sequence[KeySource]) -> None:
        self._sources = sources
        self._of: dict[str, KeySource] = {}
        self._stamps: tuple[object, ...] = ()

    def read(self) -> Keys:
        """As `Keys.written` tells; none where no place has one. Raises SetUpTrouble."""
        stamps = self._stamped()
        lines = self._value(DATA_KEY)
        keys = Keys.written(lines, self._value(MARK_KEY) if lines else "")
        # The stamps of before the reading: what is changed meanwhile is then read again.
        self._stamps = stamps or self._stamped()
        return keys

    def changed(self) -> Keys | None:
        """The keys, if they are others than when they were read; None also while their file is away."""
        stamps = self._stamped()
        if stamps == self._stamps or stamps[:1] == (None,):
            return None
        return self.read()

    @property
    def is_ours(self) -> bool:
        """Whether the data keys lie in the secrets folder, which we may write to; systemd's is a copy."""
        source = self._of.get(DATA_KEY)
        if not isinstance(source, FolderKeys):
            return False
        return source.name == "folder" and str(source.folder) != os.environ.get("CREDENTIALS_DIRECTORY")

    @property
    def place(self) -> str:
        """The name of the place that the data keys were found in; blank when in none."""
        source = self._of.get(DATA_KEY)
        return source.name if source else ""

    def _value(self, secret: str) -> str:
        for source in self._sources:
            if value := _told_secret(source, secret):
                self._of[secret] = source
                return value
        return ""

    def _stamped(self) -> tuple[object, ...]:
        if DATA_KEY not in self._of:
            return ()
        return tuple(self._of.get(name, self._of[DATA_KEY]).stamp(name) for name in (DATA_KEY, MARK_KEY))


class NoAuditKey(SetUpTrouble):
    """There is no key to sign the audit log with; the message says how to make one."""


def audit_key_for(settings: Settings) -> bytes:
    """What the audit log is signed with: a key of its own. Raises NoAuditKey when there is none."""
    key = next(filter(None, (_told_secret(source, AUDIT_KEY) for source in key_sources(settings))), "")
    if not key:
        raise NoAuditKey(
            "No audit key: what the robot looks at cannot be written down, so it looks at nothing. Make one "
            "with `utkast new-key`, which leaves the keys that there are as they are."
        )
    return key.encode()


def _told_secret(source: KeySource, name: str) -> str:
    """What the place has under that name, no line of which is told from now on; blank when it has nothing."""
    return keep_secret((source.value(name) or "").strip())
