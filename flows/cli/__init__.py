"""The command line `utkast`: for operations at a terminal. It starts flows and shows what they say."""

import atexit
import gc

SELDOM = 50_000
"""New objects between two searches for garbage. With Python's own 700, a command that only looks spends a
fifth of its time searching what its imports have just made."""


def main() -> None:
    """Run the command line; what lives until the process ends is not searched once more when it does."""
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)
    from flows.cli.app import main as run

    run()


__all__ = ["main"]
