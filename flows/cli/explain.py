"""`utkast explain`: how the stored assessment of one application came about, down to each fact.

It opens sealed personal circumstances for whoever holds the key; no name and no personnummer is among them.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.audit import Act
from flows.cli.audited import deed_of
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.eligibility.assessment import Proposal
from flows.eligibility.draft_lines import wrapped
from flows.eligibility.draft_text import verdict
from flows.eligibility.explanation import explain
from flows.eligibility.wording import kronor, moment
from flows.records import Assessed, Draft
from flows.report import SWEDISH
from flows.settings import load_settings
from flows.swedish_time import SWEDEN
from flows.wiring.store import opened_store
from flows.work import UnknownReference, WorkItem

console = Terminal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one application: where it stands, its assessments (latest first), and its draft."""

    item: WorkItem
    assessed: Sequence[Assessed]
    draft: Draft | None


def show(case_ref: str) -> None:
    """Print the explanation. Raises UnknownReference, and CannotGoOn for one that was never assessed."""
    console.out(explained(asyncio.run(_kept(case_ref))), highlight=False)


def explained(kept: Kept) -> str:
    """The draft's own assessment, told from end to end; without a draft the latest one.

    Raises CannotGoOn when there is no assessment.
    """
    if not kept.assessed:
        raise CannotGoOn(_never_assessed(kept.item))
    told = _drafted_from(kept) or kept.assessed[0]
    when = f"Bedömd {moment(told.made_at.astimezone(SWEDEN))}. {SWEDISH[kept.item.outcome.state]}."
    remark = _remark(kept, told)
    opening = [wrapped(one) for one in (when, remark) if one]
    return "\n\n".join([*opening, explain(told.assessment, told.facts)])


def _drafted_from(kept: Kept) -> Assessed | None:
    """The latest assessment that says what the draft does, in the same words if there is one."""
    alike = [one for one in kept.assessed if kept.draft and _came_to(one) == _says(kept.draft)]
    in_words = (one for one in alike if kept.draft and _verdict(one) == kept.draft.text.verdict)
    return next(in_words, alike[0] if alike else None)


def _came_to(assessed: Assessed) -> tuple[Proposal | None, Decimal | None]:
    return assessed.assessment.proposal, assessed.assessment.amount


def _says(draft: Draft) -> tuple[Proposal | None, Decimal | None]:
    return draft.proposal, draft.amount


def _verdict(assessed: Assessed) -> str:
    return verdict(assessed.assessment, assessed.facts.period.in_words)


def _remark(kept: Kept, told: Assessed) -> str:
    """What a reader must know when the draft and the latest assessment do not say the same."""
    if kept.draft is None:
        return ""
    if _came_to(told) != _says(kept.draft):
        amount = "" if kept.draft.amount is None else f" {kronor(kept.draft.amount)}"
        return (
            f"Obs! Utkastet i ärendesystemet föreslår {kept.draft.proposal}{amount},"
            " och ingen sparad bedömning säger det. Det som förklaras här är den senaste bedömningen."
        )
    if told is not kept.assessed[0]:
        return "Obs! Ansökan har bedömts igen efter utkastet. Här förklaras utkastets bedömning."
    return ""


def _never_assessed(item: WorkItem) -> str:
    outcome = item.outcome
    where = f"{SWEDISH[outcome.state]}. {outcome.explanation}".strip()
    return f"{item.case_ref} has not been assessed, so there is nothing to explain. {where}"


async def _kept(case_ref: str) -> Kept:
    settings = load_settings()
    async with opened_store(settings) as store:
        item = await store.work.find(case_ref)
        if item is None:
            raise UnknownReference(
                f"No application has the reference {case_ref}. `utkast list` shows those there are."
            )
        await store.audit.record(deed_of(settings, Act.EXPLAINED, case_ref=case_ref))
        return Kept(
            item=item,
            assessed=await store.work.assessments(case_ref),
            draft=await store.work.draft(case_ref),
        )
