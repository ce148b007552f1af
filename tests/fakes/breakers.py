"""Breakers in memory; implements `flows.ports.Breakers`."""

from collections.abc import Callable, Sequence

from flows.breaker import Breaker


class FakeBreakers:
    """Breakers by municipality and system; one that is closed and has forgotten all is not kept."""

    def __init__(self) -> None:
        self.breakers: dict[tuple[str, str], Breaker] = {}

    async def all(self, municipality: str) -> Sequence[Breaker]:
        return [breaker for (where, _), breaker in sorted(self.breakers.items()) if where == municipality]

    async def change(
        self, municipality: str, system: str, change: Callable[[Breaker], Breaker]
    ) -> tuple[Breaker, Breaker]:
        before = self.breakers.get((municipality, system), Breaker(system=system))
        after = change(before)
        self.breakers.pop((municipality, system), None)
        if after != Breaker(system=system):
            self.breakers[municipality, system] = after
        return before, after
