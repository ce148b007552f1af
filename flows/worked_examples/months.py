"""Which calendar months an example is about."""

from datetime import date

from flows.eligibility.period import Period
from flows.worked_examples.form import ExampleForm
from flows.worked_examples.premises import NotExpressible

USUAL_MONTH = 11
"""The month of an example that states its year alone: late, so that a year's earlier wages fit before it."""
MOST_MONTHS = 24


def months_of(example: ExampleForm) -> tuple[Period, ...]:
    """The whole calendar months of the example. Raises NotExpressible for parts of months."""
    period = example.period
    if period is None and example.year is None:
        raise NotExpressible("exemplet säger inte vilket år det gäller")
    if period is None:
        return (Period(example.year or 0, USUAL_MONTH),)
    if period.surprises:
        raise NotExpressible(f"periodens {', '.join(period.surprises)} har ingen motsvarighet i reglerna")
    if period.first is not None and period.last is not None:
        months = _whole_months(period.first, period.last)
    else:
        months = (Period.parse(period.month or ""),)
    if example.year not in (None, months[0].year):
        raise NotExpressible(f"perioden börjar {months[0]}, men året är {example.year}")
    return months


def _whole_months(first: date, last: date) -> tuple[Period, ...]:
    start, end = Period.of(first), Period.of(last)
    if (first, last) != (start.first_day, end.last_day):
        raise NotExpressible("perioden är inte hela kalendermånader, och riksnormen gäller per månad")
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    if count > MOST_MONTHS:
        raise NotExpressible(f"perioden är {count} månader")
    return tuple(start.shifted(number) for number in range(count))
