"""The command line `utkast`: for operations at a terminal. It starts flows and shows what they say."""

from flows.cli.app import main

__all__ = ["main"]
