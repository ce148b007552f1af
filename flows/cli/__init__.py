"""The command line `utkast`: for operations at a terminal. It starts flows and shows what they say."""

import atexit
import gc
from collections.abc import Mapping

FIRST_SEARCH_AFTER = 500_000
"""New objects before the first search for garbage; a command that only looks makes 140 000 and needs none.

In Python's own way `utkast status` took 0.91 s of the processor, and without a search 0.66 s (the least of
sixteen each, in turn): its imports make much that lives as long as the process, and is searched every time.
"""


def main() -> None:
    """Run the command line. What works for long is searched in Python's own way from the first search on."""
    usual = gc.get_threshold()

    def as_usual(_phase: str, _told: Mapping[str, int]) -> None:
        gc.set_threshold(*usual)
        gc.callbacks.remove(as_usual)

    gc.set_threshold(FIRST_SEARCH_AFTER)
    gc.callbacks.append(as_usual)
    # What still lives when the process ends is not searched once more.
    atexit.register(gc.freeze)
    from flows.scrubbing.leaving import guard

    # Before typer is imported: it keeps the hook for uncaught errors that it finds.
    guard()
    from flows.cli.app import main as run

    run()


__all__ = ["main"]
