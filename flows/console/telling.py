"""Telling Prefect how far a run has come, and asking it: no work ends because Prefect does not answer."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import httpx
import structlog
from prefect.exceptions import PrefectException

log = structlog.get_logger(__name__)
T = TypeVar("T")
ANSWER_SECONDS = 15.0
"""Prefect's client tries again by itself for minutes; the work at hand waits no longer than this."""
UNANSWERED = (httpx.HTTPError, PrefectException, OSError, TimeoutError)
"""What Prefect's client raises when its server is away, is busy or says no."""


async def if_it_answers(asked: Awaitable[T], what: str) -> T | None:
    """What Prefect's server answers; None, and an event in the log, when it does not. `what` names it."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await asked
    except UNANSWERED as trouble:
        log.warning("prefect.not_told", what=what, kind=type(trouble).__name__)
        return None
