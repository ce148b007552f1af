"""The audit log's anchors of this installation."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import structlog

from adapters.anchors import AnchorPlaces
from adapters.persistence.audit import SqlAuditLog
from flows.audit import Head
from flows.audit_anchor import Anchor
from flows.errors import TablesAway
from flows.ports import AuditLog
from flows.settings import Settings

log = structlog.get_logger(__name__)


async def anchored(settings: Settings, audit: AuditLog) -> Anchor | None:
    """Put an anchor at the head; None while nothing is written. Raises OSError and TablesAway."""
    anchor = Anchor(head=await audit.head(), at=datetime.now(UTC))
    if anchor.head.number == 0:
        return None
    _places(settings).put(anchor)
    return anchor


async def anchored_at_the_end(settings: Settings, audit: AuditLog) -> None:
    """The same when a run ends, whose work stands whatever becomes of it: what fails is told in the log."""
    number = await _number_anchored(settings, audit)
    if number is not None:
        log.info("audit.anchored", number=number)


@asynccontextmanager
async def anchored_when_left(settings: Settings, audit: SqlAuditLog) -> AsyncIterator[None]:
    """What is recorded in the block is covered by an anchor when it ends, however it ends.

    Nothing recorded, no anchor: whoever merely looks must not vouch for what others may have done to the log.
    """
    try:
        yield
    finally:
        if audit.has_written:
            await _number_anchored(settings, audit)


async def _number_anchored(settings: Settings, audit: AuditLog) -> int | None:
    """How far the log had come; None when it could not be noted, which is logged."""
    try:
        anchor = await anchored(settings, audit)
    except (OSError, TablesAway) as trouble:
        log.error("audit.not_anchored", kind=type(trouble).__name__)
        return None
    return anchor.head.number if anchor else 0


def anchored_heads(settings: Settings) -> Sequence[Head]:
    """Every head that was ever anchored here. Raises UnreadableAnchor."""
    return [one.head for one in _places(settings).all()]


def _places(settings: Settings) -> AnchorPlaces:
    return AnchorPlaces(settings.audit_anchors, settings.audit_syslog)
