"""The warnings beside a draft: what a caseworker takes a stand on, and what has become of the earlier ones.

Pure: findings and earlier warnings in, warnings out. It must not know how the case system shows them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from flows.eligibility.assessment import Finding, Weight
from flows.eligibility.case import EarlierWarning
from flows.eligibility.closed_warnings import holds
from flows.eligibility.period import Period
from flows.eligibility.warning_kinds import WarningKind
from flows.plain_text import in_one_line
from flows.records import DraftWarning, WarningStatus

WEIGHTS = (Weight.OPEN, Weight.WAIT, Weight.DEVIATION)
UNREAD = (WarningKind.SOURCE_UNREAD, WarningKind.SSBTEK_READ_FAILED, WarningKind.TABLE_MISSING)
"""While any of these stands nobody can say that another cause is gone."""
CAUSE_GONE = "Orsaken är borta."
"""How the text of every warning begins that the robot has closed."""
GONE = CAUSE_GONE + " Så här löd varningen: {text}"
MOST = 400
_Key = tuple[str, str]


def warnings_of(
    findings: Sequence[Finding], earlier: Iterable[EarlierWarning], period: Period
) -> tuple[DraftWarning, ...]:
    """One warning for each kind and what it is about, then those whose cause is gone, each told once.

    `earlier` holds the newest of each kind and cause. One that a person has acknowledged stays so; one that
    a person has closed comes back only as an open question, or as something new that has happened.
    """
    before = {(one.kind, one.about): one for one in earlier}
    texts = _texts(findings)
    standing = [_standing(key, " ".join(said), before.get(key), period=period) for key, said in texts.items()]
    unread = any(one.warns in UNREAD for one in findings if one.weight in WEIGHTS)
    return (*standing, *(() if unread else _gone(before, texts)))


def _texts(findings: Iterable[Finding]) -> dict[_Key, list[str]]:
    texts: dict[_Key, list[str]] = {}
    for one in findings:
        if one.warns is not None and one.weight in WEIGHTS:
            texts.setdefault((one.warns.value, one.about), []).append(one.reason)
    return texts


def status_of(earlier: EarlierWarning | None, period: Period, *, said: str) -> WarningStatus:
    """Where a warning that says this stands, after what a person may have done with it before."""
    acknowledged = earlier is not None and earlier.status == WarningStatus.ACKNOWLEDGED
    if earlier is not None and acknowledged and holds(earlier, period, said=said):
        return WarningStatus.ACKNOWLEDGED
    return WarningStatus.OPEN


def _gone(before: dict[_Key, EarlierWarning], now: Iterable[_Key]) -> Iterator[DraftWarning]:
    there = set(now)
    for key, one in before.items():
        if key not in there and one.status != WarningStatus.CLOSED:
            yield _warning(key, GONE.format(text=one.text), WarningStatus.CLOSED)


def _standing(key: _Key, text: str, earlier: EarlierWarning | None, *, period: Period) -> DraftWarning:
    one = _warning(key, text, WarningStatus.OPEN)
    return replace(one, status=status_of(earlier, period, said=one.text))


def _warning(key: _Key, text: str, status: WarningStatus) -> DraftWarning:
    kind, about = key
    said = in_one_line(text, most=MOST, where="utkastets text")
    return DraftWarning(kind=kind, about=about, text=said, status=status)
