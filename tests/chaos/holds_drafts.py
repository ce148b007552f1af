"""What must be true of the drafts, by the case system's own records.

Each rule gives its breaches; none is as it should be.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.errors import Code
from flows.failing import LOOK_FIRST
from flows.left_to_person import DIFFERS, UNREAD
from flows.work import State
from tests.chaos.evidence import ROBOT, Evidence
from tests.chaos.town import Record

TO_CHECK = (DIFFERS.partition("{")[0], UNREAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that did not hold; `ref` is the application's or the draft's reference, if it is about one."""

    rule: str
    ref: str
    what: str


def one_draft_each(evidence: Evidence) -> Iterator[Breach]:
    """One preparation gives at most one draft; what a fault saved twice is found and told of."""
    for ref, drafts in evidence.written.items():
        if ref not in evidence.statement:
            # Nobody orders or completes anything in a campaign: there is no second preparation.
            yield Breach(rule="one draft each", ref=ref, what="a draft carries a reference that nobody has")
        elif len(drafts) > 1 and not _was_doubled(evidence, ref):
            yield Breach(rule="one draft each", ref=ref, what=f"{len(drafts)} drafts")
        elif len(drafts) > 1 and not _is_told(evidence, ref, drafts, Code.DRAFT_DUPLICATED):
            yield Breach(rule="one draft each", ref=ref, what="saved twice by a fault, and nobody was told")


def _was_doubled(evidence: Evidence, ref: str) -> bool:
    return len(evidence.saves_struck(ref, "double_save")) >= len(evidence.written[ref]) - 1


def right_person(evidence: Evidence) -> Iterator[Breach]:
    """Each draft lies in the case file of whoever applied."""
    for ref, drafts in _known(evidence):
        theirs = evidence.statement[ref]["customer_number"]
        for draft in drafts:
            if draft["customer_number"] != theirs:
                what = f"the draft lies in {draft['customer_number']}, the applicant's file is {theirs}"
                yield Breach(rule="right person", ref=ref, what=what)


def right_kronor(evidence: Evidence) -> Iterator[Breach]:
    """A draft proposes what its scenario states and its kronor, unless a fault altered it and IT was told.

    Nor may a fault turn an amount into a question. People change words and decide, and never an amount.
    """
    for ref, drafts in _known(evidence):
        stated = evidence.statement[ref]
        for draft in drafts:
            if evidence.is_spoilt(ref, draft):
                if not _is_told(evidence, ref, drafts, Code.DRAFT_MISMATCH):
                    yield Breach(rule="right kronor", ref=ref, what="altered by a fault, and nobody was told")
            elif _figures(draft) != _stated(stated):
                yield Breach(rule="right kronor", ref=ref, what=f"{_figures(draft)}, not {_stated(stated)}")


def no_draft_where_none_may_be(evidence: Evidence) -> Iterator[Breach]:
    """Whoever a scenario hands over without a word in the case system, a protected person above all."""
    for ref, _ in _known(evidence):
        stated = evidence.statement[ref]
        if not (stated["proposal"] or stated["handover_draft"]):
            yield Breach(rule="no draft where none may be", ref=ref, what=f"stated: {stated['reason']}")


def a_handover_proposes_nothing(evidence: Evidence) -> Iterator[Breach]:
    """A draft without proposal stands behind a handover alone, and a handover has no other of the robot's."""
    for ref, drafts in _known(evidence):
        item = evidence.item.get(ref)
        if item is None or item.outcome.state not in (State.NEEDS_HUMAN, State.AWAITING_CASEWORKER):
            continue
        handed = item.outcome.state is State.NEEDS_HUMAN and evidence.statement[ref]["handover_draft"]
        for draft in drafts:
            if draft["draft_number"] not in evidence.touched and bool(draft["proposal"]) == handed:
                what = f"{item.outcome.state}, and the draft proposes {draft['proposal'] or 'nothing'}"
                yield Breach(rule="a handover proposes nothing", ref=ref, what=what)


def untouched_by_the_robot(evidence: Evidence) -> Iterator[Breach]:
    """What a person has saved stands as the person left it, and the robot saves each draft once."""
    numbered = {draft["draft_number"]: draft for draft in evidence.drafts}
    for work in evidence.handiwork:
        draft = numbered.get(work.draft_number)
        left = (work.by, work.status, work.verdict, work.version)
        now = draft and tuple(draft[name] for name in ("changed_by", "status", "verdict_line", "version"))
        if draft is None or now != left:
            ref = draft["external_reference"] if draft else f"draft {work.draft_number}"
            yield Breach(rule="a person's work", ref=ref, what="does not stand as the person left it")
    for save in evidence.saves:
        if save["saved_by"].startswith(ROBOT) and save["event"] != "Skapat":
            draft = numbered[save["draft_number"]]
            yield Breach(rule="a person's work", ref=draft["external_reference"], what="changed by the robot")


def _is_told(evidence: Evidence, ref: str, drafts: list[Record], code: Code) -> bool:
    """Whether the application failed with that code, or the person who took the draft over was told to check.

    A draft that another fault keeps from being read back is told of as one that may stand.
    """
    item = evidence.item.get(ref)
    if item is None:
        return False
    by_a_person = any(draft["draft_number"] in evidence.touched for draft in drafts) and any(
        told in item.outcome.explanation for told in TO_CHECK
    )
    told = (State.FAILED, code), (State.FAILED, Code.DRAFT_DUPLICATED)
    may_stand = item.outcome.state is State.FAILED and item.outcome.explanation == LOOK_FIRST
    return by_a_person or may_stand or (item.outcome.state, item.outcome.reason) in told


def _known(evidence: Evidence) -> Iterator[tuple[str, list[Record]]]:
    return ((ref, drafts) for ref, drafts in evidence.written.items() if ref in evidence.statement)


def _figures(draft: Record) -> tuple[object, object]:
    öre = draft["amount_ore"]
    return draft["proposal"] or None, None if öre is None else öre / 100


def _stated(stated: Record) -> tuple[object, object]:
    return stated["proposal"], stated["amount_kronor"]
