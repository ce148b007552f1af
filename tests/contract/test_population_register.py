"""The port PopulationRegister, kept by the fake and by the adapter against Skatteverket's mock alike."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pytest
import pytest_asyncio

from adapters.skatteverket import SkatteverketRegister
from bots.kit.browser import find_browser, open_browser
from bots.kit.session_pool import SessionPool
from bots.skatteverket import Door
from flows.eligibility.case import CapitalIncome, EmployerDeclaration, Role, TaxPayout
from flows.eligibility.facts import Fact, Missing, Protection, Why
from flows.eligibility.period import Period
from flows.errors import Code, SystemBroken
from flows.identity import PersonalNumber
from flows.ports import PopulationRegister
from flows.records import Address, Lookup, RegisterPerson, RegisterRelation
from flows.swedish_time import SWEDEN
from tests.contract import tax_town as town
from tests.contract.tax_service import TaxService, open_tax_service
from tests.fakes.audit import audit_of
from tests.fakes.population_register import FakePopulationRegister, RegisterRecord

NOW = datetime(2026, 11, 18, 8, 14, tzinfo=SWEDEN)
NOVEMBER = Period(2026, 11)
ENDED = (NOVEMBER.comparison, NOVEMBER.control)
LOOKUP = Lookup(
    case_ref="UTK-9901-100017",
    purpose="Beslut om eller kontroll av ekonomiskt bistånd",
    legal_basis="12 kap. 1 § socialtjänstlagen (2025:400)",
)
STREET = Address(street="Storgatan 4 lgh 1101", postal_code="990 12", city="Prövköping")


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A register under test, and the look-ups it has noted: case, purpose, legal basis."""

    register: PopulationRegister
    noted: Callable[[], list[tuple[str, str, str]]]


def person(
    number: str,
    civil_status: str = "Ogift",
    *relations: RegisterRelation,
    protection: Protection = Protection.NO,
) -> RegisterRecord:
    return RegisterRecord(
        person=RegisterPerson(
            personal_number=PersonalNumber(number),
            protection=protection,
            civil_status=civil_status,
            address=STREET,
            municipality_code="9901",
            relations=relations,
            fetched_at=NOW,
        ),
        capital=(capital(2025, 0), capital(2024, 0), capital(2023, 0)),
    )


def relation(
    number: str, role: Role, *, same_address: bool = True, protection: Protection = Protection.NO
) -> RegisterRelation:
    return RegisterRelation(
        personal_number=PersonalNumber(number), role=role, same_address=same_address, protection=protection
    )


def declared(month: Period, employer: str, gross: str, tax: str) -> EmployerDeclaration:
    return EmployerDeclaration(month=month, employer=employer, gross=Decimal(gross), tax=Decimal(tax))


def capital(year: int, kronor: int) -> CapitalIncome:
    return CapitalIncome(year=year, amount=Decimal(kronor))


OCTOBER, SEPTEMBER = NOVEMBER.control, NOVEMBER.comparison
WAGES = (
    declared(OCTOBER, "Prövköpings kommun", "18450.50", "4021"),
    declared(OCTOBER, "Bageri Åsna AB", "3200", "960"),
    declared(SEPTEMBER, "Prövköpings kommun", "17900", "3880"),
)
PAYOUT = TaxPayout(paid_on=date(2026, 10, 8), amount=Decimal(3214))
FAMILY = (
    relation(town.FATHER, Role.CO_APPLICANT),
    relation(town.DAUGHTER, Role.CHILD),
    relation(town.SON, Role.CHILD, same_address=False),
)
CAPITAL = (capital(2025, 1250), capital(2024, 0), capital(2023, 0))


def records() -> dict[PersonalNumber, RegisterRecord]:
    mother = person(town.MOTHER, "Gift", *FAMILY)
    secret_child = relation(town.SECRET, Role.CHILD, same_address=False, protection=Protection.YES)
    held = {
        town.MOTHER: RegisterRecord(
            person=mother.person,
            declarations=WAGES,
            payouts=(PAYOUT, TaxPayout(paid_on=date(2026, 6, 9), amount=Decimal(880))),
            capital=CAPITAL,
        ),
        town.ALONE: person(town.ALONE, "Skild", secret_child),
        town.LATE: RegisterRecord(
            person=person(town.LATE, "Skild").person,
            declarations=(declared(OCTOBER, "Städ & Fönster HB", "9000", "1500"),),
            late=frozenset({OCTOBER}),
        ),
        town.SECRET: person(town.SECRET, protection=Protection.YES),
        town.HIDDEN: person(town.HIDDEN, protection=Protection.YES),
        town.UNREADABLE: person(town.UNREADABLE, protection=Protection.UNKNOWN),
    }
    return {PersonalNumber(number): record for number, record in held.items()}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TaxService]:
    with open_tax_service(tmp_path_factory.mktemp("skatteverket")) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def pool(service: TaxService) -> AsyncIterator[SessionPool]:
    async with open_browser(find_browser(os.environ.get("UTKAST_BROWSER_PATH"))) as browser:
        pool = SessionPool(browser, Door(service.url), [service.account()])
        try:
            yield pool
        finally:
            await pool.aclose()


