"""What each kind of fault does to one request, by family. An effect wraps the rest of the application.

Effects may answer themselves, change what comes in or out, or just take time. To add a kind, write a
function with the signature of ``Effect`` in the family it belongs to, and name it in that family's ``KINDS``.
Knows nothing of matching or counting.
"""

from __future__ import annotations

from mock_legacy.platform.fault_effects import pages, persons, rows, screens, sessions, timing, writes
from mock_legacy.platform.fault_effects.struck import Kind

KINDS: dict[str, Kind] = {
    **timing.KINDS,
    **sessions.KINDS,
    **pages.KINDS,
    **screens.KINDS,
    **rows.KINDS,
    **persons.KINDS,
    **writes.KINDS,
}
