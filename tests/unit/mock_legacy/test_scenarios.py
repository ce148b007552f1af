"""Scenarios state their outcomes themselves, and the systems' records fit the stories."""

from datetime import date

import pytest
from sqlalchemy import select

from mock_legacy.world import WORLD_DATE, World
from mock_legacy.world.models import (
    AgencyReply,
    AkassaPayment,
    Calculation,
    CaseFile,
    Decision,
    EmployerDeclaration,
    ExpectedOutcome,
    FkPayment,
    FkPaymentDetail,
    Person,
    Plan,
    Relation,
    RepaymentClaim,
    SigningEvent,
)
from mock_legacy.world.scenarios import SCENARIOS
from mock_legacy.world.town import Town

REASONS = {
    "CHANGED_HOUSEHOLD",
    "MANUAL_HANDLING",
    "FIRST_APPLICATION",
    "NOT_SIGNED",
    "PERIOD_DECIDED",
    "PERSON_AT_WORK",
}
REFERENCE_KRONOR = {
    "unchanged_single_no_income": 5220,
    "single_with_costs": 11540,
    "couple_no_income": 8510,
    "single_parent": 11334,
    "large_family": 32920,
    "salary_jobbstimulans": 5220,
    "rent_above_cap": 11620,
}
SAME_EVERY_MONTH = [
    *REFERENCE_KRONOR,
    "aktivitetsstod_unchanged",
    "akassa",
    "pension_from_pm",
    "medicine_and_travel",
]


def outcome(world: World, scenario: str) -> ExpectedOutcome:
    with world.session() as session:
        wanted = select(ExpectedOutcome).where(ExpectedOutcome.scenario == scenario)
        return session.scalars(wanted.order_by(ExpectedOutcome.flow_instance_id)).first() or pytest.fail(
            scenario
        )


def applicant(world: World, scenario: str) -> str:
    with world.session() as session:
        return session.get_one(CaseFile, outcome(world, scenario).customer_number).applicant


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_states_an_outcome_that_a_case_can_have(name: str) -> None:
    _home, expected = SCENARIOS[name].tell(Town(3))
    assert (expected.amount_kronor is not None) == (expected.proposal in {"BIFALL", "DELAVSLAG"})
    assert (expected.proposal is not None) == (expected.state == "AWAITING_CASEWORKER")
    assert (expected.reason in REASONS) == (expected.state == "NEEDS_HUMAN")
    assert (expected.waits_until is not None) == (expected.state == "WAITING")
    assert expected.waits_until is None or expected.waits_until > WORLD_DATE
    assert expected.amount_kronor is None or expected.amount_kronor > 0


@pytest.mark.parametrize(("name", "kronor"), REFERENCE_KRONOR.items())
def test_reference_calculations_carry_their_published_amounts(night: World, name: str, kronor: int) -> None:
    assert outcome(night, name).amount_kronor == kronor


@pytest.mark.parametrize("name", SAME_EVERY_MONTH)
def test_an_unchanged_household_was_granted_the_same_last_month(night: World, name: str) -> None:
    expected = outcome(night, name)
    with night.session() as session:
        decided = session.scalars(
            select(Decision).where(
                Decision.customer_number == expected.customer_number, Decision.period == "2026-10"
            )
        ).one()
    assert expected.amount_kronor is not None
    assert decided.amount_ore == expected.amount_kronor * 100


def test_every_decided_month_was_decided_on_its_own_calculation(night: World) -> None:
    with night.session() as session:
        balances = {
            (one.customer_number, one.period): one.balance_ore
            for one in session.scalars(select(Calculation).where(Calculation.final))
        }
        for decision in session.scalars(select(Decision)):
            balance = balances.pop((decision.customer_number, decision.period))
            assert decision.amount_ore == (-balance if balance < 0 else None)
    assert not balances


def test_rows_add_up_to_the_sums_of_their_calculation(night: World) -> None:
    with night.session() as session:
        for one in session.scalars(select(Calculation)):
            sums = dict.fromkeys(("PERSON", "SHARED", "INCOME", "COST", "SPECIAL_COST"), 0)
            for row in one.rows:
                amounts = (row.applicant_ore, row.co_applicant_ore, row.approved_ore)
                sums[row.section] += sum(amount or 0 for amount in amounts)
            assert sums["PERSON"] + sums["SHARED"] == one.norm_sum_ore
            assert sums["INCOME"] == one.income_sum_ore
            costs = sums["COST"] + sums["SPECIAL_COST"]
            assert sums["INCOME"] - one.norm_sum_ore - costs == one.balance_ore


