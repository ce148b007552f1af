"""The same few case files in a fake and in Almanda, with what a colleague can do to them.

A contract test talks to a bench, and never knows which of the two it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from flows.eligibility.case import (
    EarlierCalculation,
    EarlierDecision,
    EarlierRow,
    History,
    JobStimulus,
    Plan,
    RepaymentClaim,
    RepaymentGround,
    Role,
)
from flows.eligibility.facts import Fact, Protection
from flows.eligibility.period import Period
from flows.identity import PersonalNumber
from flows.ports import CaseSystem
from flows.records import Address, CaseFile, HouseholdMember, WarningStatus
from tests.contract import case_town as town
from tests.contract.case_system import Almanda
from tests.fakes.case_system import FETCHED, SOURCE, FakeCaseSystem

HOME = Address(street="Storgatan 1 lgh 1102", postal_code="999 01", city="Exempelstad")
TAKEN = "En handläggare har tagit ärendet i Almanda."
CALCULATING = "En handläggare har påbörjat en egen beräkning för november 2026 i Almanda."
DRAFTING = "En handläggare har påbörjat ett eget utkast för november 2026 i Almanda."


class CaseBench(Protocol):
    """A case system, and a colleague who works in it too."""

    @property
    def port(self) -> CaseSystem: ...

    def held(self, key: str) -> int:
        """How many drafts the case file holds that carry a reference."""

    def colleague_takes(self, key: str) -> None:
        """She takes the case."""

    def colleague_lets_go(self, key: str) -> None:
        """She lets the case go."""

    def colleague_changes(self, key: str) -> None:
        """She changes the verdict of the case file's only draft."""

    def colleague_decides(self, key: str) -> None:
        """She decides on the case file's only draft."""

    def colleague_closes_warning(self, key: str, reference: str) -> None:
        """She closes the warning of attachments beside that draft."""

    def answer_gets_lost(self) -> None:
        """The next draft is saved, and nobody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeBench:
    """The fake."""

    port: FakeCaseSystem

    def held(self, key: str) -> int:
        return len([draft for draft in self.port.drafts if draft.case_key == key])

    def colleague_takes(self, key: str) -> None:
        self.port.lock(key)

    def colleague_lets_go(self, key: str) -> None:
        self.port.locked.discard(key)

    def colleague_changes(self, key: str) -> None:
        self.port.person_changes(self._reference(key))

    def colleague_decides(self, key: str) -> None:
        self.port.person_decides(self._reference(key))

    def colleague_closes_warning(self, key: str, reference: str) -> None:
        self.port.person_settles(reference, "ATTACHMENTS_PRESENT", WarningStatus.CLOSED)

    def answer_gets_lost(self) -> None:
        self.port.lose_next_answer()

    def _reference(self, key: str) -> str:
        (reference,) = {draft.case_ref for draft in self.port.drafts if draft.case_key == key}
        return reference


@dataclass(frozen=True, slots=True, kw_only=True)
class AlmandaBench:
    """The adapter on the mock Almanda."""

    port: CaseSystem
    almanda: Almanda

    def held(self, key: str) -> int:
        return len([draft for draft in self.almanda.drafts(key) if draft.external_reference])

    def colleague_takes(self, key: str) -> None:
        self.almanda.person_takes(key, town.ANNA)

    def colleague_lets_go(self, key: str) -> None:
        self.almanda.person_takes(key, None)

    def colleague_changes(self, key: str) -> None:
        self.almanda.person_saves(self._only(key), town.ANNA)

    def colleague_decides(self, key: str) -> None:
        self.almanda.person_closes(self._only(key))

    def colleague_closes_warning(self, key: str, reference: str) -> None:
        self.almanda.person_closes_warning(reference, "Bilagor att läsa", town.ANNA)

    def answer_gets_lost(self) -> None:
        # The form is accepted, the draft stands, and the page that would have shown it does not come.
        self.almanda.strike("http_error", "draft", status=502)

    def _only(self, key: str) -> int:
        (draft,) = self.almanda.drafts(key)
        return draft.draft_number


def fake_bench() -> FakeBench:
    """The fake with the town's case files in it."""
    histories = {"K104233": Fact(value=couples_history(), source=SOURCE, fetched_at=FETCHED)}
    return FakeBench(port=FakeCaseSystem(files(), histories))


