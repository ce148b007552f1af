"""The wording of a draft: sentences with slots, from `config/phrases/`.

Slots are written `{belopp}`, `{period}`; the loader refuses a phrase with an unknown slot.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Sentences of the proposed decision; each field lists its slots.

    granted: belopp, period. partly_granted: belopp, period. cut_cost: kostnad, sokt, godtaget, skal.
    appeal: none. no_text_for_refusal, no_text_for_inquiry: period. wait: dag.
    talk_before_refusal: period, inkomstmanad, inkomster; the last of them is sentences of its own.
    completion_opening: period. completion_list: none. completion_last_day: dag. completion_otherwise: none.
    contact: none; who the applicant turns to, from the municipality's own file, blank where it says nothing.
    """

    granted: str
    partly_granted: str
    cut_cost: str
    appeal: str
    no_text_for_refusal: str
    no_text_for_inquiry: str
    wait: str
    talk_before_refusal: str
    completion_opening: str
    completion_list: str
    completion_last_day: str
    completion_otherwise: str
    contact: str = ""
