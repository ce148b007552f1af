"""What an inhabitant types into the form is what the robot reads, and the caseworker's page shows it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from adapters.eplatform import EPlatformInbox
from bots.kit.browser import ContextOptions, new_context
from bots.kit.session_pool import SessionPool
from flows.eligibility.case import StatedCost, StatedIncome
from flows.eligibility.period import Period
from flows.errors import NeedsHuman, Reason
from flows.records import Application, ApplicationKind
from mock_legacy.inbox.form_answers import (
    FormAnswers,
    FormChild,
    FormCost,
    FormEntry,
    FormHousing,
    FormIncome,
    FormPerson,
)
from tests import inbox_forms as forms
from tests.citizen import Citizen
from tests.fakes.audit import audit_of
from tests.inbox_service import InboxService, open_inbox

NOW = datetime(2026, 11, 18, 8, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
FAMILY = FormAnswers(
    period=("2026", "11"),
    applicant=FormPerson(personnummer=forms.MOTHER, first_name="Åsa", last_name="Öberg"),
    co_applicant=FormPerson(personnummer=forms.FATHER, first_name="Björn", last_name="Öberg"),
    children=(
        FormChild(personnummer=forms.SON, first_name="Sven", last_name="Öberg", days_in_home="15"),
        FormChild(personnummer=forms.DAUGHTER, first_name="Märta", last_name="Öberg", lunch_weekdays=True),
    ),
    housing=FormHousing(persons="4", rooms="3"),
    incomes=(
        FormIncome(
            kind="Lön", amount="8 512,50", recipient="Medsökande", paid_on="2026-10-23", payer="K & M"
        ),
        FormIncome(kind="Barnbidrag", amount="2500"),
    ),
    costs=(
        FormCost(kind="Hyra", amount="7 900"),
        FormCost(kind="Tandvård", amount="450", specification="akut"),
    ),
    assets=(FormEntry(kind="Fordon", description="Volvo V50"),),
    pending_benefits=(FormEntry(kind="Föräldrapenning", description="sökt i oktober"),),
    activities=("Söker arbete",),
    planning="Fortsätta SFI",
    message="Jag undrar över <hyran> & elen ]]> tack",
)


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InboxService]:
    with open_inbox(tmp_path_factory.mktemp("inbox")) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await new_context(browser, ContextOptions(default_timeout_seconds=10))
    yield await context.new_page()
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def citizen(page: Page, service: InboxService) -> Citizen:
    service.start_over()
    await page.context.clear_cookies()
    return Citizen(page=page, base_url=service.url)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def inbox(browser: Browser, service: InboxService) -> AsyncIterator[EPlatformInbox]:
    """Logged in once for all."""
    pool = SessionPool(browser, service.door(), [service.account()])
    yield EPlatformInbox(pool, clock=StoppedClock(), audit=audit_of("E-tjänster"), municipality_code="9901")
    await pool.aclose()


async def the_only(inbox: EPlatformInbox) -> Application:
    (entry,) = await inbox.undelivered()
    return await inbox.read(entry)


async def test_a_familys_form_is_read_as_it_was_typed(citizen: Citizen, inbox: EPlatformInbox) -> None:
    await citizen.identify(forms.MOTHER)
    number = await citizen.apply(FAMILY)
    await citizen.identify(forms.FATHER)
    await citizen.co_sign(number)
    read = await the_only(inbox)
    assert (read.application_ref, read.kind, read.period) == (
        number,
        ApplicationKind.RENEWAL,
        Period(2026, 11),
    )
    assert read.applicant.signed
    assert read.co_applicant is not None
    assert read.co_applicant.signed
    assert [(one.personal_number.digits, one.days_in_home, one.lunch_away) for one in read.children] == [
        (forms.SON, 15, False),
        (forms.DAUGHTER, None, True),
    ]
    stated = read.statement
    assert stated.incomes == (
        StatedIncome(
            kind="SALARY",
            person="medsokande",
            amount=Decimal("8512.50"),
            paid_on=date(2026, 10, 23),
            payer="K & M",
        ),
        StatedIncome(kind="BENEFIT:Barnbidrag", person="sokande", amount=Decimal(2500)),
    )
    assert stated.costs == (
        StatedCost(kind="RENT", amount=Decimal(7900)),
        StatedCost(kind="DENTAL_CARE", amount=Decimal(450), specification="akut"),
    )
    assert (stated.housing.form, stated.housing.rooms, stated.housing.persons) == ("RENTAL", 3, 4)
    assert [one.kind for one in stated.assets] == ["VEHICLE"]
    assert stated.pending_benefits == ("Föräldrapenning",)
    assert stated.plans == ("JOBSEEKING", "Fortsätta SFI")
    assert stated.message == FAMILY.message


async def test_a_co_applicant_who_has_not_signed_yet_is_seen(citizen: Citizen, inbox: EPlatformInbox) -> None:
    await citizen.identify(forms.MOTHER)
    await citizen.apply(FAMILY)
    read = await the_only(inbox)
    assert read.co_applicant is not None
    assert not read.co_applicant.signed


async def test_what_a_citizen_completes_is_read_in_place_of_what_was_sent_and_still_signed_by_both(
    citizen: Citizen, inbox: EPlatformInbox
) -> None:
    await citizen.identify(forms.MOTHER)
    number = await citizen.apply(FAMILY)
    await citizen.identify(forms.FATHER)
    await citizen.co_sign(number)
    await citizen.identify(forms.MOTHER)
    answers = replace(FAMILY, costs=(FormCost(kind="Hyra", amount="7 450"),))
    # What she does not touch stands as it was sent in: the form is filled in already.
    assert await citizen.complete(number, answers) == number
    read = await the_only(inbox)
    assert read.statement.costs == (
        StatedCost(kind="RENT", amount=Decimal(7450)),
        StatedCost(kind="DENTAL_CARE", amount=Decimal(450), specification="akut"),
    )
    assert read.co_applicant is not None
    assert (read.applicant.signed, read.co_applicant.signed) == (True, True)


SELDOM = pytest.mark.campaign
"""Read in every test run from spoilt forms of every kind (tests/end_to_end); here they are typed as well."""
MISTYPED = [
    pytest.param(
        replace(FAMILY, costs=(FormCost(kind="Hyra", amount="12.345,5O"),)),
        Reason.UNREADABLE_APPLICATION,
        "fältet ”Kostnad 1, belopp” är inte",
        id="amount",
    ),
    pytest.param(
        replace(FAMILY, municipality="2281"),
        Reason.UNKNOWN_MUNICIPALITY,
        "fältet ”Kommun” anger",
        id="municipality",
        marks=SELDOM,
    ),
    pytest.param(
        replace(FAMILY, period=("2026", "13")),
        Reason.UNREADABLE_APPLICATION,
        "fältet ”Vilken månad gäller ansökan? Månad” är",
        id="month",
        marks=SELDOM,
    ),
    pytest.param(
        replace(FAMILY, applicant=replace(FAMILY.applicant, personnummer=forms.MOTHER[:-1] + "1")),
        Reason.UNREADABLE_APPLICATION,
        "fältet ”Sökandes personnummer” är",
        id="personnummer",
        marks=SELDOM,
    ),
]


@pytest.mark.parametrize(("answers", "reason", "field"), MISTYPED)
async def test_what_was_mistyped_is_handed_over_with_its_field(
    citizen: Citizen, inbox: EPlatformInbox, answers: FormAnswers, reason: Reason, field: str
) -> None:
    await citizen.identify(forms.MOTHER)
    await citizen.apply(answers)
    with pytest.raises(NeedsHuman) as caught:
        await the_only(inbox)
    assert caught.value.code == reason
    assert field in caught.value.what


async def test_the_caseworkers_page_shows_the_answers(citizen: Citizen, service: InboxService) -> None:
    await citizen.identify(forms.MOTHER)
    number = await citizen.apply(FAMILY)
    await service.door().log_in(citizen.page, service.account("anna.handlaggare"))
    await citizen.page.goto(f"{service.url}/arenden/{number}")
    shown = await citizen.page.locator("main").inner_text()
    for answer in ("Återansökan", "8 512,50", "Volvo V50", "19880209-2380", FAMILY.message, "Söker arbete"):
        assert answer in shown
    assert "Leverans bekräftad\nNej" in shown
