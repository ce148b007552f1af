"""What operations do during a campaign: look at our tables, and let a system be used again when a person has.

They use what they have in any installation: the tables' own port and the command.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from flows.audit import Act
from flows.audit_words import told
from flows.errors import TablesAway
from flows.settings import PROJECT
from flows.wiring.store import Store, opened_store
from flows.work import WorkItem
from tests.chaos.premises import MUNICIPALITY, Premises


class TablesRead:
    """Our tables, as somebody sees them who only looks; what is away for a moment shows nothing."""

    def __init__(self, premises: Premises) -> None:
        self._premises = premises
        self._store: Store | None = None

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """For the block."""
        async with opened_store(self._premises.settings()) as self._store:
            yield

    async def items(self) -> Sequence[WorkItem]:
        """Every item; none while our tables are away."""
        assert self._store is not None
        try:
            return await self._store.work.listed(MUNICIPALITY)
        except TablesAway:
            return ()

    async def audit_findings(self) -> Sequence[str]:
        """What is wrong with the audit log, when nobody disturbs our tables any more."""
        assert self._store is not None
        return [told(one) for one in await self._store.audit.findings([])]

    async def presses(self) -> Mapping[str, int]:
        """How often each application's draft was about to be saved, by the audit log."""
        assert self._store is not None
        audit = self._store.audit
        entries = [one for item in await self.items() for one in await audit.of_case(item.case_ref)]
        return Counter(one.case_ref for one in entries if one.act == Act.DRAFT_SAVED)

    async def waiting_for_a_person(self) -> Sequence[str]:
        """The systems that nobody asks before a person has said so."""
        assert self._store is not None
        try:
            breakers = await self._store.breakers.all(MUNICIPALITY)
        except TablesAway:
            return ()
        return [one.system for one in breakers if one.is_open and one.probe_at is None]


async def items_in(premises: Premises) -> Sequence[WorkItem]:
    """Every item of an installation that nobody disturbs."""
    async with opened_store(premises.settings()) as store:
        return await store.work.listed(MUNICIPALITY)


def release(premises: Premises, system: str) -> None:
    """`utkast systems release`, as a person types it; tried again at the next look if it did not do."""
    words = ["systems", "release", system]
    command = [sys.executable, "-c", "from flows.cli import main; main()", *words]
    environment = os.environ | premises.environment()
    subprocess.run(command, env=environment, cwd=PROJECT, check=False, stdout=subprocess.DEVNULL, timeout=120)
