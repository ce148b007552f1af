"""What every page of every mock system can reach: the world, faults, requests, session rules.

Knows no system by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mock_legacy.platform.faults import FaultBook
from mock_legacy.platform.request_record import RequestRecord
from mock_legacy.world import World


@dataclass(slots=True, kw_only=True)
class Platform:
    """The shared ground. ``session_timeout_seconds`` is idle time before a session ends by itself."""

    world: World
    faults: FaultBook = field(default_factory=FaultBook)
    requests: RequestRecord = field(default_factory=RequestRecord)
    session_timeout_seconds: float = 1200.0
