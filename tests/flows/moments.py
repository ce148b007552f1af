"""Something happens at a moment of the work: as a fake is called, or as it has answered."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Act = Callable[[], Awaitable[None]]


def as_called(fake: object, method: str, act: Act) -> None:
    """Let `act` happen when the next call of `method` comes, before the fake does anything."""

    def wrapped(whole: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def called(*given: object, **named: object) -> object:
            setattr(fake, method, whole)
            await act()
            return await whole(*given, **named)

        return called

    setattr(fake, method, wrapped(getattr(fake, method)))


def as_answered(fake: object, method: str, act: Act) -> None:
    """Let `act` happen when the next call of `method` has been obeyed, before the answer comes."""

    def wrapped(whole: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def called(*given: object, **named: object) -> object:
            setattr(fake, method, whole)
            answer = await whole(*given, **named)
            await act()
            return answer

        return called

    setattr(fake, method, wrapped(getattr(fake, method)))


async def for_ever() -> None:
    """An answer that does not come."""
    await asyncio.Event().wait()
