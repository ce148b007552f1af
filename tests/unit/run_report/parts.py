"""Nights to make reports of: applications with their steps, and what was met, a second from step to step."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flows.errors import Code
from flows.failures import Landmark, PageSeen, Piece
from flows.journal import Entry, Step
from flows.run_report.gathered import Sources, Told, gathered
from flows.run_report.record import Record, Span
from flows.work import Outcome, State, WorkItem
from tests import examples
from tests.fakes.breakers import FakeBreakers
from tests.fakes.evidence import FakeEvidence
from tests.fakes.work_items import FakeWorkItems
from tests.robots import exempelstad

NOW = examples.NOW
SPAN = Span(start=NOW, end=NOW + timedelta(minutes=10))
WHOLE_WAY = tuple(one for one in Step if one not in (Step.GIVEN_BACK, Step.REOPENED))
GRANTED = Outcome(state=State.AWAITING_CASEWORKER, explanation="Bifall.")
FAILED = Outcome(state=State.FAILED, reason=Code.SCREEN_CHANGED)
WAITS = Outcome(state=State.WAITING, reason=Code.SCREEN_CHANGED, waits_for="Skatteverket", not_before=NOW)
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def ref(number: int) -> str:
    return f"UTK-9901-{number}"


def seen(seconds: float, number: int = 100234, **changes: object) -> Piece:
    """Skatteverket's screen that had lost a label."""
    plain: Mapping[str, object] = {
        "system": "Skatteverket",
        "screen": "folkbokföring",
        "code": "SCREEN_CHANGED",
        "case_ref": ref(number),
        "name": f"20261118T0814-skatteverket-{number}-{seconds}",
        "what": "not the screen that was expected",
        "landmark": Landmark(expected="heading “Folkbokföring”", missing=("Civilstånd",), standing=("Namn",)),
        "pages": (PageSeen(path="/folkbokforing", status=200, labels=("Namn", "Adress")),),
        "versions": {"utkast": "0.1.0", "browser": "chromium 148"},
        "attempt": 2,
        "most_attempts": 5,
        "has_picture": True,
    }
    return Piece(at=at(seconds), **(dict(plain) | changes))  # type: ignore[arg-type]


class Night:
    """Our tables and the evidence as a night leaves them."""

    def __init__(self) -> None:
        self.work = FakeWorkItems()
        self.breakers = FakeBreakers()
        self.evidence = FakeEvidence()

    def has(
        self,
        number: int,
        outcome: Outcome = GRANTED,
        *,
        way: Sequence[Step] = WHOLE_WAY,
        start: float = 1.0,
        worker: str = "natt-1/1",
        collected: float = 0.0,
    ) -> WorkItem:
        """An application that somebody took so far, a second from step to step; once more if it is there."""
        item = examples.work_item(str(number), outcome=outcome, collected_at=at(collected), claims=1)
        self.work.items[item.case_ref] = item
        steps = [Entry(step=step, at=at(start + after), worker=worker) for after, step in enumerate(way)]
        self.work.entries.setdefault(item.case_ref, []).extend(steps)
        return item

    def met(self, *pieces: Piece) -> None:
        """What was seen, each with a picture if it has one."""
        self.evidence.kept.extend(pieces)
        self.evidence.pictures |= {one.name: PICTURE for one in pieces if one.has_picture}

    async def record(self, told: Told | None = None, span: Span = SPAN) -> Record:
        """What a report tells of it."""
        sources = Sources(work=self.work, breakers=self.breakers, evidence=self.evidence)
        return await gathered(sources, exempelstad(), span, told=told)


def troubled() -> Night:
    """Two granted, two that met a changed screen - one failed, one waits -, and one whose trouble passed."""
    night = Night()
    night.has(100231)
    night.has(100232, worker="natt-2/1")
    way = (Step.CLAIMED, Step.OPENED, Step.SETTLED)
    night.has(100234, FAILED, way=way)
    night.has(100235, WAITS, way=way)
    night.has(100236, way=way)
    night.has(100236, start=20)
    passed = {"code": "SYSTEM_SLOW", "system": "Almanda", "screen": "household"}
    night.met(seen(2.5), seen(2.6, 100235), seen(2.7, 100236, **passed))
    return night
