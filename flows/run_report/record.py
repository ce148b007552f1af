"""What a run report tells: applications with their steps, failures by kind, systems that stood in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from statistics import median

from flows.failures import Before, Bundle, Kind, Piece, tries_of
from flows.journal import Entry, Step
from flows.report import Count, counted
from flows.work import State, WorkedOn, WorkItem, worker_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when, aware."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> float:
        """How long it is; never nothing, so that it can be divided by."""
        return max((self.end - self.start).total_seconds(), 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How long the way to a step took one application, in seconds from the step before."""

    case_ref: str
    step: Step
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long the way to a step took all applications that came to it, in seconds."""

    step: Step
    number: int
    median: float
    slowest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One application on the time line: where it stands now, and its tries in the span."""

    item: WorkItem
    tries: tuple[tuple[Entry, ...], ...] = ()

    @classmethod
    def of(cls, worked: WorkedOn) -> "Line":
        """The steps divided into tries; to take an application and put it down at once was none."""
        tries = tries_of(worked.steps)
        return cls(item=worked.item, tries=tuple(one for one in tries if not _was_a_look(one)))

    @property
    def seconds(self) -> float:
        """How long somebody was at it, all tries together."""
        return sum((one[-1].at - one[0].at).total_seconds() for one in self.tries)

    @property
    def ways(self) -> tuple[Taken, ...]:
        """From each step to the next of the same try."""
        return tuple(
            Taken(
                case_ref=self.item.case_ref, step=after.step, seconds=(after.at - before.at).total_seconds()
            )
            for one in self.tries
            for before, after in pairwise(one)
        )


def _was_a_look(steps: Sequence[Entry]) -> bool:
    """Somebody took it to see whether a system answers again, and another was at that already."""
    return [one.step for one in steps] == [Step.CLAIMED, Step.GIVEN_BACK]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Failures of one kind in the span: whom they met, who failed, and who waits because of it, met or not.

    `bundles` are the tries that ended so, in order of time; `loose` is what concerned no application, such as
    a refused login. `pictures` are PNGs by the name of their piece: some of them, for a page must not grow
    without end.
    """

    kind: Kind
    bundles: tuple[Bundle, ...]
    loose: tuple[Piece, ...] = ()
    failed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    before: Before | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether somebody still has to do something, or wait."""
        return bool(self.failed or self.waiting)

    @property
    def concerned(self) -> tuple[str, ...]:
        """The applications that met it, and those that wait though they did not."""
        return tuple(dict.fromkeys([*(one.case_ref for one in self.bundles), *self.waiting]))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that was met, in order of time."""
        met = (piece for bundle in self.bundles for piece in bundle.pieces)
        return tuple(sorted((*met, *self.loose), key=lambda one: one.at))

    @property
    def example(self) -> Bundle | None:
        """The latest try that tells the most: one that left what it saw, if any did."""
        seen = [one for one in self.bundles if one.piece is not None and one.piece.screen]
        told = seen or list(self.bundles)
        return told[-1] if told else None

    @property
    def piece(self) -> Piece | None:
        """What to show of it."""
        if self.example is not None:
            return self.example.piece
        return self.loose[-1] if self.loose else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A system that could not be used: `stands` while it still is so, `probe_at` when it is tried again."""

    system: str
    code: str
    what: str
    stands: bool
    since: datetime | None = None
    probe_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """One run, or all runs of a span of time, of one municipality.

    `run` is the worker whose night it was, blank for a report made anew. `interrupted` says in Swedish why it
    ended before its work was done. `open_now` is how many applications wait in all, `oldest` since when.
    """

    municipality: str
    slug: str
    span: Span
    lines: tuple[Line, ...]
    troubles: tuple[Trouble, ...] = ()
    stops: tuple[Stop, ...] = ()
    run: str = ""
    interrupted: str = ""
    open_now: int = 0
    oldest: datetime | None = None
    versions: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """The outcomes, drafts first."""
        return counted([one.item for one in self.lines])

    @cached_property
    def states(self) -> tuple[tuple[State, int], ...]:
        """How many stand in each state, in the order of the outcomes."""
        totals: dict[State, int] = {}
        for one in self.counts:
            totals[one.state] = totals.get(one.state, 0) + one.number
        return tuple(totals.items())

    @property
    def new(self) -> int:
        """How many came in the span."""
        return sum(self.span.start <= one.item.collected_at <= self.span.end for one in self.lines)

    @property
    def worked_on(self) -> tuple[Line, ...]:
        """Those that somebody has taken."""
        return tuple(one for one in self.lines if one.tries)

    @property
    def workers(self) -> tuple[str, ...]:
        """Who has been at work; a worker's seats are one."""
        names = (worker_of(step.worker) for one in self.lines for way in one.tries for step in way)
        return tuple(sorted(set(names)))

    @cached_property
    def at_work(self) -> Span:
        """From the first step to the last; the whole span when none was taken."""
        moments = [step.at for one in self.lines for way in one.tries for step in way]
        return Span(start=min(moments), end=max(moments)) if moments else self.span

    @cached_property
    def spent(self) -> tuple[float, ...]:
        """How long somebody was at each application, in seconds, the shortest first."""
        return tuple(sorted(one.seconds for one in self.worked_on))

    @cached_property
    def paces(self) -> tuple[Pace, ...]:
        """Each step's times, in the order of the way."""
        found: dict[Step, list[float]] = {}
        for one in self.ways:
            found.setdefault(one.step, []).append(one.seconds)
        return tuple(
            Pace(step=step, number=len(found[step]), median=median(found[step]), slowest=max(found[step]))
            for step in Step
            if step in found
        )

    @cached_property
    def ways(self) -> tuple[Taken, ...]:
        """Every way from a step to the next, the slowest first."""
        every = [way for one in self.lines for way in one.ways]
        return tuple(sorted(every, key=lambda way: -way.seconds))

    def in_state(self, *states: State) -> Sequence[WorkItem]:
        """Those that stand in one of these states."""
        return [one.item for one in self.lines if one.item.outcome.state in states]
