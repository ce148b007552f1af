"""The port BenefitsAgency, kept by the fake and by the adapter against Försäkringskassan's mock alike."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from adapters.forsakringskassan import ForsakringskassanBenefits
from bots.kit.browser import find_browser, open_browser
from bots.kit.session_pool import SessionPool
from flows.eligibility.case import BenefitAnswers, BenefitClaim, BenefitPayment, JobSeeker
from flows.eligibility.facts import Fact, Missing, Protection, Why
from flows.eligibility.period import Period
from flows.identity import PersonalNumber
from flows.ports import BenefitsAgency
from flows.records import Lookup
from tests.contract import benefits_town as town
from tests.contract.benefits_portal import Portal, open_portal
from tests.fakes.audit import audit_of
from tests.fakes.benefits import BenefitRecord, FakeBenefitsAgency

NOW = datetime(2026, 11, 18, 8, 14, tzinfo=ZoneInfo("Europe/Stockholm"))
NOVEMBER = Period(2026, 11)
MONTHS = (NOVEMBER.comparison, NOVEMBER.control, NOVEMBER)
LOOKUP = Lookup(
    case_ref="UTK-9901-100017",
    purpose="Beslut om eller kontroll av ekonomiskt bistånd",
    legal_basis="12 kap. 1 § socialtjänstlagen (2025:400)",
)


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An agency under test, and how many look-ups it has noted with their purpose and legal basis."""

    agency: BenefitsAgency
    noted: Callable[[], list[tuple[str, str, str]]]

    async def answers(
        self, number: str, months: tuple[Period, ...] = MONTHS
    ) -> tuple[Protection, BenefitAnswers]:
        return await self.agency.answers(PersonalNumber(number), months, LOOKUP)


def paid(
    agency: str, code: str, label: str, day: date, kronor: str, *, span: tuple[date, date] | None = None
) -> BenefitPayment:
    first = day.replace(day=1)
    start, end = span or (first, first.replace(day=28))
    return BenefitPayment(
        agency=agency,
        code=code,
        label=label,
        paid_on=day,
        net=Decimal(kronor),
        period_from=start if agency != "CSN" else None,
        period_to=end if agency != "CSN" else None,
    )


MOTHERS = (
    paid("FK", "BOB", "Bostadsbidrag", date(2026, 10, 27), "3100"),
    paid("FK", "SJP", "Sjukpenning", date(2026, 10, 23), "8395.50"),
    paid("FK", "ABB", "Barnbidrag", date(2026, 10, 20), "2500"),
    paid("FK", "ABB-FLB", "Flerbarnstillägg", date(2026, 10, 20), "150"),
    paid("FK", "US", "Underhållsstöd", date(2026, 9, 25), "1673"),
    paid(
        "SO",
        "A-KASSA",
        "A-kassa (Handels a-kassa)",
        date(2026, 10, 15),
        "5900.50",
        span=(date(2026, 9, 28), date(2026, 10, 11)),
    ),
)
STUDENTS = (
    paid("CSN", "GRUNDB", "Studiebidrag", date(2026, 9, 25), "3884"),
    paid("CSN", "GRUNDL", "Studielån", date(2026, 10, 26), "8928"),
    paid("CSN", "GRUNDB", "Studiebidrag", date(2026, 10, 26), "3884"),
)
PLANNED = (
    BenefitClaim(
        agency="CSN", code="GRUNDB", label="Studiebidrag", status="Planerad", expected_on=date(2026, 11, 25)
    ),
    BenefitClaim(agency="CSN", code="TILLB", label="Tilläggsbidrag", status="Planerad"),
)
CLAIMED = (
    BenefitClaim(
        agency="FK",
        code="AS",
        label="Aktivitetsstöd",
        status="Under handläggning",
        expected_on=date(2026, 11, 25),
    ),
    BenefitClaim(agency="FK", code="BOB", label="Bostadsbidrag", status="Under handläggning"),
)
PENSIONS = (
    paid("PM", "EF", "Änkepension", date(2026, 10, 19), "9120"),
    paid("PM", "EF", "Bostadstillägg", date(2026, 10, 19), "2120"),
    paid("PM", "AP", "Ålderspension", date(2026, 9, 18), "8000"),
)
ACTIVITY = paid("FK", "AS", "Aktivitetsstöd", date(2026, 10, 26), "5200")
REGISTERED = JobSeeker(registered=True, since=date(2016, 11, 18))

