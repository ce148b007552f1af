"""What the applicant states: dwelling, incomes, costs, assets, plans.

Rows of exactly zero kronor are left out: the form makes them of fields that nobody filled in, and nothing is
stated or applied for by them. They are read like all others first, so that nothing unreadable hides there.
"""

from collections.abc import Iterator
from datetime import datetime

from adapters.eplatform import answers, own_words
from adapters.eplatform import form_words as words
from adapters.eplatform.shape import Read
from adapters.eplatform.unreadable import Unreadable
from flows.eligibility.case import Housing, PersonKey, StatedAsset, StatedCost, StatedIncome, Statement

_RECIPIENTS: dict[str, PersonKey] = {"Sökande": "sokande", "Medsökande": "medsokande"}
_MOST_PERSONS = 30
_MOST_ROOMS = 30


def statement(values: Read, *, submitted_at: datetime, completions: int, has_co_applicant: bool) -> Statement:
    """The statement; `submitted_at` comes from the list, because the XML's clock has no AM or PM.

    So does `completions`: the XML does not tell what was sent in later.
    """
    for question, rows in (
        ("hasIncome", "income"),
        ("hasAssets", "asset"),
        ("hasPendingBenefits", "pendingBenefit"),
    ):
        _check_announced(values.one(question).one("Value"), values.all(rows))
    message = values.maybe("message")
    return Statement(
        submitted_at=submitted_at,
        housing=_housing(values),
        incomes=tuple(_incomes(values, has_co_applicant)),
        costs=tuple(_costs(values)),
        assets=tuple(_asset(row) for row in values.all("asset")),
        pending_benefits=tuple(
            answers.word(row.one("Kind"), _BENEFIT_NAMES) for row in values.all("pendingBenefit")
        ),
        plans=tuple(_plans(values)),
        message=own_words.long(message.one("Value")) if message else "",
        attachments=len(values.all("attachment")),
        completions=completions,
    )


_BENEFIT_NAMES = {name: name for name in words.BENEFITS}


def _check_announced(announced: Read, rows: list[Read]) -> None:
    """A "Ja" without rows, or rows after a "Nej": the file contradicts itself, or rows were lost."""
    if answers.yes(announced) != bool(rows):
        raise Unreadable(announced.path, "stämmer inte med raderna som följer")


def _housing(values: Read) -> Housing:
    rooms = values.one("housingRooms").one("Value")
    return Housing(
        form=answers.word(values.one("housingForm").one("Value"), words.HOUSING_FORMS),
        rooms=answers.whole_number(rooms, smallest=0, largest=_MOST_ROOMS) if rooms.text else None,
        persons=answers.whole_number(
            values.one("housingPersons").one("Value"), smallest=1, largest=_MOST_PERSONS
        ),
        changed=answers.yes(values.one("housingChanged").one("Value")),
    )


def _incomes(values: Read, has_co_applicant: bool) -> Iterator[StatedIncome]:
    for row in values.all("income"):
        person = answers.word(row.one("Recipient"), _RECIPIENTS)
        if person == "medsokande" and not has_co_applicant:
            raise Unreadable(row.one("Recipient").path, "anger en medsökande som inte står i ansökan")
        income = StatedIncome(
            kind=answers.word(row.one("Kind"), words.INCOMES),
            person=person,
            amount=answers.amount(row.one("Amount")),
            paid_on=answers.day(row.one("Date")),
            payer=own_words.name(row.one("Employer")),
        )
        if income.amount:
            yield income


def _costs(values: Read) -> Iterator[StatedCost]:
    for row in values.all("cost"):
        cost = StatedCost(
            kind=answers.word(row.one("Kind"), words.COSTS),
            amount=answers.amount(row.one("Amount")),
            specification=own_words.short(row.one("Specification")),
        )
        if cost.amount:
            yield cost


def _asset(row: Read) -> StatedAsset:
    kind = answers.word(row.one("Kind"), words.ASSETS)
    return StatedAsset(kind=kind, description=own_words.short(row.one("Description")))


def _plans(values: Read) -> Iterator[str]:
    """The activities by code, then the applicant's own words."""
    yield from (answers.word(row.one("Kind"), words.ACTIVITIES) for row in values.all("activity"))
    if said := own_words.long(values.one("planning").one("Value")):
        yield said
