"""What IT needs to know of a failure: what was tried, what stood there, the last steps, if it is new.

Put together from what is kept anyway: the work item, its journal, and the evidence. No person is in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.journal import Entry, Step
from flows.work import State, WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """One document that stood there, a page or a frame in it: its labels in page order, never a value.

    `path` is the address without what could name a person; `status` the HTTP status, 0 if unknown.
    `unreadable` says why nothing could be seen, if nothing could.
    """

    path: str
    status: int = 0
    labels: tuple[str, ...] = ()
    unreadable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """What a screen is recognised by: `expected`, and the labels that are `missing` though it stood there."""

    expected: str
    missing: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether it stood there: labels are looked for only then."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Failures that are alike: the same code, in the same system, at the same screen."""

    code: str
    system: str
    screen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence: what was met, when, by whom, at which try, with which versions.

    `name` is its file's, without the ending. `case_ref` is blank for what concerned no single application.
    `attempt` is which try in a row it was and `most_attempts` how many there can be; 0 when nobody counted.
    `code_lines` tell where in the code an error came from that nobody foresaw. One that is not `opened` was
    sealed with a key that is not here any more.
    """

    at: datetime
    system: str
    name: str = ""
    screen: str = ""
    code: str = ""
    case_ref: str = ""
    worker: str = ""
    attempt: int = 0
    most_attempts: int = 0
    attempted: str = ""
    what: str = ""
    landmark: Landmark | None = None
    pages: tuple[PageSeen, ...] = ()
    code_lines: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    has_picture: bool = False
    has_trace: bool = False
    opened: bool = True

    @property
    def shows_something(self) -> bool:
        """Whether its picture is worth a look: masked, a page without labels is white."""
        return self.has_picture and any(page.labels for page in self.pages)

    @property
    def kind(self) -> Kind:
        """What it is counted with."""
        return Kind(code=self.code, system=self.system, screen=self.screen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Failures of the same kind before this one: how many, of how many applications, since when."""

    number: int
    applications: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """One try of one application that went wrong.

    `steps` are those of the try, as far as it came, and `pieces` what was met in it, in order of time.
    `number` is which try it was of all there have been.
    """

    case_ref: str
    number: int
    steps: tuple[Entry, ...]
    pieces: tuple[Piece, ...]
    before: Before | None = None

    @property
    def piece(self) -> Piece | None:
        """What tells the most: the last thing met on a screen, or else the last thing told."""
        on_screen = [one for one in self.pieces if one.screen]
        told = on_screen or list(self.pieces)
        return told[-1] if told else None

    @property
    def reached(self) -> Step | None:
        """The last step before it went wrong; None when the application had not been taken yet."""
        way = [one.step for one in self.steps if one.step not in (Step.SETTLED, Step.GIVEN_BACK)]
        return way[-1] if way else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A step that was taken, or what was met between two."""

    at: datetime
    step: Step | None = None
    met: Piece | None = None


def marks(bundle: Bundle) -> tuple[Mark, ...]:
    """The steps of a try and what was met on screens in it, in order of time; else what was told."""
    taken = [Mark(at=one.at, step=one.step) for one in bundle.steps]
    on_screen = [one for one in bundle.pieces if one.screen]
    met = [Mark(at=one.at, met=one) for one in on_screen or bundle.pieces]
    return tuple(sorted((*taken, *met), key=lambda one: one.at))


def bundles(item: WorkItem, journal: Sequence[Entry], evidence: Sequence[Piece]) -> tuple[Bundle, ...]:
    """Every try that left evidence, and the last of an application that failed; the latest first.

    `evidence` is all there is, of every application: that tells whether the failure is new.
    """
    ours = [one for one in evidence if one.case_ref == item.case_ref]
    return tuple(_with_before(one, evidence) for one in went_wrong(item, journal, ours)[::-1])


def went_wrong(item: WorkItem, journal: Sequence[Entry], ours: Sequence[Piece]) -> tuple[Bundle, ...]:
    """The same, the earliest first, from the latest part of its journal and from its own pieces alone."""
    tries = tries_of(journal)
    found: dict[int, list[Piece]] = {}
    for piece in sorted(ours, key=lambda one: one.at):
        found.setdefault(_try_of(piece, tries), []).append(piece)
    if item.outcome.state is State.FAILED:
        found.setdefault(len(tries), [])
    unseen = max(item.claims - len(tries), 0)
    return tuple(
        Bundle(
            case_ref=item.case_ref,
            number=number + unseen if number else 0,
            steps=tries[number - 1] if number else (),
            pieces=tuple(met),
        )
        for number, met in sorted(found.items())
    )


def _with_before(made: Bundle, evidence: Sequence[Piece]) -> Bundle:
    if made.piece is None:
        return made
    return replace(made, before=before_of(made.piece.kind, made.pieces[0].at, evidence))


def tries_of(journal: Sequence[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """The steps of each try, which begins when a worker takes the application."""
    tries: list[list[Entry]] = []
    for entry in journal:
        if entry.step is Step.CLAIMED or not tries:
            tries.append([])
        tries[-1].append(entry)
    return tuple(tuple(one) for one in tries)


def _try_of(piece: Piece, tries: Sequence[Sequence[Entry]]) -> int:
    """Which try met it, counted from one; 0 when it was met before anybody had taken the application."""
    return sum(steps[0].at <= piece.at for steps in tries)


def before_of(kind: Kind, moment: datetime, evidence: Sequence[Piece]) -> Before | None:
    """What was met of the kind before `moment`; None when nothing was."""
    earlier = [one for one in evidence if one.kind == kind and one.at < moment]
    if not earlier:
        return None
    return Before(
        number=len(earlier),
        applications=len({one.case_ref for one in earlier if one.case_ref}),
        since=min(one.at for one in earlier),
    )