RECORDS = {
    town.MOTHER: BenefitRecord(payments=MOTHERS, job_seeker=REGISTERED),
    town.STUDENT: BenefitRecord(payments=STUDENTS, claims=PLANNED),
    town.CLAIMANT: BenefitRecord(claims=CLAIMED),
    town.PENSIONER: BenefitRecord(payments=PENSIONS),
    town.SILENT: BenefitRecord(payments=(ACTIVITY,), silent=frozenset({"SO", "CSN", "AF"})),
    town.FK_SILENT: BenefitRecord(silent=frozenset({"FK"})),
    town.PM_SILENT: BenefitRecord(silent=frozenset({"PM"})),
    town.SECRET: BenefitRecord(protection=Protection.YES),
    town.AF_SECRET: BenefitRecord(protection=Protection.YES),
    town.BLANK: BenefitRecord(protection=Protection.UNKNOWN),
    town.CSN_BLANK: BenefitRecord(protection=Protection.UNKNOWN),
    town.NOTHING: BenefitRecord(),
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with open_portal(tmp_path_factory.mktemp("forsakringskassan")) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def pool(portal: Portal) -> AsyncIterator[SessionPool]:
    choice = find_browser(os.environ.get("UTKAST_BROWSER_PATH"))
    door = portal.door()
    async with open_browser(choice, ca_files=[portal.authority.ca_file]) as browser:
        pool = SessionPool(browser, door, [portal.account()], context=door.context_options())
        try:
            yield pool
        finally:
            await pool.aclose()


@pytest.fixture(params=["fake", "forsakringskassan"])
def subject(request: pytest.FixtureRequest) -> Subject:
    if request.param == "fake":
        fake = FakeBenefitsAgency(
            StoppedClock(), {PersonalNumber(number): record for number, record in RECORDS.items()}
        )
        return Subject(agency=fake, noted=lambda: [_named(lookup) for _, _, lookup in fake.asked])
    portal: Portal = request.getfixturevalue("portal")
    portal.start_over()
    adapter = ForsakringskassanBenefits(
        request.getfixturevalue("pool"), clock=StoppedClock(), audit=audit_of("Försäkringskassan")
    )
    return Subject(
        agency=adapter,
        noted=lambda: [(one.case_identity, one.purpose, one.legal_basis) for one in portal.questions()],
    )


def _named(lookup: Lookup) -> tuple[str, str, str]:
    return lookup.case_ref, lookup.purpose, lookup.legal_basis


def of(agency: str, payments: tuple[BenefitPayment, ...]) -> tuple[BenefitPayment, ...]:
    return tuple(one for one in payments if one.agency == agency)


async def test_payments_are_what_was_paid_out_within_the_months(subject: Subject) -> None:
    _, answers = await subject.answers(town.MOTHER)
    assert isinstance(answers.fk, Fact)
    assert isinstance(answers.so, Fact)
    assert answers.fk.value == of("FK", MOTHERS)
    assert answers.so.value == of("SO", MOTHERS)


async def test_months_that_were_not_asked_for_are_left_out(subject: Subject) -> None:
    _, answers = await subject.answers(town.MOTHER, (NOVEMBER.comparison,))
    assert isinstance(answers.fk, Fact)
    assert [one.paid_on for one in answers.fk.value] == [date(2026, 9, 25)]


async def test_months_with_a_gap_leave_the_month_between_out(subject: Subject) -> None:
    _, answers = await subject.answers(town.MOTHER, (NOVEMBER.comparison, NOVEMBER))
    assert isinstance(answers.fk, Fact)
    assert [one.paid_on for one in answers.fk.value] == [date(2026, 9, 25)]


async def test_nothing_at_all_is_an_answer_and_not_a_silence(subject: Subject) -> None:
    protection, answers = await subject.answers(town.NOTHING)
    assert protection is Protection.NO
    for money in (answers.fk, answers.pm, answers.csn, answers.so, answers.claims):
        assert isinstance(money, Fact)
        assert money.value == ()
    assert isinstance(answers.af, Fact)
    assert answers.af.value == JobSeeker(registered=False)


async def test_what_csn_has_paid_is_a_payment_and_what_it_has_planned_is_a_claim(subject: Subject) -> None:
    _, answers = await subject.answers(town.STUDENT)
    assert isinstance(answers.csn, Fact)
    assert isinstance(answers.claims, Fact)
    assert answers.csn.value == STUDENTS
    assert answers.claims.value == PLANNED


async def test_claims_under_way_say_when_they_are_expected(subject: Subject) -> None:
    _, answers = await subject.answers(town.CLAIMANT)
    assert isinstance(answers.claims, Fact)
    assert answers.claims.value == CLAIMED


async def test_pensions_come_with_their_rows_and_with_what_was_paid_after_deductions(
    subject: Subject,
) -> None:
    _, answers = await subject.answers(town.PENSIONER)
    assert isinstance(answers.pm, Fact)
    assert answers.pm.value == PENSIONS


async def test_a_job_seeker_is_registered_since_a_day(subject: Subject) -> None:
    _, answers = await subject.answers(town.MOTHER)
    assert isinstance(answers.af, Fact)
    assert answers.af.value == REGISTERED


async def test_each_agency_is_silent_for_itself_alone(subject: Subject) -> None:
    _, answers = await subject.answers(town.SILENT)
    for silent in (answers.so, answers.csn, answers.af):
        assert isinstance(silent, Missing)
        assert silent.why is Why.FETCH_FAILED
        assert silent.detail
    for known in (answers.fk, answers.pm, answers.claims):
        assert isinstance(known, Fact)
    assert isinstance(answers.fk, Fact)
    assert answers.fk.value == (ACTIVITY,)


async def test_a_silent_forsakringskassan_is_silent_about_claims_too(subject: Subject) -> None:
    _, answers = await subject.answers(town.FK_SILENT)
    for silent in (answers.fk, answers.claims):
        assert isinstance(silent, Missing)
        assert silent.why is Why.FETCH_FAILED
    assert isinstance(answers.so, Fact)


async def test_a_silent_pensionsmyndigheten_does_not_hide_other_claims(subject: Subject) -> None:
    _, answers = await subject.answers(town.PM_SILENT)
    assert isinstance(answers.pm, Missing)
    assert isinstance(answers.claims, Fact)


@pytest.mark.parametrize("number", [town.SILENT, town.FK_SILENT, town.PM_SILENT])
async def test_a_silent_agency_makes_nobody_protected(subject: Subject, number: str) -> None:
    protection, _ = await subject.answers(number)
    assert protection is Protection.NO


@pytest.mark.parametrize("number", [town.SECRET, town.AF_SECRET])
async def test_one_flag_is_enough_to_be_protected(subject: Subject, number: str) -> None:
    protection, answers = await subject.answers(number)
    assert protection is Protection.YES
    assert isinstance(answers.af, Missing)
    assert answers.af.why is Why.NOT_FETCHED


async def test_nothing_is_handed_out_about_a_protected_person(subject: Subject) -> None:
    _, answers = await subject.answers(town.SECRET)
    found = [getattr(answers, field.name) for field in fields(answers)]
    assert all(isinstance(one, Missing) and one.why is Why.NOT_FETCHED for one in found)


@pytest.mark.parametrize("number", [town.BLANK, town.CSN_BLANK])
async def test_a_flag_that_cannot_be_read_is_unknown(subject: Subject, number: str) -> None:
    protection, _ = await subject.answers(number)
    assert protection is Protection.UNKNOWN


async def test_a_person_nobody_knows_is_unknown_in_everything(subject: Subject) -> None:
    protection, answers = await subject.answers(town.NOBODY)
    assert protection is Protection.UNKNOWN
    found = [getattr(answers, field.name) for field in fields(answers)]
    assert all(isinstance(one, Missing) and one.why is Why.NOT_FOUND for one in found)


async def test_every_answer_says_where_and_when_it_was_found(subject: Subject) -> None:
    for number in (town.MOTHER, town.SILENT, town.SECRET):
        _, answers = await subject.answers(number)
        for field in fields(answers):
            one = getattr(answers, field.name)
            assert one.source
            assert one.fetched_at == NOW


async def test_each_lookup_is_noted_with_purpose_and_legal_basis(subject: Subject) -> None:
    await subject.answers(town.MOTHER)
    await subject.answers(town.STUDENT)
    assert subject.noted() == [_named(LOOKUP)] * 2
