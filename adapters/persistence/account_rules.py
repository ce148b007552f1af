"""Which worker may use which account: decided on the rows of one system, that nobody else changes meanwhile.

It must not know how the rows are locked, nor what a session is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.persistence.tables import AccountLeaseRow as Row
from flows.errors import Code
from flows.work import LEASE

TURN = timedelta(seconds=20)
"""How long a worker that has died at the login keeps the others waiting; one that lives renews its turn."""
WISH = timedelta(seconds=10)
"""How long a worker that waits for an account is believed without asking again."""
TENURE = timedelta(seconds=20)
"""How long a worker keeps its only account although another has none, reckoned from its login.

A login costs a second, and half a minute where a one-time code opens one login only: reckoned from the loan,
the tenure was over when such a login had come through, and each served a single step.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A refused login that nothing has been mended since: LOGIN_REFUSED or ACCOUNT_LOCKED.

    `secret_name` is the secret that was refused; blank when the account is locked, and in rows of before.
    """

    account: str
    code: Code
    secret_name: str = ""


def standing_refusal(rows: Sequence[Row], marks: Mapping[str, str]) -> Refusal | None:
    """The refusal that keeps everybody from logging in, if one stands; `marks` are of the secrets of today.

    A locked account is opened by a person; a refused secret may be tried again when it is another.
    """
    for row in rows:
        is_same = row.refused_as == Code.ACCOUNT_LOCKED or row.refused_mark == marks.get(row.account)
        if row.refused_as and row.account in marks and is_same:
            return Refusal(account=row.account, code=Code(row.refused_as), secret_name=row.refused_secret)
    return None


def lent(rows: Sequence[Row], holder: str, wanted: Sequence[str], *, now: datetime) -> str | None:
    """The first of the wanted accounts that is free, lent to `holder`; else one is asked back for it."""
    by_name = {row.account: row for row in rows}
    free = (by_name[name] for name in wanted if _is_free_for(by_name[name], holder, now))
    row = next(free, None)
    if row is None:
        _ask_one_back(rows, holder, now)
        return None
    row.holder, row.held_since, row.lease_until = holder, now, now + LEASE
    row.wanted_by = row.wanted_until = None
    return row.account


def somebody_logs_in(rows: Sequence[Row], holder: str, now: datetime) -> bool:
    """Whether another worker is at the login of this system."""
    return any(row.holder != holder and _is_after(row.login_until, now) for row in rows)


def is_asked_back(row: Row, now: datetime) -> bool:
    """Whether another worker waits for this account."""
    return row.wanted_by is not None and row.wanted_by != row.holder and _is_after(row.wanted_until, now)


def renew(row: Row, now: datetime, *, at_login: bool) -> None:
    """Lend for another LEASE, and keep the turn to log in for another TURN unless it has ended meanwhile."""
    row.lease_until = now + LEASE
    if at_login and row.login_until is not None:
        row.login_until = now + TURN


def begin_login(row: Row, now: datetime) -> None:
    """Have the turn to log in."""
    row.lease_until, row.login_until = now + LEASE, now + TURN


def _is_free_for(row: Row, holder: str, now: datetime) -> bool:
    """Nobody's, or left by the dead; one that is kept for whoever has asked for it is not free for others."""
    if row.holder == holder:
        return True
    kept_for_another = row.wanted_by != holder and _is_after(row.wanted_until, now)
    return not _is_held(row, now) and not kept_for_another


def _ask_one_back(rows: Sequence[Row], holder: str, now: datetime) -> None:
    """Ask whoever has most for one; those who have one each take turns."""
    held = [row for row in rows if _is_held(row, now) and row.holder != holder]
    asked = next((row for row in held if row.wanted_by == holder), None) or _to_ask_for(
        held, rows, holder, now=now
    )
    if asked is not None:
        asked.wanted_by, asked.wanted_until = holder, now + WISH


def _to_ask_for(held: Sequence[Row], rows: Sequence[Row], holder: str, *, now: datetime) -> Row | None:
    mine = sum(row.holder == holder and _is_held(row, now) for row in rows)
    unasked = [row for row in held if not is_asked_back(row, now)]
    counts = Counter(row.holder for row in unasked)

    def is_due(row: Row) -> bool:
        turn_is_over = mine == 0 and not _is_after(row.held_since, now - TENURE)
        return counts[row.holder] > mine + 1 or turn_is_over

    due = [row for row in unasked if is_due(row)]
    return min(due, key=lambda row: (-counts[row.holder], row.held_since or now), default=None)


def _is_held(row: Row, now: datetime) -> bool:
    return row.holder is not None and _is_after(row.lease_until, now)


def _is_after(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment > now
