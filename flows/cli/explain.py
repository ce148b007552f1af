"""`utkast explain`: how the stored assessment of one application came about, down to each fact.

It opens sealed personal circumstances for whoever holds the key; no name and no personnummer is among them.
"""

import asyncio
from dataclasses import dataclass

from rich.console import Console

from flows.cli.trouble import CannotGoOn
from flows.eligibility.assessment import Assessment
from flows.eligibility.case import CaseFacts
from flows.eligibility.draft_lines import wrapped
from flows.eligibility.explanation import explain
from flows.eligibility.wording import kronor
from flows.records import Draft
from flows.report import SWEDISH
from flows.settings import load_settings
from flows.wiring import opened_store
from flows.work import UnknownReference, WorkItem

console = Console()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one application: where it stands, its latest assessment, and its draft."""

    item: WorkItem
    assessed: tuple[CaseFacts, Assessment] | None
    draft: Draft | None


def show(case_ref: str) -> None:
    """Print the explanation. Raises UnknownReference, and CannotGoOn for one that was never assessed."""
    kept = asyncio.run(_kept(case_ref))
    if kept.assessed is None:
        raise CannotGoOn(_never_assessed(kept.item))
    facts, assessment = kept.assessed
    console.out(explain(assessment, facts), highlight=False)
    difference = _difference(assessment, kept.draft)
    if difference:
        console.out(f"\n\n{difference}", highlight=False)


async def _kept(case_ref: str) -> Kept:
    async with opened_store(load_settings()) as store:
        item = await store.work.find(case_ref)
        if item is None:
            raise UnknownReference(
                f"No application has the reference {case_ref}. `utkast list` shows those there are."
            )
        return Kept(
            item=item,
            assessed=await store.work.assessment(case_ref),
            draft=await store.work.draft(case_ref),
        )


def _never_assessed(item: WorkItem) -> str:
    outcome = item.outcome
    why = f" {outcome.explanation}" if outcome.explanation else ""
    where = f"{SWEDISH[outcome.state]}.{why}"
    return f"{item.case_ref} has not been assessed, so there is nothing to explain. {where}"


def _difference(assessment: Assessment, draft: Draft | None) -> str:
    """Said when the case system holds a draft from an earlier assessment with another outcome."""
    if draft is None or (draft.proposal, draft.amount) == (assessment.proposal, assessment.amount):
        return ""
    amount = "" if draft.amount is None else f" {kronor(draft.amount)}"
    return wrapped(
        f"Obs! Utkastet i ärendesystemet skrevs efter en tidigare bedömning och föreslår"
        f" {draft.proposal}{amount}. Det som förklaras här är den senaste bedömningen."
    )
