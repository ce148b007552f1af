"""Look-ups side by side: all finish or all are cancelled, and one error comes out, the gravest."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from flows.errors import Broken, NeedsHuman, Transient, UtkastError

T = TypeVar("T")
GRAVITY = (NeedsHuman, Broken, Transient, UtkastError)
"""A reason to hand over weighs most: protected identity must not be hidden behind a slow system."""


async def together(*lookups: Coroutine[Any, Any, Any]) -> tuple[Any, ...]:
    """Run `lookups` at the same time and return their answers in order.

    Raises the gravest UtkastError when several fail; any other exception goes before them all.
    """
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(lookup) for lookup in lookups]
    except BaseExceptionGroup as failed:
        raise _gravest(failed) from failed
    return tuple(task.result() for task in tasks)


async def each(lookups: dict[str, Coroutine[Any, Any, T]]) -> dict[str, T]:
    """The same for look-ups by key."""
    answers = await together(*lookups.values())
    return dict(zip(lookups, answers, strict=True))


def _gravest(failed: BaseExceptionGroup[BaseException]) -> BaseException:
    foreign = failed.split(UtkastError)[1]
    if foreign is not None:
        return foreign.exceptions[0]
    errors = [error for error in failed.exceptions if isinstance(error, UtkastError)]
    return min(errors, key=lambda error: next(i for i, kind in enumerate(GRAVITY) if isinstance(error, kind)))
