"""Whether the sources together flag a person as protected.

Försäkringskassan's own flag stands in the head of every answer, also when Försäkringskassan's payments could
not be fetched, so it always decides: YES, NO, or UNKNOWN when it is blank or reads otherwise.
CSN and Arbetsförmedlingen add theirs when they answer: a flag says YES, an unreadable one UNKNOWN.
A source that did not answer has no flag to read. It is left out: if it counted as UNKNOWN, one silent agency
would stop every applicant as protected, and the reason would be untrue.
"""

from bots.forsakringskassan.records import Answer, SourceFailure
from flows.eligibility.facts import Protection

_FLAGS = {"ja": Protection.YES, "nej": Protection.NO}


def protection_of(answer: Answer) -> Protection:
    """The strictest of the flags that stand on the page."""
    handed_on = [source.flag for source in (answer.csn, answer.af) if not isinstance(source, SourceFailure)]
    read = {_read(flag) for flag in (answer.flag, *handed_on)}
    for strict in (Protection.YES, Protection.UNKNOWN):
        if strict in read:
            return strict
    return Protection.NO


def _read(flag: str) -> Protection:
    return _FLAGS.get(flag.strip().casefold(), Protection.UNKNOWN)
