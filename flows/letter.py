"""The proposed request for completion as it stands in a draft: with a last day, and safe to show."""

from collections.abc import Iterable
from datetime import date, timedelta

from flows.eligibility.completion import completion
from flows.eligibility.period import Period
from flows.municipality import Municipality
from flows.plain_text import visible


def letter_about(period: Period, things: Iterable[str], *, municipality: Municipality, today: date) -> str:
    """The letter that asks for `things`; blank when there is nothing to ask for.

    The last day is counted from `today`, when the draft is prepared.
    """
    last_day = today + timedelta(days=municipality.completion_days)
    phrases = municipality.rules.phrases
    return visible(completion(things, month=period.in_words, last_day=last_day, phrases=phrases))
