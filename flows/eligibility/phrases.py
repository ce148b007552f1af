"""The wording of a draft: sentences with slots, from `config/phrases/`.

Slots are written `{belopp}`, `{period}`; the loader refuses a phrase with an unknown slot.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Sentences of the proposed decision; each field lists its slots.

    granted: belopp, period. partly_granted: belopp, period. cut_cost: kostnad, sokt, godtaget, skal.
    appeal: none. no_text_for_refusal, no_text_for_inquiry: period. wait: dag.
    contact: none; who the applicant turns to, from the municipality's own file, blank where it says nothing.
    """

    granted: str
    partly_granted: str
    cut_cost: str
    appeal: str
    no_text_for_refusal: str
    no_text_for_inquiry: str
    wait: str
    contact: str = ""
