"""Records laid out as tables of pandas: one of applications, one of decisions compared with their drafts.

Money is whole öre, so that nothing is rounded. Times are Sweden's. No column tells who a person is.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pandas as pd

from flows.eligibility.assessment import Proposal
from flows.follow_up.decided import DecisionKind, HumanDecision
from flows.follow_up.proposed import Prepared
from flows.plain_text import in_one_line
from flows.scrubbing import scrubbed
from flows.swedish_time import SWEDEN

NO_UNIT = "Okänd enhet"
NO_REASON = "Ingen orsak angiven"
LONGEST_REASON = 80
KIND_OF = {
    Proposal.BIFALL: DecisionKind.GRANTED,
    Proposal.DELAVSLAG: DecisionKind.PARTLY,
    Proposal.AVSLAG: DecisionKind.REFUSED,
}
"""What a person's decision is called when it is what the draft proposed."""


class Compared(StrEnum):
    """A decision beside the draft that it was made on."""

    AS_PROPOSED = "som föreslaget"
    OTHER_AMOUNT = "ändrat belopp"
    OTHER_OUTCOME = "ändrat utfall"
    NOTHING_PROPOSED = "inget förslag"
    EARLIER_DRAFT = "en tidigare förberedelse"
    GONE = "utkastet är gallrat"
    NO_DRAFT = "utan utkast"


COMPARABLE = (Compared.AS_PROPOSED, Compared.OTHER_AMOUNT, Compared.OTHER_OUTCOME)
"""Those whose draft proposed an outcome, and is known."""

PREPARED_COLUMNS = (
    "case_ref", "period", "received_at", "collected_at", "state", "reason", "stickprov", "reference",
    "proposal", "proposed_ore", "track", "signature", "facts", "social_need",
    "is_gone",
)  # fmt: skip
DECIDED_COLUMNS = (
    "case_key", "reference", "case_ref", "decided_period", "kind", "decided_ore", "why", "unit", "opened_at",
    "decided_at", "to_the_second", "checked", "error_ore",
)  # fmt: skip


def prepared_frame(prepared: Iterable[Prepared]) -> pd.DataFrame:
    """One row for each application that was collected."""
    rows = [
        (
            one.case_ref,
            str(one.period or ""),
            one.received_at.astimezone(SWEDEN),
            one.collected_at.astimezone(SWEDEN),
            str(one.state),
            one.reason,
            one.stickprov,
            one.reference,
            str(one.proposal or ""),
            ore(one.amount),
            str(one.track or ""),
            one.signature.key if one.signature else "",
            one.signature.words if one.signature else "",
            one.social_need,
            one.gone,
        )
        for one in prepared
    ]
    frame = _typed(pd.DataFrame(rows, columns=list(PREPARED_COLUMNS)), "received_at", "collected_at")
    return frame.astype({"social_need": "boolean"})


def decided_frame(decisions: Sequence[HumanDecision], prepared: pd.DataFrame) -> pd.DataFrame:
    """One row for each decision, with the draft's columns beside it and `compared` and `changed_ore`.

    `changed_ore` is what the person decided less what was proposed, 0 where nothing can be compared.
    """
    rows = [
        (
            one.case_key,
            one.reference,
            one.reference.partition("/")[0],
            str(one.period),
            str(one.kind),
            ore(one.amount),
            _reason(one.reason),
            one.unit or NO_UNIT,
            one.opened_at.astimezone(SWEDEN) if one.opened_at else pd.NaT,
            one.decided_at.astimezone(SWEDEN),
            one.to_the_second,
            str(one.checked),
            ore(one.stickprov_error),
        )
        for one in decisions
    ]
    decided = _typed(pd.DataFrame(rows, columns=list(DECIDED_COLUMNS)), "opened_at", "decided_at")
    ours = prepared.rename(columns={"reference": "our_reference"}).drop(columns="period")
    both = decided.merge(ours, how="left", on="case_ref", validate="many_to_one")
    both["compared"] = [_compared(row) for row in both.itertuples(index=False)]
    changed = both["decided_ore"].fillna(0) - both["proposed_ore"].fillna(0)
    both["changed_ore"] = changed.where(both["compared"].isin(COMPARABLE), 0).astype("Int64")
    return both


def _compared(row: Any) -> str:
    if not row.reference or pd.isna(row.our_reference):
        return Compared.NO_DRAFT
    if row.is_gone:
        return Compared.GONE
    if row.reference != row.our_reference:
        return Compared.EARLIER_DRAFT
    if row.proposal not in KIND_OF:
        return Compared.NOTHING_PROPOSED
    if row.kind != KIND_OF[Proposal(row.proposal)]:
        return Compared.OTHER_OUTCOME
    same = _or_nothing(row.decided_ore) == _or_nothing(row.proposed_ore)
    return Compared.AS_PROPOSED if same else Compared.OTHER_AMOUNT


def _or_nothing(amount: object) -> int:
    return 0 if pd.isna(amount) else int(amount)  # type: ignore[call-overload]


def _reason(words: str) -> str:
    """Typed by a person: nothing hidden or personal in it, and never too long."""
    return in_one_line(scrubbed(words), most=LONGEST_REASON, where="ärendesystemet") or NO_REASON


def ore(kronor: Decimal | None) -> int | None:
    """Kronor as whole öre. Raises ValueError for a part of an öre."""
    if kronor is None:
        return None
    whole = kronor * 100
    if whole != whole.to_integral_value():
        raise ValueError("an amount has at most two decimals")
    return int(whole)


def _typed(frame: pd.DataFrame, *times: str) -> pd.DataFrame:
    for name in times:
        frame[name] = pd.to_datetime(frame[name], utc=True).dt.tz_convert("Europe/Stockholm")
    for name in frame.columns:
        if name.endswith("_ore"):
            frame[name] = frame[name].astype("Int64")
    return frame


def within(frame: pd.DataFrame, column: str, first: date, *, last: date) -> pd.DataFrame:
    """The rows whose day in `column` is from `first` to `last`, both counted."""
    days = frame[column].dt.date
    chosen: pd.DataFrame = frame.loc[(days >= first) & (days <= last)]
    return chosen
