"""The world moves on to its next month, from November to December 2026.

Employers have declared and agencies have paid as each household's life would have it, and the same households
apply again. Almanda keeps what people have decided in it. The same world moves on to the same month.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, insert, select, update

from mock_legacy.world.agencies import write_payments
from mock_legacy.world.calendar_2026 import NEXT_PERIOD, PERIOD
from mock_legacy.world.generator import customer_number, recipe_of, stated, stories
from mock_legacy.world.household import Household
from mock_legacy.world.inbox_rows import write_next_application
from mock_legacy.world.ledger import Ledger
from mock_legacy.world.models import AfRegistration, CaseFile, FkClaim, FkPayment, PaymentRow, WorldSetting
from mock_legacy.world.register import write_income
from mock_legacy.world.scenarios.month_later import lives_on
from mock_legacy.world.world import World

NEXT_DATE = date(2026, 12, 18)
REPORTED_ON = date(2026, 12, 10)
MOVED_ON = "month"


class NoFurtherMonth(Exception):
    """The world stands in the last month that it knows anything of."""


def move_on(world: World) -> date:
    """Let a month pass and return the world's new date.

    Raises NoFurtherMonth in December: nobody knows riksnormen of the year after.
    """
    recipe = recipe_of(world)
    with world.engine.begin() as connection:
        _must_be_first(connection)
        ledger = Ledger()
        ledger.number_after(FkPayment, connection.scalar(select(func.max(FkPayment.id))) or 0)
        for index, (scenario, home, _november) in enumerate(stories(recipe)):
            expected = lives_on(scenario.name, home)
            _write_incomes(ledger, home)
            number = write_next_application(ledger, home, index)
            if expected is not None:
                outcome = stated(scenario, expected, period=NEXT_PERIOD)
                outcome.flow_instance_id = number
                outcome.customer_number = customer_number(index) if home.case.known else ""
                ledger.add(outcome)
        ledger.write(connection)
        _let_time_pass(connection)
    world.move_to(NEXT_DATE)
    return NEXT_DATE


def _must_be_first(connection: Connection) -> None:
    """Note that the month has passed, once."""
    moved = select(WorldSetting.name).where(WorldSetting.name == MOVED_ON)
    if connection.execute(moved).first() is not None:
        raise NoFurtherMonth(
            "The world stands in December 2026 and goes no further: riksnormen for 2027 is not in its tables."
        )
    connection.execute(insert(WorldSetting).values(name=MOVED_ON, value=NEXT_PERIOD))


def _write_incomes(ledger: Ledger, home: Household) -> None:
    """Write what came in during the month that has passed; what came before is written already."""
    for income in home.incomes:
        income.months = {month: amount for month, amount in income.months.items() if month == PERIOD}
        write_income(ledger, income)
        write_payments(ledger, income)


def _let_time_pass(connection: Connection) -> None:
    """What the calendar alone does: planned payments are made, claims decided, files closed for the day."""
    planned = (PaymentRow.status == "Planerad", PaymentRow.pay_date <= NEXT_DATE)
    connection.execute(update(PaymentRow).where(*planned).values(status="Utbetald"))
    handled = FkClaim.expected_payment_on <= NEXT_DATE
    connection.execute(update(FkClaim).where(handled).values(status="Beslutad"))
    seeking = AfRegistration.job_seeker.is_(True)
    connection.execute(update(AfRegistration).where(seeking).values(last_activity_report=REPORTED_ON))
    connection.execute(update(CaseFile).values(locked_by=None, locked_at=None))
