"""The breaker of one system: closed while it answers, open while nobody may ask it.

    closed ──(some failures in a row, or one that says it all)──▶ open ──(cool-off)──▶ one probe
       ▲                                                           ▲                      │
       └────────────────────────(the probe went through)───────────┼──────────────────────┤
                                                                   └──(it did not: longer cool-off)

Many are at a system when its breaker opens, and come back from it one by one. What was asked before says
nothing new, so while it is open only its prober moves it, but for an answer to a later question.

Pure: a breaker is a value, and each event gives the next. It is kept in our tables, so all workers share it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from flows.errors import Code, SystemBroken, UtkastError
from flows.pace import Pace

FOR_A_PERSON = (Code.LOGIN_REFUSED, Code.ACCOUNT_LOCKED)
"""Never probed, for another try could lock an account: a person, or a mended secret, closes the breaker."""
PROBE_WITHIN = timedelta(minutes=3)
"""A probe whose worker has died is another's to make after this: twice a lease."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """Where one system stands. It is open when there is a `code`; `what` and `since` tell of its opening.

    `openings` are those in a row. `prober` is whose try is the probe, until `prober_until`: a case_ref, or a
    name of a worker's own for what has none. `stated_end` is when the system itself said it would be back.
    `secret_mark` tells whether the secret that was refused has been changed since.
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

    @property
    def waits_for_a_person(self) -> bool:
        """Whether it is open and never probed."""
        return self.is_open and self.probe_at is None

    def failed(self, error: UtkastError, now: datetime, pace: Pace, *, by: str, mark: str = "") -> "Breaker":
        """After a failure that `by` met; `mark` is the secret's own, kept to see when it has changed.

        While it is open a failure tells what is known, unless it is the probe's or asks for a person.
        """
        if self.is_open and (self.waits_for_a_person or not self._tells(error, by)):
            return self
        counted = replace(self, failures=self.failures + 1)
        opens = isinstance(error, SystemBroken) or error.code == Code.MAINTENANCE
        if self.is_open or opens or counted.failures >= pace.failures_in_a_row:
            return counted._opened(error, now, pace, mark=mark)
        return counted

    def is_probed_by(self, who: str) -> bool:
        """Whether the try of `who` is the probe."""
        return bool(who) and self.prober == who

    def _tells(self, error: UtkastError, by: str) -> bool:
        return self.is_probed_by(by) or error.code in FOR_A_PERSON

    def _opened(self, error: UtkastError, now: datetime, pace: Pace, *, mark: str) -> "Breaker":
        openings = self.openings + 1
        cool_off = min(pace.cool_off * 2 ** (openings - 1), pace.longest_cool_off)
        return replace(
            self,
            openings=openings,
            code=str(error.code),
            what=f"{error.what} {error.next_step}".strip(),
            since=self.since or now,
            probe_at=None if error.code in FOR_A_PERSON else max(_later(now, cool_off), error.until or now),
            stated_end=error.until,
            prober="",
            prober_until=None,
            secret_mark=mark,
        )

    def answered(self, *, by: str, asked_at: datetime) -> "Breaker":
        """After an answer to what `by` asked at `asked_at`: closed, and all is forgotten.

        An open one closes on nothing that was asked before it opened, or by its prober before the probe. One
        that waits for a person stays open: an answer on a session of before says nothing of the login.
        """
        if self.is_open and (self.waits_for_a_person or not self._is_news(by, asked_at)):
            return self
        return Breaker(system=self.system)

    def _is_news(self, by: str, asked_at: datetime) -> bool:
        if self.is_probed_by(by) and self.prober_until is not None:
            # By the clock of the prober's own worker: another's may have told when it opened.
            return asked_at >= self.prober_until - PROBE_WITHIN
        return self.since is not None and asked_at > self.since

    def may_be_probed(self, now: datetime) -> bool:
        """Whether somebody should try, and nobody does."""
        taken = self.prober_until is not None and self.prober_until > now
        return self.is_open and self.probe_at is not None and self.probe_at <= now and not taken

    def probed_by(self, who: str, now: datetime) -> "Breaker":
        """With the try of `who` as the probe."""
        return replace(self, prober=who, prober_until=_later(now, PROBE_WITHIN))

    def released(self, who: str) -> "Breaker":
        """Without `who` as prober: it came to its end without asking this system."""
        return replace(self, prober="", prober_until=None) if self.is_probed_by(who) else self

    def hastened(self, now: datetime) -> "Breaker":
        """Due for a probe at once, for a new run has begun; but never before an end that was stated."""
        if self.probe_at is None:
            return self
        return replace(self, probe_at=max(now, self.stated_end or now))


def _later(now: datetime, span: timedelta) -> datetime:
    """In UTC: on a night with a 25th hour no span of time gets longer."""
    return now.astimezone(UTC) + span
