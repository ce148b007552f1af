"""`utkast evidence`: what IT may look at of a failure; it lies sealed until somebody with the key opens it.

Outlines (.json) and masked pictures (.png) hold no value from any page, and are sealed all the same.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.advice import ADVICE
from flows.audit import Act, Deed
from flows.cli.audited import deed_of
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.cli.written import write_to
from flows.errors import Code
from flows.failure_words import before_told, landmark_told, own_words, page_told, tried, where, which_try
from flows.failures import Bundle, Piece, bundles, marks
from flows.journal import MEANING
from flows.report import SWEDISH
from flows.settings import load_settings
from flows.swedish_time import SWEDEN
from flows.wiring.store import EVIDENCE, kept_evidence, opened_store, unsealed
from flows.work import OPEN_STATES, State, UnknownReference, WorkItem

console = Terminal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where an application stands, and each try of it that went wrong, the latest first."""

    item: WorkItem
    bundles: Sequence[Bundle]


def show_all(*, case_ref: str = "", system: str = "") -> None:
    """What there is, newest first: what each piece is about, and under it the names to open it by."""
    found = [one for one in _pieces() if _is_wanted(one, case_ref, system)]
    for piece in reversed(found):
        console.print(_line(piece), markup=False, highlight=False, soft_wrap=True)
        console.print(f"  {'  '.join(_files(piece))}", markup=False, highlight=False, soft_wrap=True)
    if not found:
        console.print("Inga bevis är sparade.")


def _is_wanted(piece: Piece, case_ref: str, system: str) -> bool:
    return case_ref in {"", piece.case_ref} and system.casefold() in {"", piece.system.casefold()}


def _line(piece: Piece) -> str:
    at = f"{piece.at.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}"
    if not piece.opened:
        return f"{at}  kan inte öppnas: datanyckeln passar inte"
    return "  ".join(filter(None, (at, piece.code, where(piece), piece.case_ref)))


def _files(piece: Piece) -> Iterator[str]:
    yield f"{piece.name}.json"
    if piece.has_picture:
        yield f"{piece.name}.png"
    if piece.has_trace:
        yield f"{piece.name}.trace"


def show(case_ref: str) -> None:
    """Tell in words what went wrong with one application: the last time in full, the times before in a line.

    Raises UnknownReference.
    """
    kept = asyncio.run(_kept(case_ref))
    console.print("\n".join(_told(kept)), markup=False, highlight=False, soft_wrap=True)


def _told(kept: Kept) -> Iterator[str]:
    outcome = kept.item.outcome
    reason = f": {outcome.reason}" if outcome.reason else ""
    yield f"{kept.item.case_ref}. Läge nu: {SWEDISH[outcome.state]}{reason}."
    if outcome.waits_for:
        yield f"Väntar på {outcome.waits_for}, som kan ha hindrat andra före: utkast systems list"
        yield f"Vad andra mötte där: utkast evidence list --system {outcome.waits_for}"
    if not kept.bundles:
        yield "Inga bevis är sparade om den här ansökan."
        return
    latest, *earlier = kept.bundles
    yield from _in_full(latest)
    if earlier:
        yield "\nTidigare försök"
        yield from (f"  {_in_a_line(one)}" for one in earlier)
    yield "\nGör så här"
    yield from (f"  {one}" for one in _next_steps(kept.item, latest))


def _in_full(bundle: Bundle) -> Iterator[str]:
    piece = bundle.piece
    yield f"\nVad roboten skulle göra: {tried(bundle)} ({which_try(bundle)})."
    if piece is not None:
        yield from _seen(bundle, piece)
    if bundle.steps:
        yield "\nDe sista stegen"
        yield from _steps(bundle)
    if piece is not None and piece.versions:
        yield f"\nVersioner: {', '.join(f'{name} {value}' for name, value in piece.versions.items())}"


def _seen(bundle: Bundle, piece: Piece) -> Iterator[str]:
    if piece.screen or piece.system:
        yield f"Var: {where(piece)}"
    yield from (own_words(one) for one in _what_was_met(bundle))
    if piece.landmark is not None:
        yield from landmark_told(piece.landmark)
    if piece.pages:
        yield "\nSidan som stod där"
        yield from (f"  {page_told(page)}" for page in piece.pages)
    if piece.code_lines:
        yield "\nKodrader"
        yield from (f"  {line}" for line in piece.code_lines)
    yield f"\n{before_told(bundle.before)}"
    yield from (f"Bevis: {' '.join(_files(one))}" for one in bundle.pieces)


