"""Which traces are kept: those from which everything was taken that could tell of a person, and no other.

It must not know how a trace is recorded.
"""

from collections.abc import Callable
from pathlib import Path

import structlog

from adapters.trace_name import TRACE
from bots.kit.outline import known_labels
from bots.kit.trace_words import cleaned, words
from flows.scrubbing import found_in, scrubbed

log = structlog.get_logger(__name__)


def keep_trace(archive: bytes, name: str, keep: Callable[[str, bytes], Path]) -> None:
    """Keep what may stay of Playwright's `archive` under the evidence's name; else the log says why not.

    Raises OSError when it cannot be kept.
    """
    try:
        trace = cleaned(archive, scrubbed, labels=known_labels())
    except ValueError:
        log.warning("evidence.no_trace", evidence=name, why="it could not be read")
        return
    if found_in(words(trace)):
        log.warning(
            "evidence.no_trace", evidence=name, why="something of a person or a secret was left in it"
        )
        return
    keep(f"{name}{TRACE}", trace)
