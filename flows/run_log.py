"""In the log: that a run began, and that it came to its end. Of one that was killed only the first is told.

One that failed is told by `flows.ending`, which knows why.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from flows.stopping import Stopping

log = structlog.get_logger(__name__)


@contextmanager
def told_in_the_log(municipality: str, stopping: Stopping) -> Iterator[None]:
    """Log the run at hand, by the name that Prefect has for it, when the block begins and when it is done."""
    run, began = run_at_hand(), time.monotonic()
    log.info("run.begun", municipality=municipality, run=run)
    yield
    seconds = round(time.monotonic() - began, 1)
    log.info("run.ended", municipality=municipality, run=run, seconds=seconds, stopped=stopping.why)


def run_at_hand() -> str:
    """The name that Prefect shows for the run that this is; blank outside a run."""
    # Late, for what Prefect is told of the installation must be told before it is imported.
    from prefect.runtime import flow_run

    return str(flow_run.name or "")
