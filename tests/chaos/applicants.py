"""Applicants: they do not all apply at once, but as the inbox empties.

Knows the inbox's own table only; nothing of the robot.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func, select

from mock_legacy.world import World
from mock_legacy.world.models import ExpectedOutcome, InboxInstance

LATER = timedelta(days=365)


@dataclass(slots=True, kw_only=True)
class Applicants:
    """All who will apply, `at_once` of them at a time."""

    world: World
    at_once: int
    arrived: int = 0
    _to_come: list[int] = field(default_factory=list)

    def stay_at_home(self) -> None:
        """Before it begins: nobody has applied yet."""
        with self.world.session() as session:
            numbers = select(ExpectedOutcome.flow_instance_id)
            applications = select(InboxInstance).where(InboxInstance.flow_instance_id.in_(numbers))
            for one in session.scalars(applications.order_by(InboxInstance.flow_instance_id)):
                one.posted += LATER
                self._to_come.append(one.flow_instance_id)

    def apply(self) -> int:
        """When less than half of a party lies in the inbox the next party applies; how many have, in all."""
        if self._to_come and self._undelivered() < self.at_once / 2:
            self._send_in(self.at_once)
        return self.arrived

    def all_apply(self) -> int:
        """Whoever is left applies now; how many have, in all."""
        self._send_in(len(self._to_come))
        return self.arrived

    def _undelivered(self) -> int:
        here = (InboxInstance.delivered_external_id.is_(None), InboxInstance.posted <= self.world.now())
        ours = InboxInstance.flow_instance_id.in_(select(ExpectedOutcome.flow_instance_id))
        counted = select(func.count()).select_from(InboxInstance).where(*here, ours)
        with self.world.session() as session:
            return session.scalar(counted) or 0

    def _send_in(self, number: int) -> None:
        party, self._to_come = self._to_come[:number], self._to_come[number:]
        with self.world.session() as session:
            for one in party:
                session.get_one(InboxInstance, one).posted -= LATER
        self.arrived += len(party)
