"""The JSON form of worked examples, as models.

A key that the form does not know is kept as a surprise: the checker says which, and never calls that equal.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    model_validator,
)

from flows.eligibility.period import Period

DESCRIPTIVE = frozenset(
    {"note", "notes", "comment", "source", "provenance", "title", "reason", "cap_source", "cap_note"}
)
"""Keys that only describe: no figure can depend on them."""
MOST_PERSONS = 30
OLDEST = 100


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        # A ValueError and no TypeError: pydantic tells the place of the first alone.
        raise ValueError("write an amount as a number, without quotes")  # noqa: TRY004
    return value


def _several(value: object) -> object:
    """A number of persons stands for that many persons of whom nothing more is said."""
    if isinstance(value, bool) or not isinstance(value, int):
        return value
    if not 0 <= value <= MOST_PERSONS:
        raise ValueError(f"write a number of persons from 0 to {MOST_PERSONS}")
    return [{}] * value


def _a_month(value: object) -> object:
    """`2026-10` stands for that month."""
    return {"month": value} if isinstance(value, str) else value


Amount = Annotated[Decimal, BeforeValidator(_number)]


class Form(BaseModel):
    """A part of an example."""

    model_config = ConfigDict(extra="allow", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_nothing(cls, said: object) -> object:
        if not isinstance(said, dict):
            return said
        return {key: value for key, value in said.items() if value is not None}

    @property
    def surprises(self) -> tuple[str, ...]:
        """Keys beyond the form that say something."""
        extra = self.model_extra or {}
        return tuple(sorted(key for key in extra if key not in DESCRIPTIVE))


class AdultForm(Form):
    """An adult; `norm_row` is ensamstaende or sambo."""

    role: str = ""
    norm_row: str = ""
    birth: date | None = None
    born: date | None = None
    age: Annotated[int, Field(ge=0, le=OLDEST, strict=True)] | None = None
    jobbstimulans_active: Annotated[bool, Field(strict=True)] = False


class ChildForm(Form):
    """A child, by age band, age or birth date; `lunch_included_in_norm` false is the column utan lunch."""

    age_band: str = ""
    age: Annotated[int, Field(ge=0, le=OLDEST, strict=True)] | None = None
    birth: date | None = None
    born: date | None = None
    lunch_included_in_norm: Annotated[bool, Field(strict=True)] | None = None
    days_in_home: Annotated[Amount, Field(ge=0, le=31)] | None = None


class OutsiderForm(Form):
    """Somebody who lives in the dwelling and is not in the case."""

    relation: str = ""
    own_case: bool | None = None
    age: int | None = None


class HouseholdForm(Form):
    """Who lives together. A number of adults or children stands for that many.

    A `lodger` rents a room of his own in a dwelling of `people_in_dwelling`.
    """

    adults: Annotated[tuple[AdultForm, ...], BeforeValidator(_several)] | None = None
    children: Annotated[tuple[ChildForm, ...], BeforeValidator(_several)] | None = None
    people_in_dwelling: Annotated[int, Field(ge=1, le=MOST_PERSONS, strict=True)] | None = None
    members_in_case: Annotated[int, Field(ge=1, le=MOST_PERSONS, strict=True)] | None = None
    outsiders_in_dwelling: Annotated[tuple[OutsiderForm, ...], BeforeValidator(_several)] = ()
    rooms: Annotated[int, Field(ge=1, le=20, strict=True)] | None = None
    lodger: Annotated[bool, Field(strict=True)] = False


class CostForm(Form):
    """A cost; `approved` below `applied` is a person's decision, unless `cap` names a highest amount."""

    type: Annotated[str, Field(min_length=1)]
    applied: Amount | None = None
    approved: Amount | None = None
    cap: Amount | None = None


class IncomeForm(Form):
    """An income after tax, by a free Swedish name; `counted` is what the source says counts of it.

    `gross` and `tax` give the net where it is not said; beside it they only describe.
    """

    type: Annotated[str, Field(min_length=1)]
    net: Amount | None = None
    gross: Amount | None = None
    tax: Amount | None = None
    net_gross_of_jobbstimulans: Amount | None = None
    jobbstimulans_percent: Amount | None = None
    jobbstimulans: Annotated[bool, Field(strict=True)] = False
    counted: Amount | None = None
    person: str = ""


class PeriodForm(Form):
    """A month (`2026-10`), or whole months by first and last day."""

    month: str | None = None
    first: Annotated[date | None, Field(alias="from")] = None
    last: Annotated[date | None, Field(alias="to")] = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.month is None) == (self.first is None) or (self.first is None) != (self.last is None):
            raise ValueError("write month, or both from and to")
        if self.month is not None:
            Period.parse(self.month)
        for day in (self.first, self.last):
            if day is not None:
                Period.of(day)
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError("to lies before from")
        return self


class ExampleForm(Form):
    """One worked example; `expected` is free, for the figures differ from source to source."""

    id: Annotated[str, Field(min_length=1)]
    source: str = ""
    provenance: str = ""
    year: Annotated[int, Field(ge=1900, le=2190, strict=True)] | None = None
    period: Annotated[PeriodForm, BeforeValidator(_a_month)] | None = None
    municipality: str = ""
    household: HouseholdForm
    costs: tuple[CostForm, ...] = ()
    special_costs: tuple[CostForm, ...] = ()
    incomes: tuple[IncomeForm, ...] = ()
    expected: dict[str, Any]


class FileForm(Form):
    """A file of examples."""

    about: JsonValue = None
    examples: Annotated[tuple[ExampleForm, ...], Field(min_length=1)]
