"""The JSON form of worked examples as models, read from text; what is not in the form is told with its place.

A key that the form does not know is kept as a surprise: the checker says which, and never calls that equal.
"""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NoReturn, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    model_validator,
)

from flows.eligibility.period import Period

DESCRIPTIVE = frozenset({"note", "notes", "comment", "source", "provenance", "title"})
"""Keys that only describe: no figure can depend on them."""
MOST_PERSONS = 30


class NotInTheForm(Exception):
    """The text is not worked examples in the JSON form; the message says where and what to write."""


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


Amount = Annotated[Decimal, BeforeValidator(_number)]


class Form(BaseModel):
    """A part of an example."""

    model_config = ConfigDict(extra="allow", frozen=True)

    @property
    def surprises(self) -> tuple[str, ...]:
        """Keys beyond the form that say something."""
        extra = self.model_extra or {}
        return tuple(
            sorted(key for key, said in extra.items() if key not in DESCRIPTIVE and said is not None)
        )


class AdultForm(Form):
    """An adult; `norm_row` is ensamstaende or sambo."""

    role: str = ""
    norm_row: str = ""
    birth: date | None = None
    born: date | None = None
    age: Annotated[int, Field(ge=0, le=120, strict=True)] | None = None
    jobbstimulans_active: Annotated[bool, Field(strict=True)] = False


class ChildForm(Form):
    """A child, by age band, age or birth date; `lunch_included_in_norm` false is the column utan lunch."""

    age_band: str = ""
    age: Annotated[int, Field(ge=0, le=20, strict=True)] | None = None
    birth: date | None = None
    born: date | None = None
    lunch_included_in_norm: Annotated[bool, Field(strict=True)] | None = None
    days_in_home: Annotated[int, Field(ge=0, le=31, strict=True)] | None = None


class OutsiderForm(Form):
    """Somebody who lives in the dwelling and is not in the case."""

    relation: str = ""
    own_case: bool | None = None
    age: int | None = None


class HouseholdForm(Form):
    """Who lives together. A number of adults or children stands for that many."""

    adults: Annotated[tuple[AdultForm, ...], BeforeValidator(_several)] | None = None
    children: Annotated[tuple[ChildForm, ...], BeforeValidator(_several)] | None = None
    people_in_dwelling: Annotated[int, Field(ge=1, le=MOST_PERSONS, strict=True)] | None = None
    members_in_case: Annotated[int, Field(ge=1, le=MOST_PERSONS, strict=True)] | None = None
    outsiders_in_dwelling: Annotated[tuple[OutsiderForm, ...], BeforeValidator(_several)] = ()
    rooms: Annotated[int, Field(ge=1, le=20, strict=True)] | None = None


class CostForm(Form):
    """A cost; `approved` below `applied` is a person's decision, unless `cap` names a highest amount."""

    type: Annotated[str, Field(min_length=1)]
    applied: Amount | None = None
    approved: Amount | None = None
    cap: Amount | None = None


class IncomeForm(Form):
    """An income after tax, by a free Swedish name; `counted` is what the source says counts of it."""

    type: Annotated[str, Field(min_length=1)]
    net: Amount | None = None
    net_gross_of_jobbstimulans: Amount | None = None
    jobbstimulans_percent: Amount | None = None
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
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError("to lies before from")
        return self


class ExampleForm(Form):
    """One worked example; `expected` is free, for the figures differ from source to source."""

    id: Annotated[str, Field(min_length=1, pattern=r"^\S+$")]
    source: str = ""
    provenance: str = ""
    year: Annotated[int, Field(ge=1900, le=2190, strict=True)] | None
    period: PeriodForm | None = None
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


def read_examples(text: str) -> tuple[ExampleForm, ...]:
    """The examples of a file's text, numbers exact. Raises NotInTheForm with line or key."""
    try:
        content = json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once_each
        )
        examples = FileForm.model_validate(content).examples
    except json.JSONDecodeError as trouble:
        raise NotInTheForm(f"line {trouble.lineno}, column {trouble.colno}: {trouble.msg}") from trouble
    except ValidationError as trouble:
        raise NotInTheForm("; ".join(_place(one["loc"], one["msg"]) for one in trouble.errors())) from trouble
    twice = sorted(one for one, times in Counter(example.id for example in examples).items() if times > 1)
    if twice:
        raise NotInTheForm(f"the id {', '.join(twice)} stands twice: give each example an id of its own")
    return examples


def _no_number(word: str) -> NoReturn:
    raise NotInTheForm(f"{word} is not an amount: write a number")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = sorted(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    if twice:
        raise NotInTheForm(f"the key {', '.join(twice)} stands twice in one object: keep one")
    return dict(pairs)


def _place(location: tuple[int | str, ...], what: str) -> str:
    """`examples[3].household.adults: …`, as a person would point."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return f"{''.join(steps).removeprefix('.') or 'the file'}: {what}"
