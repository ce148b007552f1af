"""What must be true of what stands in a draft: its month, its rows and its words.

By the case system's own records, and the draft against itself: nothing is calculated again. Each rule gives
its breaches; none is as it should be.
"""

import re
from collections.abc import Iterator

from tests.chaos.evidence import Evidence
from tests.chaos.holds_drafts import Breach
from tests.chaos.town import Record

ONE_KRONA = 100
"""Öre. A child's days give öre, and a sum is proposed in whole kronor."""
GRANTED = ("BIFALL", "DELAVSLAG")
IN_EVERY_DRAFT = (
    "verdict_line",
    "changed_text",
    "deviations_text",
    "sources_text",
    "legal_basis_text",
    "journal_text",
)


def right_month(evidence: Evidence) -> Iterator[Breach]:
    """A draft is for the month that was applied for."""
    for ref, draft in _as_written(evidence):
        stated = evidence.statement[ref]["period"]
        if draft["period"] != stated:
            what = f"for {draft['period'] or 'no month'}: {stated} was applied for"
            yield Breach(rule="right month", ref=ref, what=what)


def rows_that_add_up(evidence: Evidence) -> Iterator[Breach]:
    """The approved rows of what is granted come to its amount, of what is refused to no whole krona.

    What proposes neither has no calculation to be read as one. People in a campaign change no amount.
    """
    for ref, draft in _as_written(evidence):
        öre = sum(map(_approved, draft["rows"]))
        if draft["proposal"] in GRANTED:
            holds = draft["amount_ore"] is not None and abs(öre - draft["amount_ore"]) < ONE_KRONA
        elif draft["proposal"] == "AVSLAG":
            holds = bool(draft["rows"]) and öre < ONE_KRONA
        else:
            holds = not draft["rows"]
        if not holds:
            what = (
                f"{draft['proposal'] or 'no proposal'} of {draft['amount_ore']} öre; the rows come to {öre}"
            )
            yield Breach(rule="rows that add up", ref=ref, what=what)


def words_that_fit(evidence: Evidence) -> Iterator[Breach]:
    """Whatever every draft tells is told, and the summary names the amount. What people touched is theirs."""
    for ref, draft in _as_written(evidence):
        if draft["draft_number"] in evidence.touched:
            continue
        yield from (
            Breach(rule="words that fit", ref=ref, what=f"{name} is empty")
            for name in IN_EVERY_DRAFT
            if not draft[name]
        )
        if draft["proposal"] in GRANTED and not _is_named(draft["amount_ore"], draft["verdict_line"]):
            what = f"{draft['amount_ore']} öre, and the summary says: {draft['verdict_line']}"
            yield Breach(rule="words that fit", ref=ref, what=what)


def _as_written(evidence: Evidence) -> Iterator[tuple[str, Record]]:
    """The robot's drafts that no fault has altered; of those it is asked elsewhere whether that was told."""
    for ref, drafts in evidence.written.items():
        if ref in evidence.statement:
            yield from ((ref, draft) for draft in drafts if not evidence.is_spoilt(ref, draft))


def _approved(row: Record) -> int:
    öre: int = row["approved_ore"] or 0
    return -öre if row["section"] == "INCOME" else öre


def _is_named(öre: int | None, words: str) -> bool:
    """Whether the words name that sum, and no larger one that ends in the same digits."""
    if öre is None:
        return False
    grouped = f"{öre // 100:,}".replace(",", " ")
    return re.search(rf"(?<!\d)(?<!\d ){grouped} kr\b", words.replace("\xa0", " ")) is not None
