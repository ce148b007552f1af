"""Where each figure comes from and when it was read: what lets a person check the robot."""

from collections.abc import Iterable
from datetime import datetime

from flows.eligibility.asked import Asked, every_question
from flows.eligibility.assessment import Assessment, Evidence
from flows.eligibility.case import CaseFacts
from flows.eligibility.draft_lines import bullets
from flows.eligibility.wording import moment


def sources(assessment: Assessment, facts: CaseFacts) -> str:
    """The figures and facts of the calculation, who did not answer, and every source that was read."""
    rows = assessment.calculation.rows if assessment.calculation else ()
    figures = dict.fromkeys(figure(evidence) for row in rows for evidence in row.evidence)
    asked = every_question(facts)
    parts = (
        ("Belopp och uppgifter:", figures),
        ("Utan svar:", _silent(asked)),
        ("Lästa källor:", _read(asked)),
    )
    return "\n\n".join(f"{heading}\n{bullets(lines)}" for heading, lines in parts if lines)


def figure(evidence: Evidence) -> str:
    """A fact or a parameter in one sentence: what, how much, from where and when."""
    return f"{evidence.what}: {evidence.value}. {origin(evidence)}."


def origin(evidence: Evidence) -> str:
    """Where a value comes from; a source has a time when it was read, a table the day it holds from."""
    if evidence.as_of is None:
        return evidence.source
    since = "läst" if isinstance(evidence.as_of, datetime) else "gäller från"
    return f"{evidence.source}, {since} {moment(evidence.as_of)}"


def _silent(asked: Iterable[Asked]) -> list[str]:
    silent = {f"{one.source}: {one.silence}" for one in asked if one.silence}
    return sorted(silent)


def _read(asked: Iterable[Asked]) -> list[str]:
    """One line for each source that answered: when it was first read."""
    read: dict[str, datetime] = {}
    for one in asked:
        if one.at is not None and not one.silence:
            read[one.source] = min(one.at, read.get(one.source, one.at))
    return [f"{source}, {moment(read[source])}" for source in sorted(read)]
