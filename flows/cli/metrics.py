"""`utkast metrics`: serve what operations watch, until the process is told to end."""

import asyncio
import socket
from contextlib import suppress

from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.metrics.service import application, listening, serve
from flows.settings import Settings, load_settings
from flows.wiring.watch import opened_watch


def run() -> None:
    """Serve. Raises CannotGoOn when the address is taken or is none of this machine's."""
    settings = load_settings()
    address = settings.metrics_address
    try:
        on = listening(address)
    except (OSError, ValueError) as trouble:
        raise CannotGoOn(
            f"Cannot listen on {address} ({trouble}). Set UTKAST_METRICS_ADDRESS to another one."
        ) from trouble
    host, port = on.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    Terminal().print(
        f"http://{shown}:{port}/metrics och http://{shown}:{port}/health. Avsluta med Ctrl-C.",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    with suppress(KeyboardInterrupt), on:
        asyncio.run(_serve(settings, on))


async def _serve(settings: Settings, on: socket.socket) -> None:
    async with opened_watch(settings) as (watch, clock):
        await serve(application(watch, clock), on)
