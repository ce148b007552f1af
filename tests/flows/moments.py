"""Something happens at a moment of the work: as a fake is called, or as it has answered."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from flows.errors import UtkastError

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


class Crowd:
    """Holds back every call of one method until it is let go."""

    def __init__(self, fake: object, method: str) -> None:
        self._waiting: list[asyncio.Future[None]] = []
        self._came = asyncio.Event()
        self._fake, self._method = fake, method
        self._whole: Callable[..., Awaitable[Any]] = getattr(fake, method)
        setattr(fake, method, self._called)

    async def _called(self, *given: object, **named: object) -> object:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self._came.set()
        await turn
        return await self._whole(*given, **named)

    def __len__(self) -> int:
        return len(self._waiting)

    async def of(self, number: int) -> None:
        """When so many are held back."""
        async with asyncio.timeout(10):
            while len(self) < number:
                self._came.clear()
                await self._came.wait()

    def let_go(self, number: int, *, error: UtkastError | None = None) -> None:
        """Let the first so many go on; with `error` the system fails them."""
        going, self._waiting = self._waiting[:number], self._waiting[number:]
        for turn in going:
            if error is None:
                turn.set_result(None)
            else:
                turn.set_exception(error)

    def disperse(self) -> None:
        """Let all go on, and hold back nobody any more."""
        setattr(self._fake, self._method, self._whole)
        self.let_go(len(self))
