"""Every rule that a campaign must leave unbroken, asked of what it left behind."""

from collections.abc import Callable, Iterator

from tests.chaos import (
    holds_audit,
    holds_contents,
    holds_doors,
    holds_drafts,
    holds_items,
    holds_storm,
    holds_workers,
)
from tests.chaos.evidence import Evidence
from tests.chaos.holds_drafts import Breach

Rule = Callable[[Evidence], Iterator[Breach]]
DUPLICATES: tuple[Rule, ...] = (holds_drafts.one_draft_each,)
LOST: tuple[Rule, ...] = (
    holds_items.none_is_lost,
    holds_items.each_is_delivered_as_ours,
    holds_items.each_has_come_to_its_place,
    holds_items.a_draft_stands_behind_each_that_awaits,
)
WRONG: tuple[Rule, ...] = (
    holds_drafts.right_person,
    holds_drafts.right_kronor,
    holds_drafts.no_draft_where_none_may_be,
    holds_drafts.a_handover_proposes_nothing,
    holds_drafts.untouched_by_the_robot,
    holds_contents.right_month,
    holds_contents.rows_that_add_up,
    holds_contents.words_that_fit,
    holds_items.attempts_within_bounds,
    holds_items.nothing_unforeseen,
    holds_items.none_is_given_up_for_nothing,
    holds_doors.one_session_an_account,
    holds_doors.no_more_sessions_than_allowed,
    holds_doors.nothing_asked_while_closed,
    holds_doors.no_password_twice,
    holds_workers.sigterm_is_heeded,
    holds_workers.each_ends_in_order,
    holds_storm.the_records_speak,
    holds_storm.every_blow_has_fallen,
    holds_storm.every_fault_has_struck,
    holds_audit.the_audit_log_is_whole,
    holds_audit.every_draft_was_written_down,
)
FAMILIES = {"duplicates": DUPLICATES, "lost": LOST, "wrong": WRONG}


def breaches(evidence: Evidence) -> dict[str, list[Breach]]:
    """The breaches by family: duplicates, lost, wrong."""
    return {
        family: [breach for rule in rules for breach in rule(evidence)] for family, rules in FAMILIES.items()
    }
