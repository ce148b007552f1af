"""Applicants: they do not all apply at once, but party by party.

Knows the inbox's own table only; nothing of the robot.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from mock_legacy.inbox.submission import COMPLETED
from mock_legacy.world import World
from mock_legacy.world.models import ExpectedOutcome, InboxInstance

LATER = timedelta(days=365)


@dataclass(slots=True, kw_only=True)
class Applicants:
    """All who will apply, `at_once` to a party."""

    world: World
    at_once: int = 50
    have_applied: list[int] = field(default_factory=list)
    """The inbox's numbers of those who have."""
    _to_come: list[int] = field(default_factory=list)

    def stay_at_home(self) -> None:
        """Before it begins: nobody has applied yet."""
        with self.world.session() as session:
            numbers = select(ExpectedOutcome.flow_instance_id)
            applications = select(InboxInstance).where(InboxInstance.flow_instance_id.in_(numbers))
            for one in session.scalars(applications.order_by(InboxInstance.flow_instance_id)):
                one.posted += LATER
                self._to_come.append(one.flow_instance_id)

    def next_party(self, number: int | None = None) -> None:
        """The next party applies, if there is one: `at_once`, or so many as are said."""
        number = number or self.at_once
        party, self._to_come = self._to_come[:number], self._to_come[number:]
        with self.world.session() as session:
            for one in party:
                session.get_one(InboxInstance, one).posted -= LATER
        self.have_applied += party

    def complete(self, numbers: Sequence[int]) -> None:
        """These send the same answers once more: nobody has confirmed the delivery of those."""
        with self.world.session() as session:
            for one in numbers:
                instance = session.get_one(InboxInstance, one)
                instance.completions += 1
                instance.status, instance.status_id = COMPLETED
                instance.delivered_external_id = instance.delivered_system = None
                instance.delivered_at = instance.delivered_by = None