def test_the_lines_of_a_benefit_payment_add_up_to_its_gross_amount(night: World) -> None:
    with night.session() as session:
        for payment in session.scalars(select(FkPayment)):
            lines = session.scalars(
                select(FkPaymentDetail.amount_ore).where(FkPaymentDetail.payment_id == payment.id)
            )
            assert sum(lines) == payment.gross_ore
            assert payment.gross_ore - payment.tax_ore - payment.deduction_ore == payment.net_ore


def test_the_new_employer_declared_a_wage_for_october_only(night: World) -> None:
    with night.session() as session:
        person = applicant(night, "new_employer")
        declared = session.scalars(
            select(EmployerDeclaration).where(EmployerDeclaration.personnummer == person)
        )
        assert [one.month for one in declared] == ["2026-10"]


def test_the_benefit_with_a_gap_was_last_paid_in_september(night: World) -> None:
    with night.session() as session:
        person = applicant(night, "benefit_gap")
        paid = session.scalars(select(FkPayment.paid_on).where(FkPayment.personnummer == person)).all()
    assert max(paid) < date(2026, 10, 1) <= date(2026, max(paid).month + 1, 1)


def test_september_was_granted_as_an_advance_and_its_benefit_came_in_october(night: World) -> None:
    expected = outcome(night, "advance_on_benefit")
    with night.session() as session:
        decisions = session.scalars(
            select(Decision).where(Decision.customer_number == expected.customer_number)
        ).all()
        person = applicant(night, "advance_on_benefit")
        payment = session.scalars(select(FkPayment).where(FkPayment.personnummer == person)).one()
    assert [one.period for one in decisions if one.condition] == ["2026-09"]
    assert (payment.period_from, payment.period_to) == (date(2026, 9, 1), date(2026, 9, 30))
    assert payment.paid_on.month == 10


def test_the_one_who_owes_has_paid_a_part_of_the_claim(night: World) -> None:
    expected = outcome(night, "repayment_claim")
    with night.session() as session:
        claims = session.scalars(select(RepaymentClaim)).all()
    assert {one.customer_number for one in claims} >= {expected.customer_number}
    assert {(one.amount_ore, one.unpaid_ore) for one in claims} == {(522_000, 340_000)}


def test_the_silent_agency_has_an_answer_tomorrow(night: World) -> None:
    person = applicant(night, "agency_silent")
    with night.session() as session:
        reply = session.scalars(select(AgencyReply).where(AgencyReply.personnummer == person)).one()
        paid = session.scalars(select(AkassaPayment).where(AkassaPayment.personnummer == person)).all()
    assert (reply.agency, reply.state, reply.until) == ("SO", "FELANDE", date(2026, 11, 19))
    assert {payment.paid_on.month for payment in paid} >= {9, 10}


def test_those_who_separated_are_divorced_and_live_apart_in_the_register(night: World) -> None:
    with night.session() as session:
        case = session.get_one(CaseFile, outcome(night, "separated").customer_number)
        one, other = (session.get_one(Person, number) for number in (case.applicant, case.co_applicant))
        married = session.scalars(
            select(Relation).where(Relation.personnummer == case.applicant, Relation.kind == "M")
        ).one()
    assert one.civil_status == other.civil_status == "S"
    assert one.street != other.street
    assert married.until == date(2026, 10, 20)


def test_the_one_who_moved_lives_elsewhere_in_the_register_than_in_almanda(night: World) -> None:
    with night.session() as session:
        case = session.get_one(CaseFile, outcome(night, "moved").customer_number)
        assert session.get_one(Person, case.applicant).street != case.street


def test_only_one_of_two_has_signed_when_the_co_applicant_has_not(night: World) -> None:
    with night.session() as session:
        for name, count in (("coapplicant_unsigned", 1), ("couple_no_income", 2)):
            number = outcome(night, name).flow_instance_id
            signed = session.scalars(
                select(SigningEvent).where(SigningEvent.flow_instance_id == number)
            ).all()
            assert len(signed) == count


def test_the_first_application_has_no_file_and_the_planless_no_active_plan(night: World) -> None:
    assert outcome(night, "first_application").customer_number == ""
    with night.session() as session:
        number = outcome(night, "plan_missing").customer_number
        plans = session.scalars(select(Plan).where(Plan.customer_number == number)).all()
    assert [plan.status for plan in plans] == ["Avslutad"]


@pytest.mark.parametrize(
    ("name", "register", "case_system"),
    [
        ("protected_in_register", "sekretessmarkering", "none"),
        ("protected_in_case_system", "none", "flagged"),
        ("protection_unknown", "unknown", "none"),
        ("couple_no_income", "none", "none"),
    ],
)
def test_protection_stands_where_the_scenario_says(
    night: World, name: str, register: str, case_system: str
) -> None:
    with night.session() as session:
        case = session.get_one(CaseFile, outcome(night, name).customer_number)
        assert session.get_one(Person, case.applicant).protection == register
        assert case.protection == case_system
