"""A proposed request to the applicant for what is missing (komplettering): a person reads it and sends it.

What an agency has not answered, and what the municipality must decide, is never the applicant's to mend:
each finding says itself what the applicant can send, if anything.
"""

from collections.abc import Iterable
from datetime import date

from flows.eligibility.assessment import Finding
from flows.eligibility.draft_lines import bullets, wrapped
from flows.eligibility.phrases import Phrases
from flows.eligibility.wording import day, sentence


def asked_of_applicant(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What the applicant can send, each thing once, in the order of the findings."""
    return tuple(dict.fromkeys(finding.asks for finding in findings if finding.asks))


def completion(things: Iterable[str], *, month: str, last_day: date, phrases: Phrases) -> str:
    """The letter; blank when there is nothing to ask for. `month` is the month applied for, in words."""
    listed = bullets(sentence(thing) for thing in things)
    if not listed:
        return ""
    parts = (
        wrapped(phrases.completion_opening.format(period=month)),
        f"{wrapped(phrases.completion_list)}\n{listed}",
        wrapped(phrases.completion_last_day.format(dag=day(last_day))),
        wrapped(phrases.completion_otherwise),
        wrapped(phrases.contact),
    )
    return "\n\n".join(part for part in parts if part)
