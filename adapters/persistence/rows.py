"""Work items as rows of the table, and rows as work items."""

from adapters.persistence import tables
from adapters.persistence.seal import Seal
from flows.eligibility.assessment import Proposal
from flows.eligibility.period import Period
from flows.work import Outcome, State, WorkItem


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
    return outcome_values(item.outcome, seal) | {
        "case_ref": item.case_ref,
        "municipality": item.municipality,
        "application_ref": item.application_ref,
        "period": str(item.period) if item.period else None,
        "attempts": item.attempts,
        "claims": item.claims,
        "collected_at": item.collected_at,
        "updated_at": item.updated_at,
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
    )


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
