"""The look-up record that each system keeps itself, as the law asks of it.

Knows nothing of what was shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from mock_legacy.platform.context import Platform
from mock_legacy.world.models import LookupLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Who looked whom up, where, for which stated purpose and legal basis (if the system asks)."""

    system: str
    username: str
    screen: str
    personnummer: str
    purpose: str = ""
    legal_basis: str = ""


def record_lookup(platform: Platform, lookup: Lookup) -> int:
    """Write one look-up and return its number, which is safe in addresses (a personnummer is not)."""
    row = LookupLog(
        system=lookup.system,
        username=lookup.username,
        at=platform.world.now(),
        screen=lookup.screen,
        personnummer=lookup.personnummer,
        purpose=lookup.purpose,
        legal_basis=lookup.legal_basis,
    )
    with platform.world.session() as session:
        session.add(row)
        session.flush()
        return row.id
