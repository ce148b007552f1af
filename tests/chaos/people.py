"""Caseworkers at work in the case system while the robot is: they change drafts, decide, and hold case files.

What they do goes into the case system's own tables, as its pages keep it: a person is not the robot's code.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mock_legacy.world import World
from mock_legacy.world.models import CaseFile, Decision, Draft, DraftSave
from tests.chaos.evidence import ROBOT, Handiwork

CASEWORKER = "anna.handlaggare"
WORDS = "Jag har ringt den sökande och ändrat."


@dataclass(slots=True, kw_only=True)
class People:
    """Caseworkers with a plan drawn from a seed: what share of the drafts they change and decide at once."""

    world: World
    seed: int
    edits: float = 0.06
    decides: float = 0.04
    holds: float = 0.05
    handiwork: list[Handiwork] = field(default_factory=list)
    have_held: set[str] = field(default_factory=set)
    """The case files that they have had open, by their number."""
    _last_seen: int = 0
    _held: list[str] = field(default_factory=list)

    def have_decided_before(self) -> None:
        """Before it begins: every case file has last month's draft, which a caseworker has decided."""
        month_before = self.world.today().replace(day=1) - timedelta(days=1)
        then = datetime.combine(month_before, time(10, 30))
        with self.world.session() as session:
            for file in session.scalars(select(CaseFile)):
                session.add(_draft_of_month_before(file, then))
            session.flush()
            self._last_seen = session.scalar(select(func.max(Draft.draft_number))) or 0

    def look_in(self) -> None:
        """Go through the drafts that have come since last, and let go of the case files held so long."""
        self._let_go()
        with self.world.session() as session:
            for draft in self._new(session):
                self._last_seen = draft.draft_number
                self._perhaps_work_on(session, draft)

    def hold_some(self) -> None:
        """Open a few case files, as somebody does before a meeting."""
        lot = random.Random(f"{self.seed}|hold|{self._last_seen}")
        with self.world.session() as session:
            free = session.scalars(select(CaseFile).where(CaseFile.locked_by.is_(None))).all()
            for file in lot.sample(free, round(len(free) * self.holds)):
                file.locked_by, file.locked_at = CASEWORKER, self.world.now()
                self._held.append(file.customer_number)
                self.have_held.add(file.customer_number)

    def go_home(self) -> None:
        """Let go of everything."""
        self._let_go()

    def _let_go(self) -> None:
        with self.world.session() as session:
            for number in self._held:
                file = session.get_one(CaseFile, number)
                file.locked_by = file.locked_at = None
        self._held.clear()

    def _new(self, session: Session) -> Sequence[Draft]:
        new = (Draft.created_by.startswith(ROBOT), Draft.draft_number > self._last_seen)
        return session.scalars(select(Draft).where(*new).order_by(Draft.draft_number)).all()

    def _perhaps_work_on(self, session: Session, draft: Draft) -> None:
        lot = random.Random(f"{self.seed}|{draft.external_reference}").random()
        if lot < self.edits:
            draft.verdict_line = WORDS
            self._save(session, draft, "Ändrat")
        elif lot < self.edits + self.decides:
            draft.status = "Beslutad"
            session.add(_decision(draft))
            self._save(session, draft, "Beslutad")

    def _save(self, session: Session, draft: Draft, event: str) -> None:
        draft.version += 1
        draft.changed_by, draft.changed_at = CASEWORKER, self.world.now()
        saved = DraftSave(
            draft_number=draft.draft_number,
            version=draft.version,
            saved_by=CASEWORKER,
            saved_at=draft.changed_at,
            event=event,
        )
        session.add(saved)
        self.handiwork.append(
            Handiwork(
                draft_number=draft.draft_number,
                by=CASEWORKER,
                status=draft.status,
                verdict=draft.verdict_line,
                version=draft.version,
            )
        )


def _draft_of_month_before(file: CaseFile, then: datetime) -> Draft:
    return Draft(
        customer_number=file.customer_number,
        period=f"{then:%Y-%m}",
        verdict_line="Bifall.",
        status="Beslutad",
        created_by=CASEWORKER,
        created_at=then,
        changed_by=CASEWORKER,
        changed_at=then,
    )


def _decision(draft: Draft) -> Decision:
    assert draft.period_from is not None
    assert draft.period_to is not None
    return Decision(
        customer_number=draft.customer_number,
        period=draft.period,
        period_from=draft.period_from,
        period_to=draft.period_to,
        kind="Bifall" if draft.amount_ore else "Avslag",
        amount_ore=draft.amount_ore,
        decided_by=CASEWORKER,
        decided_on=draft.changed_at.date(),
        reason="",
        text="Beslut efter samtal.",
        draft_number=draft.draft_number,
    )