def _what_was_met(bundle: Bundle) -> Sequence[str]:
    """Each thing once, in the fewest words: what is told of a failure repeats what the screen said."""
    told = [one.what for one in bundle.pieces if one.what]
    return [
        one for number, one in enumerate(told) if not any(one.endswith(before) for before in told[:number])
    ]


def _steps(bundle: Bundle) -> Iterator[str]:
    """The steps with their times, and what was met between them."""
    for one in marks(bundle):
        told = f"{one.step}  {MEANING[one.step]}" if one.step else ""
        met = f"!! {one.met.code}  {where(one.met)}".rstrip() if one.met else ""
        yield f"  {one.at.astimezone(SWEDEN):%H:%M:%S}  {told}{met}"
    yield f"  Körning: {bundle.steps[-1].worker}"


def _in_a_line(bundle: Bundle) -> str:
    piece = bundle.piece
    if piece is None:
        return which_try(bundle)
    at = f"{piece.at.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}"
    return "  ".join(filter(None, (at, piece.code, where(piece), which_try(bundle))))


def _next_steps(item: WorkItem, bundle: Bundle) -> Iterator[str]:
    code = _to_be_mended(item, bundle)
    if code in set(Code):
        advice = ADVICE[Code(code)]
        yield f"{advice.meaning} {advice.do}"
        yield f"Läs mer: runbooks/{code}.md"
    if bundle.piece is not None and bundle.piece.pages:
        ending = ".png" if bundle.piece.has_picture else ".json"
        yield f"Se sidan: utkast evidence open {bundle.piece.name}{ending} --to seen{ending}"
    if bundle.piece is not None and bundle.piece.has_trace:
        yield f"Se steg för steg: utkast evidence trace {bundle.piece.name}.trace"
    yield f"Se loggen: utkast logs --case-ref {item.case_ref}"
    again = "När orsaken är åtgärdad" if item.outcome.state is State.FAILED else "Vill du inte vänta"
    if item.outcome.state in (*OPEN_STATES, State.FAILED):
        yield f"{again}: utkast review {item.case_ref}"
        yield f"Eller låt en av Prefects arbetare göra det: utkast order {item.case_ref}"


def _to_be_mended(item: WorkItem, bundle: Bundle) -> str:
    """The code whose runbook helps: of an application that was given up, that of its outcome.

    What was met on a screen on the way there may have passed: a save that took too long, before the draft
    that had been saved was found to be wrong.
    """
    if item.outcome.state is State.FAILED or bundle.piece is None:
        return item.outcome.reason
    return bundle.piece.code


def open_one(name: str, to: Path) -> None:
    """Write one piece of evidence to `to`, readable by its owner.

    Raises CannotGoOn when there is none of that name, and when `to` cannot be written.
    """
    file = write_to(to, readable(name), private=True)
    told = f"{name} ligger läsbar i {file}. Ta bort filen när du har sett den."
    console.print(told, markup=False, highlight=False, soft_wrap=True)


async def _noted(deed: Deed) -> None:
    async with opened_store(load_settings()) as store:
        await store.audit.record(deed)


def readable(name: str) -> bytes:
    """One piece of evidence, unsealed; that it was opened is written down first.

    Raises CannotGoOn when there is none of that name.
    """
    file = load_settings().home / EVIDENCE / name
    if file.name != name or not file.is_file():
        raise CannotGoOn(f"There is no evidence called {name}. `utkast evidence list` shows what there is.")
    settings = load_settings()
    piece = asyncio.run(kept_evidence(settings).piece(file.stem))
    case_ref = piece.case_ref if piece else ""
    asyncio.run(_noted(deed_of(settings, Act.EVIDENCE_OPENED, case_ref=case_ref, detail=name)))
    return unsealed(settings, file.read_bytes())


def _pieces() -> Sequence[Piece]:
    return asyncio.run(kept_evidence(load_settings()).pieces())


async def _kept(case_ref: str) -> Kept:
    settings = load_settings()
    async with opened_store(settings) as store:
        item = await store.work.find(case_ref)
        if item is None:
            raise UnknownReference(
                f"No application has the reference {case_ref}. `utkast list` shows those there are."
            )
        await store.audit.record(deed_of(settings, Act.EVIDENCE_SHOWN, case_ref=case_ref))
        journal = await store.work.journal(case_ref)
    evidence = await kept_evidence(settings).pieces()
    return Kept(item=item, bundles=bundles(item, journal, evidence))
