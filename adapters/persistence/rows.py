"""Work items as rows of the table, and rows as work items."""

from adapters.persistence import tables
from adapters.persistence.seal import Seal
from flows.eligibility.assessment import Proposal
from flows.eligibility.period import Period
from flows.work import Ordered, Outcome, State, WorkItem


def outcome_values(outcome: Outcome, seal: Seal) -> dict[str, object]:
    """The columns that an outcome fills."""
    return {
        "state": outcome.state,
        "reason": outcome.reason,
        "explanation": seal.seal(outcome.explanation.encode()),
        "proposal": outcome.proposal,
        "wait_until": outcome.wait_until,
        "not_before": outcome.not_before,
        "waits_for": outcome.waits_for,
        "stickprov": outcome.stickprov,
    }


def item_values(item: WorkItem, seal: Seal) -> dict[str, object]:
    """The columns that a work item fills."""
    return (
        outcome_values(item.outcome, seal)
        | again_values(item, seal)
        | {
            "case_ref": item.case_ref,
            "municipality": item.municipality,
            "application_ref": item.application_ref,
            "attempts": item.attempts,
            "claims": item.claims,
            "collected_at": item.collected_at,
            "updated_at": item.updated_at,
        }
    )


def again_values(item: WorkItem, seal: Seal) -> dict[str, object]:
    """The columns that tell which preparation of which month it is, and who has ordered it."""
    ordered = item.ordered
    return {
        "period": str(item.period) if item.period else None,
        "revision": item.revision,
        "completions": item.completions,
        "order_number": ordered.number if ordered else "",
        "ordered_by": seal.seal(ordered.by.encode()) if ordered else None,
    }


def item_of(row: tables.WorkItemRow, seal: Seal) -> WorkItem:
    """The work item that a row tells of."""
    return WorkItem(
        case_ref=row.case_ref,
        municipality=row.municipality,
        application_ref=row.application_ref,
        period=Period.parse(row.period) if row.period else None,
        outcome=_outcome_of(row, seal),
        attempts=row.attempts,
        claims=row.claims,
        collected_at=row.collected_at,
        updated_at=row.updated_at,
        revision=row.revision,
        completions=row.completions,
        ordered=_ordered_in(row, seal),
    )


def _ordered_in(row: tables.WorkItemRow, seal: Seal) -> Ordered | None:
    if row.ordered_by is None:
        return None
    return Ordered(number=row.order_number, by=seal.unseal(row.ordered_by).decode())


def _outcome_of(row: tables.WorkItemRow, seal: Seal) -> Outcome:
    return Outcome(
        state=State(row.state),
        reason=row.reason,
        explanation=seal.unseal(row.explanation).decode(),
        proposal=Proposal(row.proposal) if row.proposal else None,
        wait_until=row.wait_until,
        not_before=row.not_before,
        waits_for=row.waits_for,
        stickprov=row.stickprov,
    )
