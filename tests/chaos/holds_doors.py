"""What must be true at the systems' doors: sessions, closing hours, refused passwords.

Each rule gives its breaches; none is as it should be.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from tests.chaos.evidence import ROBOT, Evidence
from tests.chaos.holds_drafts import Breach
from tests.chaos.town import Record

ENDED_BY_ITSELF = ("logout", "lost", "timeout")
NO_REFUSAL = ("ok", "used_code")
"""A one-time code that has been used says nothing against the password: the next one is waited for."""
UNNOTED = timedelta(seconds=4)
"""Whole seconds in the records, a question to our tables, and how long it takes to see that a worker died."""
NAMELESS = ("wrong_certificate", "unknown_account")


def one_session_an_account(evidence: Evidence) -> Iterator[Breach]:
    """Nobody uses an account's session when another has begun."""
    last = _last_asked(evidence)
    for (system, account), sessions in _by_account(evidence).items():
        for older, newer in pairwise(sorted(sessions, key=lambda one: one["created_at"])):
            asked = last.get(older["session"])
            if asked is not None and asked > newer["created_at"]:
                what = f"{system}: {account} was used in two sessions, {asked - newer['created_at']:.2f} s"
                yield Breach(rule="one session an account", ref="", what=what)


def no_more_sessions_than_allowed(evidence: Evidence) -> Iterator[Breach]:
    """At no moment are more sessions open in a system than the robot may have."""
    last = _last_asked(evidence)
    moments: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for sessions in _by_account(evidence).values():
        for one in sessions:
            began: float = one["created_at"]
            ended = one["ended_at"] if one["end_reason"] in ENDED_BY_ITSELF else last.get(one["session"])
            moments[one["system"]] += [(began, 1), (float(ended or began), -1)]
    for system, turns in moments.items():
        most = now = 0
        for _, turn in sorted(turns):
            now += turn
            most = max(most, now)
        if most > evidence.sessions_allowed:
            what = f"{system}: {most} at once, {evidence.sessions_allowed} are allowed"
            yield Breach(rule="sessions allowed", ref="", what=what)


def nothing_asked_while_closed(evidence: Evidence) -> Iterator[Breach]:
    """Between closing and opening the robot sends nothing at all, and asks again when it has opened.

    Where nobody has applied since then there may be nothing left to ask.
    """
    sent = [(one, datetime.fromisoformat(one["at"])) for one in evidence.requests if _is_robots(one)]
    for closed in evidence.closed:
        meanwhile = [one for one, at in sent if closed.starts <= at < closed.ends]
        asked_again = any(one["system"] == closed.system for one, at in sent if at >= closed.ends)
        if closed.work_after and not asked_again:
            what = f"{closed.system}: nobody asked it when it had opened, so that it was closed shows nothing"
            yield Breach(rule="closing hours", ref="", what=what)
        for one in meanwhile:
            if one["system"] == closed.system:
                what = f"{one['system']}: {one['method']} {one['screen']} at {one['at']}"
                yield Breach(rule="closing hours", ref="", what=what)


def no_password_twice(evidence: Evidence) -> Iterator[Breach]:
    """What a system has refused no worker tries again, until a person has let the system be asked again.

    The systems' own records know each secret by a mark. That somebody has put another secret in its place is
    no leave to try the old one. A worker killed between the refusal and its note leaves no note, and one more
    try is made (decision 11): so only a death just after the refusal excuses one.
    """
    tried: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for attempt in evidence.logins:
        if attempt["username"].startswith(ROBOT) or attempt["outcome"] in NAMELESS:
            tried[attempt["system"], attempt["username"], attempt["secret_mark"]].append(attempt)
    for (system, account, _), attempts in tried.items():
        for one, other in pairwise(attempts):
            refused = one["outcome"] not in NO_REFUSAL and other["outcome"] not in NO_REFUSAL
            if refused and not (_mended_between(evidence, one, other) or _died_with(evidence, one)):
                what = f"{system}: {account} refused at {one['at']} and tried at {other['at']}"
                yield Breach(rule="no password twice", ref="", what=what)


def _mended_between(evidence: Evidence, one: Record, other: Record) -> bool:
    earlier, later = (datetime.fromisoformat(attempt["at"]) for attempt in (one, other))
    mends = (evidence.world_time(mend.at) for mend in evidence.mends if mend.system == one["system"])
    return any(earlier <= mend.replace(microsecond=0) <= later for mend in mends)


def _died_with(evidence: Evidence, refused: Record) -> bool:
    """Whether a worker was killed so soon after a refusal that it may not have noted it."""
    at = datetime.fromisoformat(refused["at"])
    return any(at <= evidence.world_time(death) <= at + UNNOTED for death in evidence.killed_at)


def _is_robots(request: Record) -> bool:
    """People log in before the campaign begins, so a request outside every session is the robot's."""
    return request["role"] in {"robot", ""}


def _by_account(evidence: Evidence) -> dict[tuple[str, str], list[Record]]:
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for one in evidence.sessions:
        if one["username"].startswith(ROBOT) and one["stage"] == "open":
            found[one["system"], one["username"]].append(one)
    return found


def _last_asked(evidence: Evidence) -> dict[int, float]:
    """When each session was last used, seconds since the epoch."""
    return {
        one["session"]: datetime.fromisoformat(one["at"]).astimezone(UTC).timestamp()
        for one in evidence.requests
        if one["session"]
    }
