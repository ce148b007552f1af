"""`utkast migrate`: bring our tables to the newest revision, or back to an older one."""

import asyncio

from flows.cli.terminal import Terminal
from flows.settings import load_settings
from flows.wiring.store import migrated_tables


def run(to: str) -> None:
    """Say which revision the tables had and have. Raises SetUpTrouble."""
    before, after = asyncio.run(migrated_tables(load_settings(), to))
    moved = f"Tabellerna hade {before or 'ingen revision'} och har nu {after}."
    Terminal().print(f"Tabellerna har redan {after}." if before == after else moved, highlight=False)
