"""The one entry that the case file's journal gets of what the robot did: prepared, read, proposes.

Plain Swedish, no names. Pure.
"""

from flows.eligibility.asked import every_question
from flows.eligibility.case import CaseFacts


def case_note(facts: CaseFacts, verdict: str) -> str:
    """What was prepared, which systems answered, and the draft's first line."""
    answered = [one.source for one in every_question(facts) if one.at is not None and not one.silence]
    systems = sorted({source.partition(",")[0] for source in answered})
    read = f" Roboten har läst {_listed(systems)}." if systems else ""
    return f"Roboten har förberett ett utkast till beslut för {facts.period.in_words}.{read} {verdict}"


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} och {last}" if first else last
