"""Where anchors of the audit log are put: a file that is only added to, and the system's log if asked."""

import logging
import os
import sys
from collections.abc import Sequence
from logging.handlers import SysLogHandler
from pathlib import Path

from flows.audit_anchor import Anchor, anchors_in, line_of

OWNER_ALONE = 0o600


class AnchorPlaces:
    """`syslog` is `/dev/log`, another socket's path, or `host:port` by UDP; blank for none."""

    def __init__(self, file: Path, syslog: str = "") -> None:
        self._file = file
        self._syslog = syslog

    def put(self, anchor: Anchor) -> None:
        """Add a line to the file, kept when this returns, and say it to the system's log. Raises OSError."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        added = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_ALONE)
        with os.fdopen(added, "ab", buffering=0) as file:
            file.write(f"{line_of(anchor)}\n".encode())
            os.fsync(file.fileno())
        if self._syslog:
            _say(line_of(anchor), self._syslog)

    def all(self) -> Sequence[Anchor]:
        """Every anchor of the file, in order. Raises UnreadableAnchor."""
        if not self._file.exists():
            return []
        return anchors_in(self._file.read_text(encoding="utf-8", errors="replace"))


class _Told(SysLogHandler):
    """Raises what cannot be said, where the library prints it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        trouble = sys.exception()
        if trouble is not None:
            raise trouble


def _say(words: str, address: str) -> None:
    host, _, port = address.rpartition(":")
    told = _Told((host, int(port)) if host and port.isdecimal() else address)
    try:
        told.ident = "utkast: "
        told.emit(logging.makeLogRecord({"msg": words, "levelno": logging.INFO, "levelname": "INFO"}))
    finally:
        told.close()
