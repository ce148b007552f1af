"""Write a household's file into Almanda: household, plan, journal, and four months of decided applications.

Knows nothing of how Almanda shows it, and nothing of what the registers say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from mock_legacy.world.calculations import calculate
from mock_legacy.world.calendar_2026 import CALCULATED, PERIOD, day_in, first_day, last_day
from mock_legacy.world.household import Household, Resident
from mock_legacy.world.ledger import Ledger
from mock_legacy.world.models import (
    Calculation,
    CalculationRow,
    CaseApplication,
    CaseFile,
    Decision,
    Draft,
    HouseholdMember,
    JobStimulus,
    JournalNote,
    PaymentRow,
    Plan,
    RepaymentClaim,
)

CASEWORKERS = (("anna.handlaggare", "Anna Bergström"), ("bo.handlaggare", "Bo Ekdahl"))
COLLEAGUE = "bo.handlaggare"
UNITS = ("Försörjningsstöd Norr", "Försörjningsstöd Söder")
OPENED_ON = date(2026, 3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKey:
    """The file's number in Almanda and its place in the world, from which account and caseworker follow."""

    customer_number: str
    index: int

    @property
    def caseworker(self) -> str:
        """User name of the caseworker."""
        return CASEWORKERS[self.index % 2][0]

    @property
    def account_number(self) -> str:
        """Bank account number."""
        return f"{994_000_000 + self.index * 37 % 5_000_000}"


def write_casefile(ledger: Ledger, home: Household, key: CaseKey) -> None:
    """Write the file and its history."""
    ledger.add(_file(home, key))
    for resident, role in _members(home):
        ledger.add(
            HouseholdMember(
                customer_number=key.customer_number,
                personnummer=resident.personnummer,
                name=resident.name,
                role=role,
                valid_from=max(OPENED_ON, resident.born),
            )
        )
    _write_plans(ledger, home, key)
    _write_repayment(ledger, home, key)
    _write_journal(ledger, home, key)
    for month in CALCULATED:
        _write_decided_month(ledger, home, key, month=month)
    if home.case.period_decided:
        _write_decided_month(ledger, home, key, month=PERIOD)
    _write_work_begun(ledger, home, key)


def _members(home: Household) -> list[tuple[Resident, str]]:
    adults = zip(home.adults, ("Sökande", "Medsökande"), strict=False)
    return [*adults, *((child, "Barn") for child in home.children)]


def _file(home: Household, key: CaseKey) -> CaseFile:
    address = home.case.address or home.applicant.address
    locked = home.case.work_begun == "lock"
    return CaseFile(
        customer_number=key.customer_number,
        applicant=home.applicant.personnummer,
        co_applicant=home.adults[1].personnummer if len(home.adults) > 1 else None,
        applicant_name=home.applicant.name,
        street=address.street,
        postal_code=address.postal_code,
        postal_town=address.postal_town,
        phone=f"070-174 06 {key.index % 100:02d}",
        caseworker=key.caseworker,
        caseworker_name=CASEWORKERS[key.index % 2][1],
        unit=UNITS[key.index % 2],
        opened_on=OPENED_ON,
        housing_form=home.form.housing_form,
        rooms=home.form.rooms,
        clearing="8327-9",
        account_number=key.account_number,
        protection=home.case.protection,
        locked_by=COLLEAGUE if locked else None,
        locked_at=datetime.fromisoformat("2026-11-18 07:42") if locked else None,
    )


def _write_plans(ledger: Ledger, home: Household, key: CaseKey) -> None:
    for adult in home.adults:
        active = home.case.plan_active
        ledger.add(
            Plan(
                customer_number=key.customer_number,
                personnummer=adult.personnummer,
                kind="Arbetssökande",
                text="Söker arbete på heltid, följer planen hos Arbetsförmedlingen, uppföljning varje månad.",
                valid_from=date(2026, 3, 16),
                valid_to=date(2027, 3, 15) if active else date(2026, 9, 30),
                status="Aktiv" if active else "Avslutad",
            )
        )
    if home.case.jobbstimulans is not None:
        start, end = home.case.jobbstimulans
        ledger.add(
            JobStimulus(
                customer_number=key.customer_number,
                personnummer=home.applicant.personnummer,
                valid_from=start,
                valid_to=end,
            )
        )


def _write_repayment(ledger: Ledger, home: Household, key: CaseKey) -> None:
    due = home.case.repayment
    if due is not None:
        ledger.add(
            RepaymentClaim(
                customer_number=key.customer_number,
                period=due.period,
                ground="Oriktiga uppgifter",
                decided_on=day_in(due.period, 28),
                amount_ore=due.claimed * 100,
                unpaid_ore=due.unpaid * 100,
            )
        )


