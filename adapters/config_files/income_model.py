"""The income catalogue as it is written in YAML; refuses a code or a form word claimed twice."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from adapters.config_files.fields import Amount, Reference, Strict, Whole, Words
from flows.eligibility.incomes import Counted, IncomeCatalogue, IncomeKind

KEYS_THE_RULES_NAME = (
    "lon",
    "lon_barn",
    "overskott",
    "studiehjalp",
    "barnbidrag",
    "underhallsstod",
    "foraldrapenning",
    "pension",
)
DECLARED_BY_EMPLOYERS = "lon"
AGENCIES = ("", "FK", "PM", "CSN", "SO", "SKV")


class IncomeKindModel(Strict):
    """One kind of income."""

    key: Words
    label: Words
    counted: Counted
    reference: Reference
    agency: str = ""
    codes: tuple[Words, ...] = ()
    stated_as: tuple[Words, ...] = ()
    monthly: bool = False
    change_percent: Amount | None = None
    remark: str = ""
    pause_months: tuple[Annotated[Whole, Field(ge=1, le=12)], ...] = ()


def catalogue(models: tuple[IncomeKindModel, ...]) -> IncomeCatalogue:
    """The catalogue. Raises ValueError when a rule's key is missing or something is claimed by two kinds."""
    missing = set(KEYS_THE_RULES_NAME) - {one.key for one in models}
    if missing:
        raise ValueError(f"the rules need the kinds {', '.join(sorted(missing))}")
    for one in models:
        _check(one)
    _claimed_once("key", (one.key for one in models))
    _claimed_once("code", (f"{one.agency} {code}" for one in models for code in one.codes))
    _claimed_once("word of the form", (word for one in models for word in one.stated_as))
    return IncomeCatalogue(kinds=tuple(IncomeKind(**one.model_dump()) for one in models))


def _check(kind: IncomeKindModel) -> None:
    if kind.agency not in AGENCIES:
        raise ValueError(f"{kind.key}: no such agency {kind.agency}, write one of {', '.join(AGENCIES[1:])}")
    if kind.codes and not kind.agency:
        raise ValueError(f"{kind.key}: write the agency that uses the codes")
    if kind.agency and kind.stated_as and not kind.codes and kind.key != DECLARED_BY_EMPLOYERS:
        raise ValueError(f"{kind.key}: write the codes that the agency uses, or leave the agency out")
    if kind.counted is Counted.ASK and not kind.remark:
        raise ValueError(f"{kind.key}: write the question for the caseworker as remark")


def _claimed_once(what: str, values: Iterable[str]) -> None:
    twice = sorted(value for value, times in Counter(values).items() if times > 1)
    if twice:
        raise ValueError(f"the {what} {', '.join(twice)} is written twice: keep one")
