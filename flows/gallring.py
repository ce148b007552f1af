"""Gallring each week, as Prefect runs it: what has been kept as long as the municipality says goes."""

from collections.abc import Sequence

import structlog
from prefect import flow

from flows.ending import ended, failing_openly
from flows.engine import NOWHERE
from flows.logs import log_to
from flows.references import Slug
from flows.retention import Looked, taken_away
from flows.settings import load_settings
from flows.wiring.retention import opened_shelves

log = structlog.get_logger(__name__)
NOTHING_SAID = "Ingen gallringstid"
"""What Prefect calls a round in a municipality whose file says nothing of it."""


@flow(
    name="retention", flow_run_name="retention {municipality}", persist_result=False, result_storage=NOWHERE
)
@failing_openly
async def retention(municipality: Slug) -> Sequence[Looked]:
    """Take away what has been kept long enough. `municipality` is the name of its file in config."""
    settings = load_settings()
    log_to(settings.home / "logs")
    async with opened_shelves(settings, municipality) as shelves:
        looked = await taken_away(
            shelves.kept,
            shelves.periods,
            shelves.now,
            left_behind=shelves.left_behind,
            audit=shelves.audit,
            deed=shelves.deed,
        )
        if not await shelves.swept():
            log.warning("retention.not_swept")
    return ended(looked, "" if shelves.periods else NOTHING_SAID)
