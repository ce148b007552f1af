"""Where text leaves the process by itself: logs, warnings, errors that nobody caught. And core dumps: none.

Every log record's text is scrubbed where records are made, so that no handler has another: the file's, the
terminal's, and Prefect's own, which ships to its server. What a run tells Prefect is `flows.ending`'s.
`faulthandler` is left alone: it tells of lines of code, never of values.
"""

import json
import logging
import sys
import threading
import traceback
import warnings
from contextlib import suppress
from types import TracebackType
from typing import Any

from flows.scrubbing.known import scrubbed

_TOLD = logging.Formatter()


def guard() -> None:
    """Scrub whatever this process tells unasked, and let it leave no core dump. For a program's start.

    A hook that somebody else has set is left to them.
    """
    scrub_logs()
    warnings.formatwarning = _warning
    if sys.excepthook is sys.__excepthook__:
        sys.excepthook = _uncaught
    if threading.excepthook is threading.__excepthook__:
        threading.excepthook = _uncaught_in_thread
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _unraisable
    _leave_no_core()


def scrub_logs() -> None:
    """Scrub every log record of this process from now on."""
    logging.setLogRecordFactory(ScrubbedRecord)


class ScrubbedRecord(logging.LogRecord):
    """A record whose message and traceback are scrubbed, whichever handler asks for them.

    Its `args` stay, for a formatter that takes them apart, each text of them scrubbed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.args, tuple):
            self.args = tuple(scrubbed(one) if isinstance(one, str) else one for one in self.args)
        if self.exc_info and self.exc_info[0] is not None:
            self.exc_text = scrubbed(_TOLD.formatException(self.exc_info))
        if self.stack_info:
            self.stack_info = scrubbed(self.stack_info)

    def getMessage(self) -> str:  # noqa: N802 - logging's own name
        """The message as it may be told."""
        said = (self.msg, self.args)
        known = self.__dict__.get("_told")
        if known is None or known[0] != said:
            known = self.__dict__["_told"] = said, told(super().getMessage())
        return str(known[1])


def told(text: str) -> str:
    """The text scrubbed; an object in JSON stays one, though a number of it has become a word."""
    clean = scrubbed(text)
    if clean == text or not text.startswith("{"):
        return clean
    with suppress(ValueError):
        json.loads(clean)
        return clean
    with suppress(ValueError):
        fields = json.loads(text)
        return scrubbed(json.dumps({name: str(one) for name, one in fields.items()}, ensure_ascii=False))
    return clean


def _warning(  # noqa: PLR0917 (warnings calls it so)
    message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None
) -> str:
    return scrubbed(f"{filename}:{lineno}: {category.__name__}: {message}\n")


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.stderr.write(scrubbed("".join(traceback.format_exception(kind, error, trace))))


def _uncaught_in_thread(seen: threading.ExceptHookArgs) -> None:
    if seen.exc_value is not None and not isinstance(seen.exc_value, SystemExit):
        _uncaught(seen.exc_type, seen.exc_value, seen.exc_traceback)


def _unraisable(seen: "sys.UnraisableHookArgs") -> None:
    """What went wrong where nothing can be raised; the object it was about is not shown."""
    if seen.exc_value is not None:
        _uncaught(seen.exc_type, seen.exc_value, seen.exc_traceback)


def _leave_no_core() -> None:
    """A core dump holds every value and secret; Windows has no such limit."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
