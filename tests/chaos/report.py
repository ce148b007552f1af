"""What a campaign is told as: a page of figures at the terminal, and the same as JSON for notes.

Names applications by case_ref, never by person.
"""

from collections import Counter
from typing import Any

from flows.errors import Code
from flows.work import State
from tests.chaos.campaign import Outcome
from tests.chaos.dealing import ALL
from tests.chaos.evidence import Evidence
from tests.chaos.holds import breaches
from tests.chaos.holds_storm import is_large_enough, not_met


def figures(outcome: Outcome) -> dict[str, Any]:
    """All of it, ready for JSON."""
    evidence, plan = outcome.evidence, outcome.plan
    broken = breaches(evidence)
    return {
        "applications": len(evidence.statement),
        "applications ordered": plan.applications,
        "database": plan.database,
        "workers": plan.workers,
        "seed": plan.seed,
        "what holds up everybody": f"one in {1 / plan.rates.passing:.0f} requests",
        "seconds": round(outcome.seconds, 1),
        "applications a minute": round(len(evidence.statement) / outcome.seconds * 60, 1),
        "requests": len(evidence.requests),
        "faults": dict(sorted(outcome.faults.items())),
        "faults in all": outcome.faults.total(),
        "faults that never came": ", ".join(sorted(k for k, n in outcome.faults.items() if not n)) or "none",
        "kills": ", ".join(f"{number} by {by}" for by, number in sorted(killed(evidence).items())) or "none",
        "blows by point": dict(sorted(evidence.fallen.items())),
        "blows by point in all": sum(evidence.fallen.values()),
        "blows met": f"{len(ALL) - len(not_met(evidence))} of {len(ALL)}",
        "blows not met": dict.fromkeys(not_met(evidence) if is_large_enough(evidence) else (), 0),
        "processes": dict(outcome.tally),
        "exit codes": {str(code): number for code, number in sorted(outcome.exits.items())},
        "ended as": dict(sorted(ends(evidence).items())),
        "as stated": sum(map(evidence.is_as_stated, evidence.statement)),
        "undisturbed, and as stated": undisturbed(evidence),
        "times a system was closed": len(evidence.closed),
        "passwords refused": sum(one["outcome"] == "wrong_password" for one in evidence.logins),
        "worked on by people": len(evidence.handiwork),
        "caught": caught(evidence),
        "deliveries told twice": sum(one["confirmations"] > 1 for one in evidence.deliveries),
        **{family: len(found) for family, found in broken.items()},
        "breaches": [
            {"rule": one.rule, "ref": one.ref, "what": one.what} for found in broken.values() for one in found
        ],
    }


def killed(evidence: Evidence) -> Counter[str]:
    """How many blows of each kind have fallen."""
    return sum((Counter({words.split()[0]: n}) for words, n in evidence.fallen.items()), Counter[str]())


def ends(evidence: Evidence) -> Counter[str]:
    """How many applications ended where."""
    return Counter(
        " ".join(filter(None, (item.outcome.state, item.outcome.reason))) for item in evidence.items
    )


def undisturbed(evidence: Evidence) -> str:
    """How many whom no fault of their own and no person has met, and how many of them ended as stated."""
    found = [ref for ref in evidence.statement if evidence.is_undisturbed(ref)]
    return f"{sum(map(evidence.is_as_stated, found))} of {len(found)}"


def caught(evidence: Evidence) -> dict[str, int]:
    """Drafts that a fault altered or doubled, of which IT was told."""
    failed = {item.case_ref: item.outcome.reason for item in evidence.items if _failed(item.outcome.state)}
    return {
        "altered, in all": sum(
            evidence.is_spoilt(ref, draft) for ref, drafts in evidence.written.items() for draft in drafts
        ),
        "altered, told": sum(reason == Code.DRAFT_MISMATCH for reason in failed.values()),
        "doubled, in all": sum(len(drafts) > 1 for drafts in evidence.written.values()),
        "doubled, told": sum(reason == Code.DRAFT_DUPLICATED for reason in failed.values()),
    }


def as_text(told: dict[str, Any]) -> str:
    """The page."""
    lines = []
    for name, value in told.items():
        if isinstance(value, dict):
            lines += [f"{name}:", *(f"  {what:34} {number}" for what, number in value.items())]
        elif name != "breaches":
            lines.append(f"{name:36} {value}")
    broken = [f"  {one['rule']}: {one['ref']} {one['what']}" for one in told["breaches"]]
    return "\n".join([*lines, *(["broken:", *broken] if broken else ["every rule held"])])


def _failed(state: State) -> bool:
    return state is State.FAILED
