"""An inbox in memory: applications that wait, and who has taken them in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flows.errors import NeedsHuman, Reason, UtkastError
from flows.records import Application, InboxEntry


@dataclass(kw_only=True)
class FakeInbox:
    """`ApplicationInbox` in memory.

    `unreadable` are the errors that reading raises, by application; `delivered` who has taken what in.
    `trouble`, while it is set, is raised by every call, as by a system that is down; `troubles` by the calls
    of one name. `calls` counts calls by method.
    """

    entries: list[InboxEntry] = field(default_factory=list)
    applications: dict[str, Application] = field(default_factory=dict)
    unreadable: dict[str, UtkastError] = field(default_factory=dict)
    delivered: dict[str, str] = field(default_factory=dict)
    confirmations: list[tuple[str, str]] = field(default_factory=list)
    trouble: UtkastError | None = None
    troubles: dict[str, UtkastError] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)

    def arrive(self, entry: InboxEntry, application: Application | UtkastError) -> None:
        """An application comes in, or something that cannot be read as one."""
        self.entries.append(entry)
        if isinstance(application, UtkastError):
            self.unreadable[entry.application_ref] = application
        else:
            self.applications[entry.application_ref] = application

    def complete(self, application_ref: str, application: Application | UtkastError) -> None:
        """The applicant completes it: the answers are new, and nobody has taken those in."""
        at, entry = next(one for one in enumerate(self.entries) if one[1].application_ref == application_ref)
        self.entries[at] = replace(entry, status="Kompletterad", completions=entry.completions + 1)
        self.delivered.pop(application_ref, None)
        self.unreadable.pop(application_ref, None)
        if isinstance(application, UtkastError):
            self.unreadable[application_ref] = application
        else:
            self.applications[application_ref] = application

    def taken_by_another(self, application_ref: str, external_id: str) -> None:
        """Somebody else confirms the delivery."""
        self.delivered[application_ref] = external_id

    async def undelivered(self) -> Sequence[InboxEntry]:
        self._called("undelivered")
        waiting = [entry for entry in self.entries if entry.application_ref not in self.delivered]
        oldest_first = sorted(waiting, key=lambda entry: (entry.posted_at, int(entry.application_ref)))
        return [replace(entry, delivered_as=None) for entry in oldest_first]

    async def read(self, entry: InboxEntry) -> Application:
        self._called("read")
        if entry.application_ref in self.unreadable:
            raise self.unreadable[entry.application_ref]
        application = self.applications[entry.application_ref]
        stated = replace(application.statement, completions=entry.completions)
        return replace(application, statement=stated)

    async def confirm_delivery(self, application_ref: str, case_ref: str, *, completions: int = 0) -> None:
        self._called("confirm_delivery")
        newest = [one.completions for one in self.entries if one.application_ref == application_ref]
        if newest and newest[0] > completions:
            return
        taken_as = self.delivered.get(application_ref)
        if taken_as not in {None, case_ref}:
            raise NeedsHuman(
                Reason.DELIVERED_ELSEWHERE, f"Ansökan {application_ref} är redan mottagen av någon annan."
            )
        if taken_as is None:
            self.delivered[application_ref] = case_ref
            self.confirmations.append((application_ref, case_ref))

    def _called(self, method: str) -> None:
        self.calls[method] += 1
        trouble = self.trouble or self.troubles.get(method)
        if trouble is not None:
            raise trouble