def _write_journal(ledger: Ledger, home: Household, key: CaseKey) -> None:
    notes = (
        (date(2026, 3, 2), "Nybesök", "Hushållet ansöker om ekonomiskt bistånd. Identitet kontrollerad."),
        (date(2026, 9, 9), "Uppföljning", f"Samtal med {home.applicant.first_name}. Planen följs."),
        (date(2026, 10, 9), "Beslut", "Beslut för oktober expedierat."),
    )
    for day, heading, text in notes:
        ledger.add(
            JournalNote(
                customer_number=key.customer_number,
                written_at=datetime.combine(day, time(10, 20 + key.index % 30)),
                written_by=key.caseworker,
                heading=heading,
                text=text,
            )
        )


def _write_decided_month(ledger: Ledger, home: Household, key: CaseKey, *, month: str) -> None:
    calculation = _calculation(ledger, home, key, month=month)
    ledger.add(
        CaseApplication(
            id=ledger.number(CaseApplication),
            customer_number=key.customer_number,
            period=month,
            received_on=day_in(month, 4),
            status="Beslutad",
        )
    )
    amount = max(0, -calculation.balance_ore)
    decision = _decision(ledger, key, calculation, amount=amount)
    if month == home.case.advance_for:
        decision.condition = "Förskott på förmån"
    ledger.add(decision)
    if amount:
        ledger.add(
            PaymentRow(
                customer_number=key.customer_number,
                period=month,
                amount_ore=amount,
                pay_date=day_in(month, 13),
                clearing="8327-9",
                account_number=key.account_number,
                registered_by=key.caseworker,
            )
        )


def _calculation(
    ledger: Ledger, home: Household, key: CaseKey, *, month: str, final: bool = True
) -> Calculation:
    number = ledger.number(Calculation)
    calculated = calculate(home, month, number)
    calculation = Calculation(
        calculation_number=number,
        customer_number=key.customer_number,
        period=month,
        period_from=first_day(month),
        period_to=last_day(month),
        household_size=home.size,
        norm_sum_ore=calculated.norm * 100,
        shared_ore=calculated.shared * 100,
        personal_ore=(calculated.norm - calculated.shared) * 100,
        income_sum_ore=calculated.incomes * 100,
        cost_sum_ore=calculated.costs * 100,
        special_cost_sum_ore=calculated.special_costs * 100,
        balance_ore=calculated.balance * 100,
        final=final,
        created_by=key.caseworker if final else COLLEAGUE,
        created_at=datetime.combine(day_in(month, 9), time(9, 15)),
    )
    ledger.add(calculation)
    ledger.add_records(CalculationRow, calculated.rows)
    return calculation


def _decision(ledger: Ledger, key: CaseKey, calculation: Calculation, *, amount: int) -> Decision:
    month = calculation.period
    return Decision(
        id=ledger.number(Decision),
        customer_number=key.customer_number,
        period=month,
        period_from=calculation.period_from,
        period_to=calculation.period_to,
        kind="Bifall" if amount else "Avslag",
        amount_ore=amount or None,
        decided_by=key.caseworker,
        decided_on=day_in(month, 9),
        reason="Arbetslös, ingen eller otillräcklig ersättning" if amount else "Inkomst över norm",
        text=(
            f"Du beviljas ekonomiskt bistånd för {month} enligt 12 kap. 1 § socialtjänstlagen."
            if amount
            else f"Din ansökan för {month} avslås: inkomsterna täcker de kostnader som kan godkännas."
        ),
        unit=UNITS[key.index % 2],
        decided_at=datetime.combine(day_in(month, 9), time(10, key.index % 60)),
    )


def _write_work_begun(ledger: Ledger, home: Household, key: CaseKey) -> None:
    if home.case.work_begun == "calculation":
        _calculation(ledger, home, key, month=PERIOD, final=False)
    if home.case.work_begun == "draft":
        begun = datetime.fromisoformat("2026-11-17 15:48")
        ledger.add(
            Draft(
                draft_number=ledger.number(Draft),
                customer_number=key.customer_number,
                period=PERIOD,
                period_from=first_day(PERIOD),
                period_to=last_day(PERIOD),
                verdict_line="Väntar på samtal med den sökande.",
                created_by=COLLEAGUE,
                created_at=begun,
                changed_by=COLLEAGUE,
                changed_at=begun,
            )
        )
