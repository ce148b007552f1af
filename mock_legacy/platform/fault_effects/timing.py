"""Faults of the line: slow answers, no answer, a connection that is cut.

Knows no system.
"""

from __future__ import annotations

import random

import anyio
from starlette.types import Receive, Scope

from mock_legacy.platform.fault_effects.struck import Kind, Struck

HANGS_SECONDS = 120.0
SLOW_MS = 1000.0
DOWN_SECONDS = 0.5


async def latency(struck: Struck) -> None:
    """Take ``latency_ms`` plus up to ``jitter_ms`` longer than usual; a second when neither is said."""
    jitter = random.uniform(0, struck.fault.jitter_ms)  # noqa: S311 - weather, not secrets
    await anyio.sleep((struck.fault.latency_ms + jitter or SLOW_MS) / 1000)
    await struck.go_on()


async def hang(struck: Struck) -> None:
    """Never answer and never pass the request on; cut the line after ``latency_ms``, or two minutes."""
    await keep_silent(struck)


async def cut(struck: Struck) -> None:
    """Cut the connection before the request reaches the system.

    The visitor's line stays down for ``latency_ms``, or half a second: a browser sends a request again by
    itself, a form too, when a connection that it has used before is cut without an answer.
    """
    await cut_for_a_while(struck)


async def keep_silent(struck: Struck) -> None:
    """Say nothing until the visitor has had enough or the time is up."""
    with anyio.move_on_after(struck.fault.latency_ms / 1000 or HANGS_SECONDS):
        await _gone(struck.receive)
        return
    struck.take_line_down(DOWN_SECONDS)
    await cut_line(struck.scope, struck.receive)


async def cut_for_a_while(struck: Struck) -> None:
    """Break the visitor's connection without an answer, and every new one for a moment."""
    struck.take_line_down(struck.fault.latency_ms / 1000 or DOWN_SECONDS)
    await cut_line(struck.scope, struck.receive)


async def cut_line(scope: Scope, receive: Receive) -> None:
    """Break one connection without an answer."""
    transport = scope.get("state", {}).get("transport")
    if transport is None:
        raise ConnectionResetError("the line was cut")
    transport.abort()
    # The server sends an error page when an application returns before the line is seen to be gone.
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


KINDS = {"latency": Kind(effect=latency), "hang": Kind(effect=hang), "cut": Kind(effect=cut)}
