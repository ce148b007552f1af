"""What a whole answer page means: each source's own answer or its own failure, for the months asked for.

It must not know how the page is read.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TypeVar

from adapters.forsakringskassan import sources
from adapters.forsakringskassan.payments import csn_is_paid, from_akassa, from_csn, from_fk, from_pm
from bots.forsakringskassan.records import (
    AfAnswer,
    Answer,
    Claim,
    CsnAnswer,
    CsnRow,
    SourceFailure,
    Withheld,
)
from bots.kit.errors import UnreadableValue
from flows.eligibility.case import BenefitAnswers, BenefitClaim, BenefitPayment, JobSeeker
from flows.eligibility.facts import Fact, Known, Missing, Why
from flows.eligibility.period import Period

T = TypeVar("T")

_AGENCIES = {"Försäkringskassan": "FK", "Pensionsmyndigheten": "PM"}
_DECIDED = "Beslutad"
_JOB_SEEKER = {"ja": True, "nej": False, "inga uppgifter": False}


def benefit_answers(answer: Answer, months: Collection[Period], now: datetime) -> BenefitAnswers:
    """Payments within `months`, claims that may still be paid, and registration as a job seeker."""

    def payments(
        rows: tuple[T, ...] | SourceFailure, source: str, found: Iterable[BenefitPayment]
    ) -> Known[tuple[BenefitPayment, ...]]:
        if isinstance(rows, SourceFailure):
            return sources.silent(rows, source, now)
        within = tuple(one for one in found if Period.of(one.paid_on) in months)
        return Fact(value=within, source=source, fetched_at=now)

    return BenefitAnswers(
        fk=payments(answer.fk, sources.FK, (one for row in _rows(answer.fk) for one in from_fk(row))),
        pm=payments(answer.pm, sources.PM, (one for row in _rows(answer.pm) for one in from_pm(row))),
        so=payments(answer.akassa, sources.SO, (from_akassa(row) for row in _rows(answer.akassa))),
        csn=_csn(answer.csn, months, now),
        af=_job_seeker(answer.af, now),
        claims=_claims(answer, now),
    )


def _rows(rows: tuple[T, ...] | SourceFailure) -> tuple[T, ...]:
    return () if isinstance(rows, SourceFailure) else rows


def _csn(
    csn: CsnAnswer | Withheld | SourceFailure, months: Collection[Period], now: datetime
) -> Known[tuple[BenefitPayment, ...]]:
    if isinstance(csn, SourceFailure):
        return sources.silent(csn, sources.CSN, now)
    if isinstance(csn, Withheld):
        return sources.withheld(sources.CSN, now)
    paid = [row for row in csn.rows if csn_is_paid(row)]
    if any(row.paid_on is None for row in paid):
        detail = "CSN visar en utbetald rad utan utbetalningsdatum"
        return Missing(why=Why.FETCH_FAILED, source=sources.CSN, detail=detail, fetched_at=now)
    found = tuple(one for row in paid if Period.of((one := from_csn(row)).paid_on) in months)
    return Fact(value=found, source=sources.CSN, fetched_at=now)


def _claims(answer: Answer, now: datetime) -> Known[tuple[BenefitClaim, ...]]:
    """Claims under way, decided ones whose payment is still to come, and what CSN has planned.

    A silent CSN or Pensionsmyndigheten does not hide the others' claims: that it is silent stands in its own
    answer. Any other failure makes the claims missing.
    """
    for failure in answer.claims.failures:
        if _AGENCIES.get(failure.source) != "PM":
            return sources.silent(failure, sources.CLAIMS, now)
    pending = [_claim(claim) for claim in answer.claims.rows if _is_pending(claim, now.date())]
    planned = [_planned(row) for row in _csn_rows(answer.csn) if not csn_is_paid(row)]
    return Fact(value=(*pending, *planned), source=sources.CLAIMS, fetched_at=now)


def _csn_rows(csn: CsnAnswer | Withheld | SourceFailure) -> tuple[CsnRow, ...]:
    return csn.rows if isinstance(csn, CsnAnswer) else ()


def _is_pending(claim: Claim, today: date) -> bool:
    if claim.status != _DECIDED:
        return True
    return claim.expected_on is not None and claim.expected_on >= today


def _claim(claim: Claim) -> BenefitClaim:
    if claim.agency not in _AGENCIES:
        raise UnreadableValue(
            label="Myndighet", trouble="not an agency whose claims the page is known to show"
        )
    return BenefitClaim(
        agency=_AGENCIES[claim.agency],
        code=claim.code,
        label=claim.name,
        status=claim.status,
        expected_on=claim.expected_on,
    )


def _planned(row: CsnRow) -> BenefitClaim:
    return BenefitClaim(
        agency="CSN", code=row.kind, label=row.name, status=row.status, expected_on=row.paid_on
    )


def _job_seeker(af: AfAnswer | Withheld | SourceFailure, now: datetime) -> Known[JobSeeker]:
    """Registration as Arbetsförmedlingen's own register has it; "Inga uppgifter" there is: not registered."""
    if isinstance(af, SourceFailure):
        return sources.silent(af, sources.AF, now)
    if isinstance(af, Withheld):
        return sources.withheld(sources.AF, now)
    registered = _JOB_SEEKER.get(af.job_seeker.casefold())
    if registered is None:
        raise UnreadableValue(label="Arbetssökande", trouble="neither Ja nor Nej")
    return Fact(
        value=JobSeeker(registered=registered, since=af.registered_on if registered else None),
        source=sources.AF,
        fetched_at=now,
    )