@pytest.fixture(params=["fake", "skatteverket"])
def subject(request: pytest.FixtureRequest) -> Subject:
    if request.param == "fake":
        fake = FakePopulationRegister(StoppedClock(), records())
        return Subject(register=fake, noted=lambda: [_named(lookup) for _, lookup in fake.asked])
    service: TaxService = request.getfixturevalue("service")
    service.start_over()
    adapter = SkatteverketRegister(
        request.getfixturevalue("pool"), clock=StoppedClock(), audit=audit_of("Skatteverket")
    )
    return Subject(
        register=adapter,
        noted=lambda: [(reference, one.purpose, one.legal_basis) for one, reference in service.lookups()],
    )


def _named(lookup: Lookup) -> tuple[str, str, str]:
    return lookup.case_ref, lookup.purpose, lookup.legal_basis


# Folkbokföring


async def test_a_person_is_a_fact_with_its_source_and_time(subject: Subject) -> None:
    found = await subject.register.person(PersonalNumber(town.MOTHER), LOOKUP)
    assert found == Fact(
        value=records()[PersonalNumber(town.MOTHER)].person,
        source="Skatteverket, Folkbokföring",
        fetched_at=NOW,
    )


async def test_spouse_and_children_stand_once_each(subject: Subject) -> None:
    found = await subject.register.person(PersonalNumber(town.MOTHER), LOOKUP)
    assert isinstance(found, Fact)
    assert found.value.relations == FAMILY


async def test_a_spouse_of_the_past_is_no_relation_and_a_protected_child_is_seen(subject: Subject) -> None:
    found = await subject.register.person(PersonalNumber(town.ALONE), LOOKUP)
    assert isinstance(found, Fact)
    assert [(one.role, one.protection) for one in found.value.relations] == [(Role.CHILD, Protection.YES)]


@pytest.mark.parametrize("number", [town.SECRET, town.HIDDEN])
async def test_of_a_protected_person_only_the_protection_is_known(subject: Subject, number: str) -> None:
    found = await subject.register.person(PersonalNumber(number), LOOKUP)
    assert isinstance(found, Fact)
    assert found.value.protection is Protection.YES
    assert found.value.address == Address(street="", postal_code="", city="")
    assert found.value.relations == ()


async def test_blank_protection_marks_are_unknown_and_never_no(subject: Subject) -> None:
    found = await subject.register.person(PersonalNumber(town.UNREADABLE), LOOKUP)
    assert isinstance(found, Fact)
    assert found.value.protection is Protection.UNKNOWN


@pytest.mark.parametrize("number", [town.NOBODY, town.EMIGRANT])
async def test_who_is_not_registered_is_not_found(subject: Subject, number: str) -> None:
    found = await subject.register.person(PersonalNumber(number), LOOKUP)
    assert isinstance(found, Missing)
    assert found.why is Why.NOT_FOUND


# Incomes


async def test_declarations_payouts_and_capital_are_those_of_the_months(subject: Subject) -> None:
    answers = await subject.register.incomes(PersonalNumber(town.MOTHER), ENDED, LOOKUP)
    assert answers.declarations == Fact(
        value=WAGES, source="Skatteverket, Inkomstuppgifter per månad", fetched_at=NOW
    )
    assert answers.payouts == Fact(value=(PAYOUT,), source="Skatteverket, Skattekonto", fetched_at=NOW)
    assert answers.capital == Fact(value=CAPITAL, source="Skatteverket, Inkomst av kapital", fetched_at=NOW)


async def test_months_that_were_not_asked_for_are_left_out(subject: Subject) -> None:
    answers = await subject.register.incomes(PersonalNumber(town.MOTHER), (SEPTEMBER,), LOOKUP)
    assert isinstance(answers.declarations, Fact)
    assert isinstance(answers.payouts, Fact)
    assert answers.declarations.value == WAGES[2:]
    assert answers.payouts.value == ()


async def test_nothing_declared_is_an_answer(subject: Subject) -> None:
    answers = await subject.register.incomes(PersonalNumber(town.ALONE), ENDED, LOOKUP)
    assert isinstance(answers.declarations, Fact)
    assert isinstance(answers.payouts, Fact)
    assert answers.declarations.value == ()
    assert answers.payouts.value == ()


async def test_a_month_that_is_not_complete_leaves_the_declarations_open(subject: Subject) -> None:
    answers = await subject.register.incomes(PersonalNumber(town.LATE), ENDED, LOOKUP)
    assert answers.declarations == Missing(
        why=Why.NOT_FOUND,
        source="Skatteverket, Inkomstuppgifter per månad",
        detail="arbetsgivardeklarationer för oktober 2026 är inte kompletta än",
        fetched_at=NOW,
    )
    assert isinstance(answers.payouts, Fact)


