"""From an example to its readings: one for each choice of a municipality that it leaves unsaid.

No national rule makes these choices, so an example agrees with the law when it agrees under one of them;
which one is told with the explanation.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeAlias

from flows.eligibility.assessment import Section
from flows.eligibility.housing_caps import CapTable
from flows.eligibility.municipality import AgeBandSwitch, DayFormula, RentShare
from flows.eligibility.parameters import NoTable, Parameters
from flows.eligibility.period import Period
from flows.eligibility.published_caps import PublishedCaps
from flows.worked_examples.costs import fully_granted, read_costs
from flows.worked_examples.form import ExampleForm
from flows.worked_examples.household import Household, pupils, read_household
from flows.worked_examples.incomes import Incomes, read_incomes
from flows.worked_examples.months import months_of
from flows.worked_examples.named_caps import CapChoice, asked_of, cap_choices, under
from flows.worked_examples.premises import Cost, NotExpressible, Premises, Settings
from flows.worked_examples.workings import Workings

IN_WORDS = {
    AgeBandSwitch.BIRTHDAY_MONTH: "åldersgruppen byts födelsedagsmånaden",
    AgeBandSwitch.MONTH_AFTER: "åldersgruppen byts månaden efter födelsedagen",
    DayFormula.THIRTIETHS: "barns dagar räknas i trettiondelar av månadsbeloppet",
    DayFormula.DAILY_RATE: "barns dagar räknas med årets dagsbelopp i hela kronor",
    DayFormula.DAYS_OF_MONTH: "barns dagar räknas i delar av månadens dagar",
    RentShare.PER_HEAD: "hyran delas lika per person i bostaden",
    RentShare.NONE: "hyran är hushållets egen del",
}
HEADS = {
    True: "barn på deltid räknas bland dem som delar gemensamma kostnader",
    False: "barn på deltid räknas inte bland dem som delar gemensamma kostnader",
}
WHOLE_PERIOD = {
    True: "inkomster och kostnader gäller hela perioden",
    False: "inkomster och kostnader gäller varje månad",
}


Local: TypeAlias = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the law is asked with: the national numbers, and published caps by municipality."""

    parameters: Parameters
    caps: Mapping[str, tuple[CapTable, ...]]

    @classmethod
    def of(cls, parameters: Parameters, published: Iterable[PublishedCaps]) -> "Known":
        """The national numbers, with the published tables sorted by municipality."""
        caps: dict[str, tuple[CapTable, ...]] = {}
        for one in published:
            caps[one.municipality] = (*caps.get(one.municipality, ()), one.table)
        return cls(parameters=parameters, caps=caps)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An example in its parts, month by month."""

    households: tuple[Household, ...]
    incomes: tuple[Incomes, ...]
    costs: tuple[Cost, ...]
    months: tuple[Period, ...]


def readings(example: ExampleForm, known: Known) -> Iterator[Workings]:
    """Every reading, the usual one first. Raises NotExpressible when there is none."""
    if example.surprises:
        raise NotExpressible(f"exemplets {', '.join(example.surprises)} har ingen motsvarighet i reglerna")
    read = _read(example, known.parameters)
    for (settings, said), (whole, words), local, caps, sum_first in product(
        _choices(example, read),
        _spans(read),
        _local_choices(read),
        cap_choices(example, known.caps, read.months, members=read.households[0].members),
        _orders_of_sums(example, read),
    ):
        yield Workings(
            example=example,
            parameters=known.parameters,
            months=tuple(_premises(read, settings, caps, local=local, whole=whole)),
            adults_stated=all(one.adults_stated for one in read.households),
            ages_stated=all(one.ages_stated for one in read.households),
            caps=known.caps,
            published=caps.tables[0],
            sum_comes_first=sum_first,
            said=(
                *said,
                *words,
                *caps.said,
                *_taken_for_pupils(read),
                *_decided_by_a_person(read, settings, local),
            ),
            not_understood=read.incomes[0].not_understood,
        )


def _read(example: ExampleForm, parameters: Parameters) -> _Read:
    months = months_of(example)
    try:
        catalogues = [parameters.incomes(month).value for month in months]
    except NoTable as missing:
        raise NotExpressible(str(missing)) from missing
    households = tuple(read_household(example.household, month) for month in months)
    return _Read(
        households=households,
        incomes=tuple(
            read_incomes(example.incomes, catalogue, home.members, stimulated=home.stimulated)
            for catalogue, home in zip(catalogues, households, strict=True)
        ),
        costs=read_costs(example.costs, example.special_costs),
        months=months,
    )


def _premises(
    read: _Read, settings: Settings, caps: CapChoice, *, local: Local, whole: bool
) -> Iterator[Premises]:
    costs = tuple(fully_granted(read.costs)) if _shares_rent(read, settings) else read.costs
    months = zip(read.months, read.households, read.incomes, caps.tables, strict=True)
    for month, home, incomes, table in months:
        here = not whole or month == read.months[0]
        asked = asked_of(table, home.members, caps.rooms, month=month) if table else None
        own, decides = under(table, costs, asked) if table and asked else (costs, False)
        yield Premises(
            period=month,
            members=home.members,
            persons=home.persons,
            rooms=caps.rooms,
            costs=own if here else (),
            incomes=incomes.incomes if here else (),
            stimulated=incomes.stimulated,
            local_incomes=local,
            cap_tables=(table,) if table and decides else (),
            settings=settings,
        )


def _local_choices(read: _Read) -> Iterator[Local]:
    """What the example shows that the municipality counts; where it does not say, both are tried."""
    said = read.incomes[0].local
    for choice in product(*((True, False) if counts is None else (counts,) for _, counts in said)):
        yield tuple((key, counts) for (key, _), counts in zip(said, choice, strict=True))


def _is_shared(read: _Read) -> bool:
    home = read.households[0]
    return home.persons > len(home.members) and any(cost.is_rent for cost in read.costs)


def _shares_rent(read: _Read, settings: Settings) -> bool:
    """Where the law's share decides the rent, what the example approves is an answer and no decision."""
    return _is_shared(read) and settings.rent_share is RentShare.PER_HEAD


