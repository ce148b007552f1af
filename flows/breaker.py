"""The breaker of one system: closed while it answers, open while nobody may ask it.

    closed ──(some failures in a row, or one that says it all)──▶ open ──(cool-off)──▶ one probe
       ▲                                                           ▲                      │
       └────────────────────────(the probe went through)───────────┼──────────────────────┤
                                                                   └──(it did not: longer cool-off)

Pure: a breaker is a value, and each event gives the next. It is kept in our tables, so all workers share it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.errors import Code, SystemBroken, UtkastError
from flows.pace import Pace

FOR_A_PERSON = (Code.LOGIN_REFUSED, Code.ACCOUNT_LOCKED)
"""Never probed, for another try could lock an account: a person, or a mended secret, closes the breaker."""
PROBE_WITHIN = timedelta(minutes=3)
"""A probe whose worker has died is another's to make after this: twice a lease."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """Where one system stands. It is open when there is a `code`; `what` and `since` tell of its opening.

    `openings` are those in a row. `prober` is the case_ref whose try is the probe, until `prober_until`.
    `stated_end` is when the system itself said it would be back. `secret_mark` tells whether the secret that
    was refused has been changed since.
    """

    system: str
    failures: int = 0
    openings: int = 0
    code: str = ""
    what: str = ""
    since: datetime | None = None
    probe_at: datetime | None = None
    stated_end: datetime | None = None
    prober: str = ""
    prober_until: datetime | None = None
    secret_mark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody but a prober may ask."""
        return bool(self.code)

    def failed(self, error: UtkastError, now: datetime, pace: Pace, *, mark: str = "") -> "Breaker":
        """After a failure of this system; `mark` is the secret's own, kept to see when it has changed."""
        counted = replace(self, failures=self.failures + 1, prober="", prober_until=None)
        opens = isinstance(error, SystemBroken) or error.code == Code.MAINTENANCE
        if self.is_open or opens or counted.failures >= pace.failures_in_a_row:
            return counted._opened(error, now, pace, mark)
        return counted

    def _opened(self, error: UtkastError, now: datetime, pace: Pace, mark: str) -> "Breaker":
        if self.is_open and self.probe_at is None:
            return self
        openings = self.openings + 1
        cool_off = min(pace.cool_off * 2 ** (openings - 1), pace.longest_cool_off)
        return replace(
            self,
            openings=openings,
            code=str(error.code),
            what=f"{error.what} {error.next_step}".strip(),
            since=self.since or now,
            probe_at=None if error.code in FOR_A_PERSON else max(now + cool_off, error.until or now),
            stated_end=error.until,
            secret_mark=mark,
        )

    def answered(self) -> "Breaker":
        """After an application for which the system answered: closed, and all is forgotten.

        One that waits for a person stays open: an answer on a session of before says nothing of the login.
        """
        return self if self.is_open and self.probe_at is None else Breaker(system=self.system)

    def may_be_probed(self, now: datetime) -> bool:
        """Whether somebody should try, and nobody does."""
        taken = self.prober_until is not None and self.prober_until > now
        return self.is_open and self.probe_at is not None and self.probe_at <= now and not taken

    def probed_by(self, case_ref: str, now: datetime) -> "Breaker":
        """With that application's try as the probe."""
        return replace(self, prober=case_ref, prober_until=now + PROBE_WITHIN)

    def released(self, case_ref: str) -> "Breaker":
        """Without that application as prober: it came to its end without asking this system."""
        if self.prober != case_ref:
            return self
        return replace(self, prober="", prober_until=None)

    def hastened(self, now: datetime) -> "Breaker":
        """Due for a probe at once, for a new run has begun; but never before an end that was stated."""
        if self.probe_at is None:
            return self
        return replace(self, probe_at=max(now, self.stated_end or now))
