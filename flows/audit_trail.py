"""The audit log for those who look in it: a port beside `flows.ports.AuditLog`, for those who write."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from flows.audit import Deed, Entry, Head
from flows.audit_check import Finding
from flows.erasing import Concerning
from flows.identity import PersonalNumber
from flows.ports import AuditLog


class AuditTrail(AuditLog, Protocol):
    """The same record for those who look in it."""

    async def of_case(self, case_ref: str) -> Sequence[Entry]:
        """What has been done in one application, in order."""
        ...

    async def of_person(self, who: PersonalNumber) -> Sequence[Entry]:
        """What has been done about a person, and about nobody in particular in the person's own applications.

        What is about somebody else is not among it, nor what is about nobody in another's application.
        """
        ...

    async def naming(self, who: PersonalNumber) -> Sequence[Concerning]:
        """Every application kept that the person has applied with, or is named in."""
        ...

    async def findings(self, anchors: Sequence[Head]) -> Sequence[Finding]:
        """Everything that is wrong with the log; nothing when it is whole and says what the anchors say."""
        ...

    async def has_run(self) -> bool:
        """Whether a worker has ever taken a step, as far as the journal is kept."""
        ...

    async def standing_cut(self) -> Entry | None:
        """The entry that says where the chain to be proven begins, when it is not at the first."""
        ...

    async def set_aside(self, deed: Deed, anchors: Sequence[Head]) -> Entry:
        """Begin a chain anew after everything there is or has been anchored; nothing is deleted.

        `deed` says who did it, and its `detail` why.
        """
        ...

    async def purge(self, before: datetime, deed: Deed) -> int:
        """Delete the entries older than `before` and write that down; how many they were.

        The last of all is kept, and so is what broke and was set aside after `before`.
        """
        ...
