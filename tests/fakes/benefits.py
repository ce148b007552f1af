"""The benefits agency in memory; implements `flows.ports.BenefitsAgency`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from flows.eligibility.case import BenefitAnswers, BenefitClaim, BenefitPayment, JobSeeker
from flows.eligibility.facts import Fact, Known, Missing, Protection, Why
from flows.eligibility.period import Period
from flows.errors import UtkastError
from flows.identity import PersonalNumber
from flows.ports import Clock
from flows.records import Lookup

T = TypeVar("T")

SOURCES = {
    "FK": "Försäkringskassan, Utbetalningar",
    "PM": "Pensionsmyndigheten (via Försäkringskassan)",
    "CSN": "CSN (via Försäkringskassan)",
    "SO": "A-kassorna (via Försäkringskassan)",
    "AF": "Arbetsförmedlingen (via Försäkringskassan)",
    "claims": "Försäkringskassan, Ansökningar och beslut",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitRecord:
    """What the agencies hold about one person; `silent` are those that do not answer (FK, PM, CSN, SO, AF).

    A silent FK is silent about claims too.
    """

    protection: Protection = Protection.NO
    payments: tuple[BenefitPayment, ...] = ()
    claims: tuple[BenefitClaim, ...] = ()
    job_seeker: JobSeeker = field(default_factory=lambda: JobSeeker(registered=False))
    silent: frozenset[str] = frozenset()


class FakeBenefitsAgency:
    """Records by person. `asked` holds every look-up; `trouble`, when set, is raised instead of an answer."""

    def __init__(self, clock: Clock, records: dict[PersonalNumber, BenefitRecord] | None = None) -> None:
        self.records = dict(records or {})
        self.asked: list[tuple[PersonalNumber, tuple[Period, ...], Lookup]] = []
        self.trouble: UtkastError | None = None
        self._clock = clock

    async def answers(
        self, who: PersonalNumber, months: Sequence[Period], lookup: Lookup
    ) -> tuple[Protection, BenefitAnswers]:
        self.asked.append((who, tuple(months), lookup))
        if self.trouble is not None:
            raise self.trouble
        record = self.records.get(who)
        if record is None:
            return Protection.UNKNOWN, self._nothing(Why.NOT_FOUND)
        if record.protection is Protection.YES:
            return Protection.YES, self._nothing(Why.NOT_FETCHED)
        return record.protection, self._answers(record, months)

    def _answers(self, record: BenefitRecord, months: Sequence[Period]) -> BenefitAnswers:
        silent = record.silent | ({"claims"} if "FK" in record.silent else frozenset())

        def known(agency: str, value: T) -> Known[T]:
            if agency in silent:
                return self._missing(agency, Why.FETCH_FAILED)
            return Fact(value=value, source=SOURCES[agency], fetched_at=self._clock.now())

        def paid(agency: str) -> Known[tuple[BenefitPayment, ...]]:
            theirs = (one for one in record.payments if one.agency == agency)
            return known(agency, tuple(one for one in theirs if Period.of(one.paid_on) in months))

        return BenefitAnswers(
            fk=paid("FK"),
            pm=paid("PM"),
            csn=paid("CSN"),
            so=paid("SO"),
            af=known("AF", record.job_seeker),
            claims=known("claims", record.claims),
        )

    def _nothing(self, why: Why) -> BenefitAnswers:
        return BenefitAnswers(
            fk=self._missing("FK", why),
            pm=self._missing("PM", why),
            csn=self._missing("CSN", why),
            so=self._missing("SO", why),
            af=self._missing("AF", why),
            claims=self._missing("claims", why),
        )

    def _missing(self, agency: str, why: Why) -> Missing:
        return Missing(
            why=why, source=SOURCES[agency], detail="inget svar i provet", fetched_at=self._clock.now()
        )
