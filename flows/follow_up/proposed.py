"""What the robot proposed, as follow-up needs it: references, outcomes and kinds of facts, and no person.

`signature` is the same for applications whose rules came to the same and whose households are of one type: a
person who decides differently in two of them has either seen something else, or is not consistent.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flows.eligibility.assessment import Assessment, Proposal, Weight
from flows.eligibility.case import CaseFacts, Role
from flows.eligibility.period import Period
from flows.eligibility.track import MainFlow, SocialNeeds, WhyIndividual, track_of
from flows.records import Track
from flows.work import State

MANY_CHILDREN = 3
"""So many children and more are one type of household: a rare size must point at nobody."""
STATED = (Weight.DEVIATION, Weight.OPEN, Weight.WAIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Kinds of facts, `key` to compare by and `words` to read; neither tells of one household."""

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One application and what became of it with the robot.

    `received_at` is when the applicant sent it in, or when it was collected if nobody can tell any more.
    `reference` is that of the latest draft, blank when there is none; `proposal` and `amount` (kronor) are
    the draft's. `social_need` says whether the application told of one, None where nobody can tell. `gone`
    says that retention has taken away a draft that there was.
    """

    case_ref: str
    period: Period | None
    received_at: datetime
    collected_at: datetime
    state: State
    reason: str
    stickprov: bool
    reference: str = ""
    proposal: Proposal | None = None
    amount: Decimal | None = None
    track: Track | None = None
    signature: Signature | None = None
    social_need: bool | None = None
    gone: bool = False


IN_WORDS: Mapping[Proposal, str] = {
    Proposal.BIFALL: "bifall",
    Proposal.DELAVSLAG: "delvis bifall",
    Proposal.AVSLAG: "avslag",
    Proposal.UTREDNING: "utredning",
}
"""What a draft proposes, as whoever reads the follow-up says it."""


def signature_of(facts: CaseFacts, assessment: Assessment) -> Signature:
    """Rule outcomes and type of household; no amount, date, name or free text is in it."""
    outcomes = sorted({f"{one.rule}={one.verdict.name}/{one.weight.name}" for one in assessment.findings})
    household = household_type(facts)
    canonical = "\n".join([household, assessment.proposal, *outcomes])
    stated = dict.fromkeys(_told(one.rule) for one in assessment.findings if one.weight in STATED)
    words = f"{household}; förslag: {IN_WORDS[assessment.proposal]}; {_listed(stated) or 'inget avviker'}"
    return Signature(key=hashlib.sha256(canonical.encode()).hexdigest()[:12], words=words)


def social_need_in(facts: CaseFacts, assessment: Assessment, rules: MainFlow | None) -> bool | None:
    """Whether something tells of a social need, by the municipality's conditions as they are now.

    None where it has stated no such condition, and where the application or the history was not read.
    """
    if rules is None or rules.social_needs == SocialNeeds():
        return None
    reasons = track_of(assessment, facts, rules).reasons
    return None if WhyIndividual.UNREAD in reasons else WhyIndividual.SOCIAL_NEED in reasons


def household_type(facts: CaseFacts) -> str:
    """`1 vuxen, 2 barn`; three children and more are one."""
    children = sum(one.role is Role.CHILD for one in facts.members)
    adults = len(facts.members) - children
    told = f"{MANY_CHILDREN} barn eller fler" if children >= MANY_CHILDREN else f"{children} barn"
    return f"{adults} {'vuxen' if adults == 1 else 'vuxna'}, {told}"


def _told(rule: str) -> str:
    return rule.replace("_", " ")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
