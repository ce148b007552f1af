"""The audit log in memory: what was to be done, in order; away when a test says so."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from adapters.auditing import SystemAudit
from flows.audit import Act, Deed, Head
from flows.errors import Code, TablesAway


async def _nothing() -> None:
    """Nobody looks while it is written."""


@dataclass(slots=True, kw_only=True)
class FakeAuditLog:
    """Implements AuditLog. `meanwhile` is awaited before a deed is kept."""

    deeds: list[Deed] = field(default_factory=list)
    is_away: bool = False
    meanwhile: Callable[[], Awaitable[None]] = _nothing

    async def record(self, *deeds: Deed) -> None:
        await self.meanwhile()
        if self.is_away:
            raise TablesAway(Code.TABLES_AWAY, "our own database does not answer (a test).")
        self.deeds.extend(deeds)

    async def head(self) -> Head:
        return Head(installation="memory", number=len(self.deeds), link="")

    @property
    def acts(self) -> list[Act]:
        """What was to be done, in order."""
        return [deed.act for deed in self.deeds]

    def of(self, system: str) -> SystemAudit:
        """One system's hand at it."""
        return SystemAudit(
            log=self,
            municipality="exempelstad",
            system=system,
            purpose="Handläggning av ekonomiskt bistånd",
            legal_basis="15 kap. socialtjänstlagen (2025:400)",
            run="worker-1",
        )


def audit_of(system: str) -> SystemAudit:
    """The same with a log of its own, for those who do not look in it."""
    return FakeAuditLog().of(system)
