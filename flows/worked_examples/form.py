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
    model_validator,
)

from flows.eligibility.period import Period
from flows.worked_examples.form_values import MOST_PERSONS, amount, band, rows, several, whole, with_its_month

DESCRIPTIVE = frozenset(
    {"note", "notes", "comment", "source", "provenance", "title", "reason", "cap_source", "cap_note"}
)
"""Keys that only describe: no figure can depend on them."""
OLDEST = 100

Amount = Annotated[Decimal, BeforeValidator(amount)]
Age = Annotated[int, Field(ge=0, le=OLDEST, strict=True), BeforeValidator(whole)]
Persons = Annotated[int, Field(ge=1, le=MOST_PERSONS, strict=True), BeforeValidator(whole)]


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
    age: Age | None = None
    jobbstimulans_active: Annotated[bool, Field(strict=True)] = False


class ChildForm(Form):
    """A child, by age band, age or birth date; `lunch_included_in_norm` false is the column utan lunch."""

    age_band: Annotated[str, BeforeValidator(band)] = ""
    age: Age | None = None
    birth: date | None = None
    born: date | None = None
    lunch_included_in_norm: Annotated[bool, Field(strict=True)] | None = None
    days_in_home: Annotated[Amount, Field(ge=0, le=31)] | None = None


class OutsiderForm(Form):
    """Somebody who lives in the dwelling and is not in the case."""

    relation: str = ""
    own_case: bool | None = None
    age: Age | None = None


class HouseholdForm(Form):
    """Who lives together. A number of adults or children stands for that many.

    A `lodger` rents a room of his own in a dwelling of `people_in_dwelling`.
    """

    adults: Annotated[tuple[AdultForm, ...], BeforeValidator(several)] | None = None
    children: Annotated[tuple[ChildForm, ...], BeforeValidator(several)] | None = None
    people_in_dwelling: Persons | None = None
    members_in_case: Persons | None = None
    outsiders_in_dwelling: Annotated[tuple[OutsiderForm, ...], BeforeValidator(several)] = ()
    rooms: Annotated[int, Field(ge=1, le=20, strict=True), BeforeValidator(whole)] | None = None
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


def _is_month(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True


class PeriodForm(Form):
    """A month (`2026-10`), or whole months by first and last day."""

    month: str | None = None
    first: Annotated[date | None, Field(alias="from")] = None
    last: Annotated[date | None, Field(alias="to")] = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.month is None) == (self.first is None) or (self.first is None) != (self.last is None):
            raise ValueError("skriv month, eller både from och to")
        if self.month is not None and not _is_month(self.month):
            raise ValueError(f"{self.month} är ingen kalendermånad: skriv den som 2026-10")
        for day in (self.first, self.last):
            if day is not None and not _is_month(f"{day:%Y-%m}"):
                raise ValueError(f"{day} ligger före alla månader som kan räknas")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError("to ligger före from")
        return self


class ExampleForm(Form):
    """One worked example; `expected` is free, for the figures differ from source to source."""

    id: Annotated[str, Field(min_length=1), BeforeValidator(band)]
    source: str = ""
    provenance: str = ""
    year: Annotated[int, Field(ge=1900, le=2190, strict=True), BeforeValidator(whole)] | None = None
    period: PeriodForm | None = None
    municipality: str = ""
    household: HouseholdForm
    costs: Annotated[tuple[CostForm, ...], BeforeValidator(rows("applied"))] = ()
    special_costs: Annotated[tuple[CostForm, ...], BeforeValidator(rows("approved"))] = ()
    incomes: Annotated[tuple[IncomeForm, ...], BeforeValidator(rows("net"))] = ()
    expected: dict[str, Any]

    @model_validator(mode="before")
    @classmethod
    def _month_in_words(cls, said: dict[str, object]) -> dict[str, object]:
        return with_its_month(said)
