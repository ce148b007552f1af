"""A month passes in the mock world: the registers have what came in, the households apply again, the rest
stays."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from mock_legacy.world import World, open_world
from mock_legacy.world.generator import Recipe, generate
from mock_legacy.world.models import (
    AkassaPayment,
    CaseFile,
    Decision,
    EmployerDeclaration,
    ExpectedOutcome,
    FkPayment,
    FkPaymentDetail,
    InboxInstance,
    PaymentRow,
    TaxAccountPayout,
)
from mock_legacy.world.next_month import NoFurtherMonth, move_on
from mock_legacy.world.scenarios import SCENARIOS
from mock_legacy.world.scenarios.month_later import MONTHS_LATER, lives_on
from mock_legacy.world.town import Town

WAGE = 6630_00


@pytest.fixture(scope="module")
def december(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world of forty that has moved on, only read; one household was granted something in November."""
    world = made(tmp_path_factory.mktemp("december"), Recipe())
    with world.session() as session:
        session.add(granted_in_november(outcome(world, "akassa", "2026-11").customer_number))
    move_on(world)
    yield world
    world.close()


def made(folder: Path, recipe: Recipe) -> World:
    world = open_world(folder)
    generate(world, recipe)
    return world


def granted_in_november(key: str) -> PaymentRow:
    return PaymentRow(
        customer_number=key,
        period="2026-11",
        amount_ore=3_000_00,
        pay_date=date(2026, 11, 27),
        status="Planerad",
        registered_by="anna.handlaggare",
    )


def outcome(world: World, scenario: str, period: str) -> ExpectedOutcome:
    wanted = select(ExpectedOutcome).where(
        ExpectedOutcome.scenario == scenario, ExpectedOutcome.period == period
    )
    with world.session() as session:
        return session.scalars(wanted.order_by(ExpectedOutcome.flow_instance_id)).first() or pytest.fail(
            scenario
        )


def applicant(world: World, scenario: str) -> str:
    with world.session() as session:
        key = outcome(world, scenario, "2026-12").customer_number
        return session.get_one(CaseFile, key).applicant


def payload(world: World, scenario: str) -> str:
    with world.session() as session:
        number = outcome(world, scenario, "2026-12").flow_instance_id
        return session.get_one(InboxInstance, number).payload.decode("iso-8859-1")


@pytest.mark.parametrize("name", MONTHS_LATER)
def test_what_a_scenario_states_of_its_next_month_is_an_outcome_that_a_case_can_have(name: str) -> None:
    home, _november = SCENARIOS[name].tell(Town(3))
    expected = lives_on(name, home)
    assert expected is not None
    assert (expected.amount_kronor is not None) == (expected.proposal in {"BIFALL", "DELAVSLAG"})
    assert (expected.reason is not None) == (expected.state == "NEEDS_HUMAN")
    assert expected.waits_until is None


def test_every_household_applies_again_for_december(december: World) -> None:
    with december.session() as session:
        instances = session.scalars(select(InboxInstance).where(InboxInstance.status == "Inskickat")).all()
    by_month: dict[str, list[str]] = {"11": [], "12": []}
    for one in instances:
        if one.family_id == 231:
            told = re.search(r"<Month><!\[CDATA\[(\d+)]]>", one.payload.decode("iso-8859-1"))
            assert told is not None
            by_month[told[1]].append(one.poster_personnummer)
    assert sorted(by_month["11"]) == sorted(by_month["12"])
    assert len(by_month["12"]) == 40
    posted = [one.posted for one in instances if one.posted >= datetime.fromisoformat("2026-12-01")]
    assert len(posted) == 40
    assert max(posted).date() < december.today() == date(2026, 12, 18)


def test_an_application_for_december_declares_what_was_paid_in_november(december: World) -> None:
    told = payload(december, "salary_part_time")
    assert "<Kind><![CDATA[Lön]]>" in told
    assert "<Date><![CDATA[2026-11-25]]>" in told
    assert "<Kind><![CDATA[Skatteåterbäring]]>" not in payload(december, "tax_refund")


def test_the_registers_have_novembers_declarations_and_payments(december: World) -> None:
    with december.session() as session:
        wages = select(EmployerDeclaration).where(
            EmployerDeclaration.personnummer == applicant(december, "salary_part_time"),
            EmployerDeclaration.month == "2026-11",
        )
        assert [one.gross_ore - one.tax_ore for one in session.scalars(wages)] == [WAGE]
        support = select(FkPayment).where(
            FkPayment.personnummer == applicant(december, "aktivitetsstod_unchanged"),
            FkPayment.paid_on >= date(2026, 11, 1),
        )
        paid = session.scalars(support).one()
        assert (paid.net_ore, paid.period_from) == (5_432_00, date(2026, 10, 1))
        lines = select(FkPaymentDetail.amount_ore).where(FkPaymentDetail.payment_id == paid.id)
        assert list(session.scalars(lines)) == [6_512_00]
        fund = select(AkassaPayment.paid_on).where(
            AkassaPayment.personnummer == applicant(december, "akassa")
        )
        assert max(session.scalars(fund)).month == 11
        refunds = select(TaxAccountPayout.paid_on).where(
            TaxAccountPayout.personnummer == applicant(december, "tax_refund")
        )
        assert [day.month for day in session.scalars(refunds)] == [10]


def test_what_people_did_in_november_stays_and_what_was_planned_is_paid(december: World) -> None:
    with december.session() as session:
        key = outcome(december, "akassa", "2026-11").customer_number
        rows = session.scalars(select(PaymentRow).where(PaymentRow.customer_number == key)).all()
        held = session.scalars(select(CaseFile).where(CaseFile.locked_by.is_not(None))).all()
        decided = session.scalars(select(Decision.period).where(Decision.customer_number == key)).all()
    assert [one.status for one in rows if one.period == "2026-11"] == ["Utbetald"]
    assert not held
    assert max(decided) == "2026-10"


def test_the_same_world_moves_on_to_the_same_month_whatever_was_kept_in_it(tmp_path: Path) -> None:
    worlds = [made(tmp_path / name, Recipe(seed=7, applications=12)) for name in "ab"]
    reopened = open_world(worlds[0].data_dir)
    move_on(reopened)
    move_on(worlds[1])
    one, other = (
        {
            table.__tablename__: list(world.engine.connect().execute(select(inspect(table).local_table)))
            for table in (InboxInstance, EmployerDeclaration, FkPayment, AkassaPayment, ExpectedOutcome)
        }
        for world in (reopened, worlds[1])
    )
    assert one == other
    for world in (*worlds, reopened):
        world.close()


def test_the_world_says_that_it_goes_no_further_and_stays_as_it_is(tmp_path: Path) -> None:
    world = made(tmp_path, Recipe(applications=2))
    move_on(world)
    with pytest.raises(NoFurtherMonth, match="riksnormen for 2027"):
        move_on(world)
    with world.session() as session:
        assert len(session.scalars(select(InboxInstance).where(InboxInstance.family_id == 231)).all()) == 5
    assert world.today() == date(2026, 12, 18)
    world.close()