def files() -> Sequence[CaseFile]:
    """The town's case files as the port should give them."""
    couple = (
        (town.COUPLE, Role.APPLICANT),
        (town.PARTNER, Role.CO_APPLICANT),
        (town.YOUNGER, Role.CHILD),
        (town.ELDER, Role.CHILD),
    )
    return [
        _file("K104233", *couple),
        _file("K104240", (town.ALONE, Role.APPLICANT)),
        _file("K104241", (town.NEW, Role.APPLICANT)),
        _file("K104242", (town.LOCKED, Role.APPLICANT), at_work=TAKEN),
        _file("K104243", (town.BEGUN, Role.APPLICANT), at_work=CALCULATING),
        _file("K104244", (town.DRAFTING, Role.APPLICANT), at_work=DRAFTING),
        _marks_alone("K104245", town.SECRET, Protection.YES),
        _marks_alone("K104246", town.BLANK, Protection.UNKNOWN),
        _file("K104247", (town.TWICE, Role.APPLICANT)),
    ]


def couples_history() -> History:
    """What the case system holds of the couple's earlier months."""
    return History(
        calculations=tuple(_calculation(Period(2026, month)) for month in (10, 9, 8)),
        decisions=(
            EarlierDecision(
                period=Period(2026, 8),
                kind="Avslag",
                amount=Decimal(0),
                decided_on=Period(2026, 8).first_day + timedelta(days=9),
                paragraph="12 kap. 1 §",
            ),
            _decision(Period(2026, 10)),
            _decision(Period(2026, 9)),
        ),
        plans=(
            Plan(
                kind="Sfi",
                valid_from=Period(2026, 8).first_day.replace(day=17),
                valid_to=None,
                status="Aktiv",
                person="medsokande",
            ),
            Plan(
                kind="Arbetssökande",
                valid_from=Period(2026, 3).first_day.replace(day=16),
                valid_to=Period(2027, 3).first_day.replace(day=15),
                status="Aktiv",
                person="sokande",
            ),
        ),
        job_stimuli=(
            JobStimulus(
                person="medsokande",
                valid_from=Period(2026, 1).first_day,
                valid_to=Period(2027, 12).last_day,
            ),
        ),
        repayment_claims=Fact(
            value=(
                RepaymentClaim(
                    period=Period(2024, 2),
                    ground=RepaymentGround.WRONG_INFORMATION,
                    decided_on=Period(2024, 5).first_day.replace(day=14),
                    amount=Decimal(6300),
                    unpaid=Decimal("2100.50"),
                ),
            ),
            source="Almanda, Återkrav",
            fetched_at=FETCHED,
        ),
    )


def _file(
    key: str,
    *members: tuple[str, Role],
    at_work: str | None = None,
    fetched_at: datetime = FETCHED,
) -> CaseFile:
    return CaseFile(
        key=key,
        applicant=PersonalNumber(members[0][0]),
        protection=Protection.NO,
        members=tuple(
            HouseholdMember(personal_number=PersonalNumber(digits), role=role, since=date(2026, 3, 2))
            for digits, role in members
        ),
        address=HOME,
        at_work=at_work,
        at_work_by=frozenset({town.BO} if at_work else ()),
        fetched_at=fetched_at,
    )


def _marks_alone(key: str, digits: str, protection: Protection) -> CaseFile:
    """Of a file that is protected, or may be, nothing but that."""
    file = _file(key, (digits, Role.APPLICANT))
    nowhere = Address(street="", postal_code="", city="")
    return replace(file, protection=protection, members=(), address=nowhere)


def _calculation(period: Period) -> EarlierCalculation:
    return EarlierCalculation(
        period=period,
        norm="Riksnorm 2026",
        norm_total=Decimal(19460),
        members=4,
        incomes=(
            EarlierRow(label="Lön efter skatt", amount=Decimal("9312.50")),
            EarlierRow(label="Barnbidrag/Flerbarnstillägg", amount=Decimal(2500)),
        ),
        costs=(
            EarlierRow(label="Boendekostnad", amount=Decimal(9000), applied=Decimal(9500)),
            EarlierRow(label="Medicin", amount=Decimal("150.50"), applied=Decimal("150.50")),
        ),
        balance=Decimal(-16798),
        norm_rows=(EarlierRow(label="Gemensamma hushållskostnader", amount=Decimal(1770)),),
    )


def _decision(period: Period) -> EarlierDecision:
    return EarlierDecision(
        period=period,
        kind="Delvis bifall",
        amount=Decimal(16798),
        decided_on=period.first_day.replace(day=9),
        paragraph="12 kap. 1 §",
        ground=RepaymentGround.ADVANCE_ON_BENEFIT if period.month == 9 else RepaymentGround.NONE,
    )
