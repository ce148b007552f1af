"""What the portal answers, source by source, on the print view and on pages of ten."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.async_api import Page

from bots.forsakringskassan import LookupForm, PagedPayments
from bots.forsakringskassan.records import CsnAnswer, Marked, NoHit, SourceFailure, Withheld
from bots.kit.errors import (
    UnreadableValue,
)
from tests.browser.forsakringskassan.asking import about, answer_about, view_of
from tests.contract import benefits_town as town
from tests.contract.benefits_portal import Portal


async def test_payments_of_forsakringskassan_are_read_with_their_lines(inside: Page) -> None:
    answer = await answer_about(inside, town.MOTHER)
    assert isinstance(answer.fk, tuple)
    assert [(one.code, one.paid_on, one.net) for one in answer.fk] == [
        ("BOB", dt.date(2026, 10, 27), Decimal("3100.00")),
        ("SJP", dt.date(2026, 10, 23), Decimal("8395.50")),
        ("ABB", dt.date(2026, 10, 20), Decimal("2650.00")),
        ("US", dt.date(2026, 9, 25), Decimal("1673.00")),
    ]
    sick = answer.fk[1]
    assert (sick.gross, sick.tax, sick.deduction) == (Decimal("12345.50"), Decimal(3450), Decimal(500))
    assert [(line.kind, line.amount) for line in answer.fk[2].details] == [
        ("Barnbidrag", Decimal(2500)),
        ("Flerbarnstillägg", Decimal(150)),
    ]
    assert answer.fk[0].details == ()


async def test_what_is_not_paid_yet_is_not_a_payment(inside: Page, portal: Portal) -> None:
    answer = await answer_about(inside, town.MOTHER)
    assert isinstance(answer.fk, tuple)
    assert max(one.paid_on for one in answer.fk) < portal.world.today()


async def test_pensions_have_another_shape_and_are_read_all_the_same(inside: Page) -> None:
    answer = await answer_about(inside, town.PENSIONER)
    assert isinstance(answer.pm, tuple)
    double, single = answer.pm
    assert (double.paid_on, double.net, double.deduction) == (
        dt.date(2026, 10, 19),
        Decimal(11240),
        Decimal(0),
    )
    assert [(row.code, row.name, row.amount) for row in double.rows] == [
        ("EF", "Änkepension", Decimal(9120)),
        ("EF", "Bostadstillägg", Decimal(2120)),
    ]
    assert (single.net, single.deduction) == (Decimal(8000), Decimal(1000))
    assert [row.amount for row in single.rows] == [Decimal(9000)]
    assert answer.fk == ()


async def test_csn_writes_dates_and_statuses_in_its_own_way(inside: Page) -> None:
    answer = await answer_about(inside, town.STUDENT)
    assert isinstance(answer.csn, CsnAnswer)
    assert answer.csn.flag == "Nej"
    assert [(row.kind, row.paid_on, row.status) for row in answer.csn.rows] == [
        ("GRUNDB", dt.date(2026, 9, 25), "UTBETALAD"),
        ("GRUNDL", dt.date(2026, 10, 26), "Utbetald"),
        ("GRUNDB", dt.date(2026, 10, 26), "Utbetald"),
        ("GRUNDB", dt.date(2026, 11, 25), "Planerad"),
        ("TILLB", None, "Planerad"),
    ]


async def test_claims_are_read_decided_ones_too(inside: Page) -> None:
    claims = (await answer_about(inside, town.CLAIMANT)).claims
    assert claims.failures == ()
    assert [(one.code, one.status, one.expected_on) for one in claims.rows] == [
        ("AS", "Under handläggning", dt.date(2026, 11, 25)),
        ("BOB", "Under handläggning", None),
        ("FP", "Beslutad", None),
    ]


async def test_each_silent_source_is_a_failure_with_its_code(inside: Page) -> None:
    answer = await answer_about(inside, town.SILENT)
    assert answer.akassa == SourceFailure(source="A-kassorna", code="SO-503", state="OTILLGANGLIG")
    assert answer.csn == SourceFailure(source="CSN", code="SSBT-CSN-900", state="FELANDE")
    assert isinstance(answer.af, SourceFailure)
    assert isinstance(answer.fk, tuple)
    assert answer.pm == ()


async def test_a_silent_agency_silences_its_claims_alone(inside: Page) -> None:
    claims = (await answer_about(inside, town.PM_SILENT)).claims
    assert [failure.source for failure in claims.failures] == ["Pensionsmyndigheten"]
    assert claims.rows == ()


async def test_a_protected_person_has_the_mark_and_nothing_else(inside: Page) -> None:
    view = await view_of(inside, about(town.SECRET))
    assert await view.answer(about(town.SECRET)) == Marked(flag="Ja")
    assert "Dold" not in await inside.content()
    assert await inside.get_by_role("table").count() == 0


async def test_a_mark_at_arbetsformedlingen_withholds_that_source(inside: Page) -> None:
    answer = await answer_about(inside, town.AF_SECRET)
    assert (answer.flag, answer.af) == ("Nej", Withheld(flag="Ja"))


async def test_a_blank_mark_is_read_as_blank(inside: Page) -> None:
    assert (await answer_about(inside, town.BLANK)).flag == ""


async def test_nobody_is_no_hit(inside: Page) -> None:
    view = await view_of(inside, about(town.NOBODY))
    assert await view.answer(about(town.NOBODY)) == NoHit(flag="")


async def test_the_portal_writes_each_question_down(inside: Page, portal: Portal) -> None:
    await answer_about(inside, town.MOTHER)
    (question,), (log,) = portal.questions(), portal.lookups()
    asked = about(town.MOTHER)
    assert (question.personnummer, question.case_identity) == (town.MOTHER, asked.case_identity)
    assert (question.period_from, question.period_to) == (asked.period_from, asked.period_to)
    assert (log.username, log.purpose, log.legal_basis) == ("utkast-03", asked.purpose, asked.legal_basis)


async def test_no_personnummer_stands_in_an_address_or_title(inside: Page) -> None:
    addresses: list[str] = []
    inside.on("request", lambda request: addresses.append(request.url))
    await answer_about(inside, town.MOTHER)
    assert len(addresses) == 3
    for shown in (*addresses, await inside.title()):
        assert town.MOTHER[2:8] not in shown
        assert town.MOTHER[8:] not in shown


async def test_a_question_shows_no_personnummer_of_itself() -> None:
    assert town.MOTHER not in repr(about(town.MOTHER))


async def test_the_tab_is_turned_to_its_last_page(inside: Page) -> None:
    tab = await (await LookupForm.reach(inside)).ask_for_tabs(about(town.MANY))
    payments = await tab.payments(about(town.MANY))
    assert isinstance(payments, tuple)
    assert [one.number for one in payments] == list(range(1, 24))
    whole = (await answer_about(inside, town.MANY)).fk
    assert payments == whole


async def test_a_single_page_needs_no_turning(inside: Page) -> None:
    tab = await (await LookupForm.reach(inside)).ask_for_tabs(about(town.MOTHER))
    payments = await tab.payments(about(town.MOTHER))
    assert isinstance(payments, tuple)
    assert payments == (await answer_about(inside, town.MOTHER)).fk


async def test_the_tab_tells_a_silent_source_too(inside: Page) -> None:
    tab = await (await LookupForm.reach(inside)).ask_for_tabs(about(town.FK_SILENT))
    failure = await tab.payments(about(town.FK_SILENT))
    assert failure == SourceFailure(source="Försäkringskassan", code="LEFI-900", state="OTILLGANGLIG")


async def test_a_page_shown_twice_does_not_add_up(inside: Page) -> None:
    tab = await (await LookupForm.reach(inside)).ask_for_tabs(about(town.MANY))
    await inside.goto(f"{inside.url}?sida=2")
    with pytest.raises(UnreadableValue):
        await (await PagedPayments.at(inside)).payments(about(town.MANY))
    assert tab.page is inside
