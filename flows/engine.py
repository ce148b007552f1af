"""Prefect's settings for this installation; call `prepare_engine` before anything imports Prefect."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from flows.errors import SetUpTrouble
from flows.logs import OWN_LOGGERS
from flows.settings import Settings

NOWHERE = Path(os.devnull)
"""Where a flow's result would be kept; none ever is. For a flow that names no place, each run asks Prefect's
server which one it has, and all else in the process waits for the answer: measured 15 ms."""
HEARTBEAT_SECONDS = 30
"""How often a run tells Prefect that it lives: the shortest that it allows; its own choice is 180."""


def prepare_engine(settings: Settings) -> None:
    """Keep Prefect's files in our home, ship our logs to it, and let it tell nobody outside about us.

    The address of our settings is the one that counts, whatever Prefect's own variable says.
    """
    ours = {
        "PREFECT_HOME": str((settings.home / "prefect").resolve()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_EXTRA_LOGGERS": ",".join(OWN_LOGGERS),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    }
    for name, value in ours.items():
        os.environ.setdefault(name, value)
    if settings.prefect_api_url:
        os.environ["PREFECT_API_URL"] = settings.prefect_api_url


@asynccontextmanager
async def engine_at_hand() -> AsyncIterator[None]:
    """One pair of clients to Prefect's server for every flow that runs in the block.

    Without it each flow makes three of its own, and each reads all certificate authorities anew: measured
    0.3 s of a flow that does nothing, 0.1 s with it. Raises SetUpTrouble when Prefect has no server and one
    of its own does not start.
    """
    from prefect.context import AsyncClientContext, SyncClientContext

    async with AsyncExitStack() as clients:
        try:
            await clients.enter_async_context(AsyncClientContext())
            clients.enter_context(SyncClientContext())
        except RuntimeError as error:
            raise SetUpTrouble(
                "Prefect's own server did not start, so nothing was begun. Start one that stays"
                " (`utkast console server`) and name it in UTKAST_PREFECT_API_URL, or try again."
            ) from error
        yield