def _choices(example: ExampleForm, read: _Read) -> Iterator[tuple[Settings, tuple[str, ...]]]:
    children = example.household.children or ()
    part_time = any(one.days_in_home is not None for one in children)
    switches = tuple(AgeBandSwitch) if any(one.birth or one.born for one in children) else ()
    formulas = tuple(DayFormula) if part_time else ()
    shares = tuple(RentShare) if _is_shared(read) else ()
    heads = (True, False) if part_time else ()
    usual = Settings()
    for switch, formula, share, head in product(
        switches or (None,), formulas or (None,), shares or (None,), heads or (None,)
    ):
        settings = replace(
            usual,
            age_band_switch=switch or usual.age_band_switch,
            day_formula=formula or usual.day_formula,
            rent_share=share or usual.rent_share,
            part_time_child_is_a_head=usual.part_time_child_is_a_head if head is None else head,
        )
        said = tuple(IN_WORDS[one] for one in (switch, formula, share) if one is not None)
        yield settings, (*said, *([] if head is None else [HEADS[head]]))


def _spans(read: _Read) -> Iterator[tuple[bool, tuple[str, ...]]]:
    if len(read.months) == 1 or not (read.costs or read.incomes[0].incomes):
        yield False, ()
        return
    yield from ((whole, (WHOLE_PERIOD[whole],)) for whole in (True, False))


def _orders_of_sums(example: ExampleForm, read: _Read) -> Iterator[bool]:
    """Lifecare's data and its screen name the result with and without levnadskostnader i övrigt otherwise."""
    yield True
    special = any(cost.section is Section.SPECIAL_COST for cost in read.costs)
    if special and None not in (example.expected.get("sum"), example.expected.get("result")):
        yield False


def _taken_for_pupils(read: _Read) -> Iterator[str]:
    """Somebody of age is a child of the household while at school; the example says so by calling it one."""
    if any(pupils(home.members, month) for month, home in zip(read.months, read.households, strict=True)):
        yield "den som har fyllt 18 år går i gymnasiet"


def _decided_by_a_person(read: _Read, settings: Settings, local: Local) -> tuple[str, ...]:
    decided = () if _shares_rent(read, settings) else [cost.label for cost in read.costs if cost.by_person]
    counted = [f"{key} {'räknas' if counts else 'räknas inte'}" for key, counts in local]
    return (
        *(f"{label} är beskuren genom en persons beslut" for label in decided),
        *(f"{words} enligt kommunen" for words in counted),
    )
