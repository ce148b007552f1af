"""Write a household into what Försäkringskassan shows: its payments, Pensionsmyndigheten's, the other
agencies' tabs.

Knows nothing of applications or case files.
"""

from __future__ import annotations

from datetime import date

from mock_legacy.world.calendar_2026 import PERIOD, day_in, first_day, last_day, month_before
from mock_legacy.world.household import Amount, Benefit, Household, Income, Resident, UnemploymentBenefit
from mock_legacy.world.ledger import Ledger
from mock_legacy.world.models import (
    AfRegistration,
    AgencyReply,
    AkassaPayment,
    FkClaim,
    FkDecision,
    FkPayment,
    FkPaymentDetail,
    Vehicle,
)

KRONOR_PER_BENEFIT_DAY = 510
PENSION_AGE = 67


def write_agencies(ledger: Ledger, home: Household) -> None:
    """Write payments, decisions, claims, registrations, vehicles and the agencies that do not answer."""
    for income in home.incomes:
        write_payments(ledger, income)
        if isinstance(income.source, Benefit):
            ledger.add(_granted(income, income.source))
    for adult in home.adults:
        ledger.add(_job_seeker(adult, home))
    _write_rest(ledger, home)


def write_payments(ledger: Ledger, income: Income) -> None:
    """Write what an agency has paid of an income, month by month; nothing for what no agency pays."""
    if isinstance(income.source, Benefit):
        _write_benefit(ledger, income, income.source)
    elif isinstance(income.source, UnemploymentBenefit):
        _write_unemployment(ledger, income, income.source)


def _write_benefit(ledger: Ledger, income: Income, benefit: Benefit) -> None:
    for month, amount in income.months.items():
        ledger_number = ledger.number(FkPayment)
        about = month_before(month) if benefit.in_arrears else month
        ledger.add(
            FkPayment(
                id=ledger_number,
                personnummer=income.receiver.personnummer,
                agency=benefit.agency,
                code=benefit.code,
                label=benefit.label,
                amount_type=benefit.parts[0][0] if benefit.parts else benefit.label,
                paid_on=day_in(month, income.pay_day),
                period_from=first_day(about),
                period_to=last_day(about),
                gross_ore=amount.gross * 100,
                tax_ore=amount.tax * 100,
                net_ore=amount.net * 100,
            )
        )
        for part, kronor in benefit.parts or ((benefit.label, amount.gross),):
            ledger.add(_detail(ledger_number, benefit, part, kronor=kronor))


def _detail(payment: int, benefit: Benefit, part: str, *, kronor: int) -> FkPaymentDetail:
    return FkPaymentDetail(
        payment_id=payment,
        benefit=benefit.label,
        amount_type=part,
        extent=100 if benefit.in_arrears else None,
        days=21 if benefit.in_arrears else None,
        amount_ore=kronor * 100,
    )


def _granted(income: Income, benefit: Benefit) -> FkDecision:
    """The decision that started the benefit; nothing explains a payment that stops."""
    first_month, amount = next(iter(income.months.items()))
    start = first_day(month_before(first_month) if benefit.in_arrears else first_month)
    return FkDecision(
        personnummer=income.receiver.personnummer,
        agency=benefit.agency,
        code=benefit.code,
        label=benefit.label,
        decided_on=start,
        outcome="Beviljad",
        valid_from=start,
        monthly_ore=None if benefit.in_arrears else amount.gross * 100,
    )


def _write_unemployment(ledger: Ledger, income: Income, benefit: UnemploymentBenefit) -> None:
    for month, amount in income.months.items():
        ledger.add(_unemployment_payment(income, benefit, month, amount=amount))


def _unemployment_payment(
    income: Income, benefit: UnemploymentBenefit, month: str, *, amount: Amount
) -> AkassaPayment:
    return AkassaPayment(
        personnummer=income.receiver.personnummer,
        fund=benefit.fund,
        paid_on=day_in(month, income.pay_day),
        period_from=first_day(month_before(month)),
        period_to=last_day(month_before(month)),
        days=max(1, amount.gross // KRONOR_PER_BENEFIT_DAY),
        net_after_tax_ore=amount.net * 100,
        net_after_deductions_ore=amount.net * 100,
    )


def _job_seeker(adult: Resident, home: Household) -> AfRegistration:
    fund = next(
        (
            income.source.fund
            for income in home.incomes
            if income.receiver is adult and isinstance(income.source, UnemploymentBenefit)
        ),
        "",
    )
    if adult.age_in(PERIOD) >= PENSION_AGE:
        return AfRegistration(personnummer=adult.personnummer, job_seeker=False, category="")
    return AfRegistration(
        personnummer=adult.personnummer,
        job_seeker=True,
        category="11 Arbetslös, redo för arbete",
        registered_on=date(2026, 1, 12),
        last_activity_report=date(2026, 11, 10),
        akassa=fund,
    )


def _write_rest(ledger: Ledger, home: Household) -> None:
    person = home.applicant.personnummer
    for claim in home.claims:
        ledger.add(
            FkClaim(
                personnummer=person,
                code=claim.code,
                label=claim.label,
                received_on=claim.received_on,
                period_from=claim.period_from,
                period_to=claim.period_to,
                status="Under handläggning",
                expected_payment_on=claim.expected_payment_on,
            )
        )
    for silence in home.silences:
        ledger.add(
            AgencyReply(
                personnummer=person,
                agency=silence.agency,
                state=silence.state,
                felkod=silence.felkod,
                felmeddelande=silence.felmeddelande,
                until=silence.until,
            )
        )
    for car in home.cars:
        ledger.add(
            Vehicle(
                personnummer=person,
                registration=car.registration,
                make=car.make,
                model=car.model,
                kind="Personbil",
                year=car.year,
            )
        )