async def test_a_month_that_has_not_ended_is_never_complete(subject: Subject) -> None:
    answers = await subject.register.incomes(PersonalNumber(town.MOTHER), (NOVEMBER,), LOOKUP)
    assert isinstance(answers.declarations, Missing)
    assert "november 2026" in answers.declarations.detail


async def test_a_protected_persons_incomes_are_not_fetched_and_the_reason_is_neutral(
    subject: Subject,
) -> None:
    answers = await subject.register.incomes(PersonalNumber(town.SECRET), ENDED, LOOKUP)
    for answer in (answers.declarations, answers.payouts, answers.capital):
        assert isinstance(answer, Missing)
        assert answer.why is Why.NOT_FETCHED
        assert "sekret" not in answer.detail
        assert "skydd" not in answer.detail


async def test_the_years_earlier_months_are_declarations_of_their_own(subject: Subject) -> None:
    earlier = tuple(Period(2026, number) for number in range(1, 10))
    answers = await subject.register.incomes(PersonalNumber(town.MOTHER), ENDED, LOOKUP, earlier=earlier)
    source = "Skatteverket, Inkomstuppgifter per månad"
    assert answers.declarations == Fact(value=WAGES, source=source, fetched_at=NOW)
    assert answers.earlier_in_year == Fact(value=WAGES[2:], source=source, fetched_at=NOW)
    assert isinstance(answers.payouts, Fact)
    assert answers.payouts.value == (PAYOUT,)


async def test_earlier_months_that_nobody_asked_for_are_not_applicable_and_none_is_an_answer(
    subject: Subject,
) -> None:
    plain = await subject.register.incomes(PersonalNumber(town.ALONE), ENDED, LOOKUP)
    january = await subject.register.incomes(PersonalNumber(town.ALONE), ENDED, LOOKUP, earlier=())
    assert isinstance(plain.earlier_in_year, Missing)
    assert plain.earlier_in_year.why is Why.NOT_APPLICABLE
    assert isinstance(january.earlier_in_year, Fact)
    assert january.earlier_in_year.value == ()


@pytest.mark.parametrize(
    ("number", "why"),
    [(town.LATE, Why.NOT_FOUND), (town.SECRET, Why.NOT_FETCHED), (town.NOBODY, Why.NOT_FOUND)],
)
async def test_earlier_months_that_cannot_be_read_are_missing_with_the_reason(
    subject: Subject, number: str, why: Why
) -> None:
    answers = await subject.register.incomes(PersonalNumber(number), ENDED, LOOKUP, earlier=ENDED)
    assert isinstance(answers.earlier_in_year, Missing)
    assert answers.earlier_in_year.why is why


async def test_incomes_of_somebody_who_does_not_exist_are_not_found(subject: Subject) -> None:
    answers = await subject.register.incomes(PersonalNumber(town.NOBODY), ENDED, LOOKUP)
    for answer in (answers.declarations, answers.payouts, answers.capital):
        assert isinstance(answer, Missing)
        assert answer.why is Why.NOT_FOUND


# Look-ups


async def test_each_look_up_is_noted_with_case_purpose_and_legal_basis(subject: Subject) -> None:
    await subject.register.person(PersonalNumber(town.MOTHER), LOOKUP)
    await subject.register.incomes(PersonalNumber(town.MOTHER), ENDED, LOOKUP)
    assert subject.noted() == [_named(LOOKUP)] * 2


# What only a real system does


async def test_a_look_up_without_legal_basis_stops_the_system(service: TaxService, pool: SessionPool) -> None:
    adapter = SkatteverketRegister(pool, clock=StoppedClock(), audit=audit_of("Skatteverket"))
    groundless = Lookup(case_ref="UTK-1", purpose="Ekonomiskt bistånd", legal_basis="")
    with pytest.raises(SystemBroken) as broken:
        await adapter.person(PersonalNumber(town.MOTHER), groundless)
    assert broken.value.code is Code.ACCESS_DENIED
    assert broken.value.system == "Skatteverket"
    assert town.MOTHER not in str(broken.value)


async def test_a_session_lost_in_a_look_up_is_logged_in_again_by_itself(
    service: TaxService, pool: SessionPool
) -> None:
    service.start_over()
    adapter = SkatteverketRegister(pool, clock=StoppedClock(), audit=audit_of("Skatteverket"))
    await adapter.person(PersonalNumber(town.MOTHER), LOOKUP)
    before = pool.tally.logins
    service.strike("session_loss", "lookup")
    found = await adapter.person(PersonalNumber(town.FATHER), LOOKUP)
    assert isinstance(found, Fact)
    assert pool.tally.logins == before + 1
    assert [one.personnummer for one, _ in service.lookups()] == [town.MOTHER, town.FATHER]
