"""What the income pages show: employer declarations per month, tax account payouts, capital income.

Bad habits of the real ones: a month may show some employers and still be incomplete, and capital income that
is missing or negative shows as 0.
Knows nothing of requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mock_legacy.world.models import CapitalIncome, EmployerDeclaration, Person, TaxAccountPayout

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
MONTHS_SHOWN = 13
PAYOUT_DAYS_SHOWN = 400
CAPITAL_YEARS_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSheet:
    """One month: its declarations so far, and whether all have come in."""

    month: str
    complete: bool
    declarations: tuple[EmployerDeclaration, ...]

    @property
    def title(self) -> str:
        """The month in words, ``Oktober 2026``."""
        year, number = self.month.split("-")
        return f"{MONTHS[int(number) - 1].capitalize()} {year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalRow:
    """One income year; ``shown_ore`` is 0 also for missing and for negative."""

    year: int
    shown_ore: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeSheet:
    """All that the collected view shows."""

    months: tuple[MonthSheet, ...]
    payouts: tuple[TaxAccountPayout, ...]
    capital: tuple[CapitalRow, ...]


def sheet_of(session: Session, person: Person, today: date) -> IncomeSheet:
    """Gather the income pages of one person as they stand today, the latest first."""
    return IncomeSheet(
        months=_months(session, person, today),
        payouts=_payouts(session, person, today),
        capital=_capital(session, person, today),
    )


def declarations_due(month: str) -> date:
    """Return the last day for a month's declarations: the 12th of the next, the 17th in January and August.

    Skatteförfarandelagen (2011:1244) 26 kap. 26 §.
    """
    year, number = (int(part) for part in month.split("-"))
    year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return date(year, number, 17 if number in {1, 8} else 12)


def _months(session: Session, person: Person, today: date) -> tuple[MonthSheet, ...]:
    rows = session.scalars(
        select(EmployerDeclaration)
        .where(EmployerDeclaration.personnummer == person.personnummer)
        .order_by(EmployerDeclaration.id)
    ).all()
    return tuple(
        _month(month, [row for row in rows if row.month == month], today) for month in _latest_months(today)
    )


def _month(month: str, rows: list[EmployerDeclaration], today: date) -> MonthSheet:
    received = tuple(row for row in rows if row.received_on <= today)
    # An employer who is late is known to be late: the month stays incomplete although the day has passed.
    return MonthSheet(
        month=month,
        complete=today > declarations_due(month) and len(received) == len(rows),
        declarations=received,
    )


def _latest_months(today: date) -> list[str]:
    index = today.year * 12 + today.month - 1
    shown = [divmod(index - back, 12) for back in range(MONTHS_SHOWN)]
    return [f"{year:04d}-{number + 1:02d}" for year, number in shown]


def _payouts(session: Session, person: Person, today: date) -> tuple[TaxAccountPayout, ...]:
    rows = session.scalars(
        select(TaxAccountPayout)
        .where(TaxAccountPayout.personnummer == person.personnummer, TaxAccountPayout.paid_on <= today)
        .order_by(TaxAccountPayout.paid_on.desc())
    )
    return tuple(row for row in rows if (today - row.paid_on).days <= PAYOUT_DAYS_SHOWN)


def _capital(session: Session, person: Person, today: date) -> tuple[CapitalRow, ...]:
    rows = session.scalars(select(CapitalIncome).where(CapitalIncome.personnummer == person.personnummer))
    known = {row.year: row.amount_ore or 0 for row in rows}
    years = range(today.year - 1, today.year - 1 - CAPITAL_YEARS_SHOWN, -1)
    return tuple(CapitalRow(year=year, shown_ore=max(known.get(year, 0), 0)) for year in years)
