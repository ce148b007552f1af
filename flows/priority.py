"""How soon a draft needs a person: 1 is first in the caseworker's list, 5 is last.

Pure. It must not know who the caseworker is.
"""

from datetime import date, timedelta

from flows.eligibility.assessment import Proposal

TO_READ = 3
"""At the latest, where there is something for a person to take a stand on."""
SOON = timedelta(days=7)
"""So long before payday an answer is urgent."""


def priority_of(
    proposal: Proposal | None, *, deviates: bool, stickprov: bool, today: date, payday: date
) -> int:
    """1: needs a person's work, and payday is near or past. 2: needs a person's work.

    3: something to take a stand on, a cost cut, or a stickprov. 4: clean, and payday is near. 5: clean.
    A handover, an open question and a refusal all need a person's own work: there is nothing to sign.
    """
    is_soon = payday - today <= SOON
    if proposal in (None, Proposal.UTREDNING, Proposal.AVSLAG):
        return 1 if is_soon else 2
    if deviates or stickprov or proposal is Proposal.DELAVSLAG:
        return TO_READ
    return 4 if is_soon else 5
