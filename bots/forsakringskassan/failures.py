"""A section's own error, as the page writes it: "Fel från CSN: felkod CSN-12, Källsystemet … (FELANDE)".

The message itself is left on the page: nobody knows what a source may write into it.
"""

import re

from bots.forsakringskassan.records import SourceFailure
from bots.forsakringskassan.sheet import Section

_ERROR = re.compile(r"Fel från (?P<source>[^:]+): felkod (?P<code>[A-Z0-9-]{1,20}),")
_STATE = re.compile(r"\((?P<state>FELANDE|OTILLGANGLIG)\)$")


def failure_of(section: Section) -> SourceFailure | None:
    """The section's error, or None when it has none."""
    return next(iter(failures_of(section)), None)


def failures_of(section: Section) -> tuple[SourceFailure, ...]:
    """Every error of the section; one that reads otherwise is still an error, of the section itself."""
    return tuple(_failure(section, alert) for alert in section.alerts)


def _failure(section: Section, alert: str) -> SourceFailure:
    told, state = _ERROR.search(alert), _STATE.search(alert)
    return SourceFailure(
        source=told["source"] if told else section.title,
        code=told["code"] if told else "",
        state=state["state"] if state else "",
    )
