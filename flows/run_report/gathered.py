"""A run report's record, put together from our own tables and the evidence: nothing is kept for it alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.breaker import Breaker
from flows.errors import UtkastError
from flows.failures import Bundle, Kind, Piece, before_of, went_wrong
from flows.municipality import Municipality
from flows.ports import Breakers, Evidence, WorkItems
from flows.run_report.record import Line, Record, Span, Stop, Trouble
from flows.work import State, WorkedOn, WorkItem, case_ref_for

WITHIN_A_YEAR = timedelta(days=366)
"""Whatever is open is due by then: nothing waits for longer."""
PICTURES_A_KIND, PICTURES_IN_ALL = 2, 12
"""A picture is some tens of kilobytes; the others are opened one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where a report's matter lies."""

    work: WorkItems
    breakers: Breakers
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What only the run itself knows: who it was, why it ended early, and the systems' troubles it met."""

    run: str = ""
    interrupted: str = ""
    troubles: tuple[UtkastError, ...] = ()
    overcome: tuple[UtkastError, ...] = ()


async def gathered(
    sources: Sources, municipality: Municipality, span: Span, *, told: Told | None = None
) -> Record:
    """Everything that happened in the municipality in the span, whichever worker did it."""
    told = told or Told()
    slug = municipality.slug
    worked = await sources.work.worked_on(slug, span.start, span.end)
    evidence = _of(municipality, await sources.evidence.pieces())
    still_open = await sources.work.due(slug, span.end + WITHIN_A_YEAR)
    troubles = await _troubles(worked, evidence, span, pictures=sources.evidence)
    met = [piece for trouble in troubles for piece in trouble.pieces if piece.versions]
    return Record(
        municipality=municipality.name,
        slug=slug,
        span=span,
        lines=tuple(Line.of(one) for one in worked),
        troubles=troubles,
        stops=_stops(await sources.breakers.all(slug), told),
        run=told.run,
        interrupted=told.interrupted,
        open_now=len(still_open),
        oldest=min((one.collected_at for one in still_open), default=None),
        versions=met[-1].versions if met else {},
    )


def _of(municipality: Municipality, evidence: Sequence[Piece]) -> Sequence[Piece]:
    """Its own, and what concerned no application: the folder is all municipalities' of the installation."""
    ours = case_ref_for(municipality.code, "")
    return [one for one in evidence if not one.case_ref or one.case_ref.startswith(ours)]


async def _troubles(
    worked: Sequence[WorkedOn], evidence: Sequence[Piece], span: Span, *, pictures: Evidence
) -> tuple[Trouble, ...]:
    """By kind: what still stands first, and of that what met most applications."""
    of_span = [one for one in evidence if span.start <= one.at <= span.end and one.opened]
    met = _met(worked, of_span)
    ours = {one.item.case_ref for one in worked}
    loose: dict[Kind, list[Piece]] = {}
    for piece in of_span:
        if piece.case_ref not in ours:
            loose.setdefault(piece.kind, []).append(piece)
    made = [_trouble(kind, met.get(kind, ()), loose.get(kind, ())) for kind in {**met, **loose}]
    made = _with_bystanders(made, worked)
    made.sort(key=lambda one: (not one.failed, not one.waiting, -len(one.concerned)))
    return await _completed(made, evidence, span, pictures=pictures)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """A try that went wrong; the `last` one of its application is why that stands where it does."""

    bundle: Bundle
    item: WorkItem
    last: bool

    @property
    def kind(self) -> Kind:
        """As what tells the most of it; but an application has failed as its outcome says."""
        piece, outcome = self.bundle.piece, self.item.outcome
        kind = piece.kind if piece else Kind(code=outcome.reason, system=outcome.waits_for, screen="")
        return replace(kind, code=outcome.reason) if self.has_failed else kind

    @property
    def has_failed(self) -> bool:
        return self.last and self.item.outcome.state is State.FAILED

    @property
    def waits(self) -> bool:
        return self.last and self.item.outcome.is_tried_again

    @property
    def began(self) -> datetime:
        steps = [one.at for one in self.bundle.steps]
        pieces = [one.at for one in self.bundle.pieces]
        return min([*steps, *pieces], default=self.item.collected_at)


def _met(worked: Sequence[WorkedOn], evidence: Sequence[Piece]) -> Mapping[Kind, Sequence[_Met]]:
    ours: dict[str, list[Piece]] = {}
    for piece in evidence:
        ours.setdefault(piece.case_ref, []).append(piece)
    found: dict[Kind, list[_Met]] = {}
    for one in worked:
        wrong = went_wrong(one.item, one.steps, ours.get(one.item.case_ref, ()))
        for bundle in wrong:
            met = _Met(bundle=bundle, item=one.item, last=bundle is wrong[-1])
            found.setdefault(met.kind, []).append(met)
    return found


def _trouble(kind: Kind, met: Sequence[_Met], loose: Sequence[Piece]) -> Trouble:
    return Trouble(
        kind=kind,
        bundles=tuple(one.bundle for one in sorted(met, key=lambda one: one.began)),
        loose=tuple(loose),
        failed=tuple(one.item.case_ref for one in met if one.has_failed),
        waiting=tuple(one.item.case_ref for one in met if one.waits),
    )


def _with_bystanders(troubles: Sequence[Trouble], worked: Sequence[WorkedOn]) -> list[Trouble]:
    """Those who wait for a system that others found wanting, and have not met anything themselves."""
    known = {ref for one in troubles for ref in one.concerned}
    waiting = [one.item for one in worked if one.item.outcome.is_tried_again]
    found: list[Trouble] = []
    for trouble in troubles:
        others = [
            item.case_ref
            for item in waiting
            if item.case_ref not in known
            and (item.outcome.reason, item.outcome.waits_for) == (trouble.kind.code, trouble.kind.system)
        ]
        known.update(others)
        found.append(replace(trouble, waiting=(*trouble.waiting, *others)))
    return found


async def _completed(
    troubles: Sequence[Trouble], evidence: Sequence[Piece], span: Span, *, pictures: Evidence
) -> tuple[Trouble, ...]:
    """With whether each is new, and with pictures of those that still stand, as many as a page may hold."""
    left = PICTURES_IN_ALL
    done = []
    for one in troubles:
        of_each = {piece.case_ref: piece for piece in one.pieces if piece.shows_something}
        shown = list(of_each.values())[-min(PICTURES_A_KIND, left) :]
        taken = {piece.name: await pictures.picture(piece.name) for piece in shown if one.stands and left}
        found = {name: picture for name, picture in taken.items() if picture is not None}
        left -= len(found)
        before = before_of(one.kind, span.start, evidence)
        done.append(replace(one, before=before, pictures=found))
    return tuple(done)


def _stops(breakers: Sequence[Breaker], told: Told) -> tuple[Stop, ...]:
    """What stands open now, what the run met besides, and what it overcame."""
    standing = [
        Stop(
            system=one.system,
            code=one.code,
            what=one.what,
            stands=True,
            since=one.since,
            probe_at=one.probe_at,
        )
        for one in breakers
        if one.is_open
    ]
    known = {(one.system, one.code) for one in standing}
    met = [(one, True) for one in told.troubles] + [(one, False) for one in told.overcome]
    others = [
        Stop(
            system=one.system,
            code=str(one.code),
            what=f"{one.what} {one.next_step}".strip(),
            stands=stands,
        )
        for one, stands in met
        if (one.system, str(one.code)) not in known
    ]
    return (*standing, *others)
