"""Worked examples read from text, one by one: what cannot be read is told, and the others are checked."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from flows.worked_examples.form import ExampleForm

MOST_DIGITS = 12
BYTE_ORDER_MARK = "\ufeff"
MOST_TROUBLES = 3
WHAT_TO_WRITE: Mapping[str, str] = {
    "missing": "saknas",
    "bool_type": "skriv true eller false",
    "dict_type": "skriv ett objekt",
    "tuple_type": "skriv en lista",
    "model_type": "skriv ett objekt",
    "model_attributes_type": "skriv ett objekt",
    "string_type": "skriv en text",
    "string_too_short": "skriv en text",
    "int_type": "skriv ett heltal",
}
"""What to write instead, by pydantic's name for what is wrong."""


class NotInTheForm(Exception):
    """The text as a whole is no list of examples in JSON; the message says where and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An example that is not in the form, and `why`, in Swedish."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class _NoAmount:
    """A number in the JSON that is no amount."""

    why: str


class _Object(dict[str, Any]):
    """A JSON object; `twice` are the keys that it has more than once."""

    twice: tuple[str, ...] = ()


def read_examples(text: str) -> tuple[ExampleForm | Unreadable, ...]:
    """The examples of a file's text, numbers exact. Raises NotInTheForm when it is no list of examples."""
    examples = _listed(_content(text.removeprefix(BYTE_ORDER_MARK)))
    return tuple(_example(number, said) for number, said in enumerate(examples))


def _content(text: str) -> object:
    try:
        return json.loads(
            text, parse_float=_number, parse_int=_whole, parse_constant=_no_number, object_pairs_hook=_object
        )
    except json.JSONDecodeError as trouble:
        raise NotInTheForm(f"line {trouble.lineno}, column {trouble.colno}: {trouble.msg}") from trouble
    except RecursionError as trouble:
        raise NotInTheForm("lists lie too deep in one another") from trouble


def _listed(content: object) -> list[object]:
    if isinstance(content, _Object):
        if "examples" in content.twice:
            raise NotInTheForm("the key examples stands twice: keep one")
        content = content.get("examples")
    if not isinstance(content, list):
        raise NotInTheForm('write an object with a list of examples, {"examples": [...]}, or a bare list')
    if not content:
        raise NotInTheForm("examples: write at least one example")
    return content


def _example(number: int, said: object) -> ExampleForm | Unreadable:
    """An example without an id is called by its place in the file."""
    place = f"examples[{number}]"
    if not isinstance(said, dict):
        return Unreadable(id=place, why="exemplet kan inte läsas: skriv ett objekt")
    name = str(said.get("id") or "").strip() or place
    troubles = list(_unusable(said, ""))
    if not troubles:
        try:
            return ExampleForm.model_validate({**said, "id": name})
        except ValidationError as trouble:
            troubles = [_told(one) for one in trouble.errors()]
    return Unreadable(id=name, why=f"exemplet kan inte läsas: {'; '.join(troubles[:MOST_TROUBLES])}")


def _unusable(said: object, place: str) -> Iterator[str]:
    """What no key can hold: an amount that is none, and a key that stands twice."""
    if isinstance(said, _NoAmount):
        yield f"{place}: {said.why}"
    elif isinstance(said, dict):
        if isinstance(said, _Object) and said.twice:
            yield f"{place or 'exemplet'}: nyckeln {', '.join(said.twice)} står två gånger, behåll en"
        for key, value in said.items():
            yield from _unusable(value, f"{place}.{key}".removeprefix("."))
    elif isinstance(said, list):
        for number, value in enumerate(said):
            yield from _unusable(value, f"{place}[{number}]")


def _number(digits: str) -> Decimal | _NoAmount:
    """The exact number; none that is too large to be kronor."""
    value = Decimal(digits)
    if value.adjusted() > MOST_DIGITS:
        return _NoAmount(f"{digits[:MOST_DIGITS]}… är för stort för att vara ett belopp")
    return value


def _whole(digits: str) -> int | _NoAmount:
    value = _number(digits)
    return value if isinstance(value, _NoAmount) else int(value)


def _no_number(word: str) -> _NoAmount:
    return _NoAmount(f"{word} är inget belopp, skriv ett tal")


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    read = _Object(pairs)
    read.twice = tuple(sorted(key for key, times in Counter(key for key, _ in pairs).items() if times > 1))
    return read


def _told(error: Mapping[str, Any]) -> str:
    """`household.adults: …`, as a person would point, with what to write."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"])
    return f"{''.join(steps).removeprefix('.') or 'exemplet'}: {_advice(error)}"


def _advice(error: Mapping[str, Any]) -> str:
    kind, limits = str(error["type"]), error.get("ctx", {})
    if kind == "value_error":
        return str(limits["error"])
    if kind.startswith("date"):
        return "skriv en dag som 2026-10-31"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = "minst" if "ge" in limits else "högst"
        return f"skriv {bound} {limits.get('ge', limits.get('le'))}"
    return WHAT_TO_WRITE.get(kind, "kan inte läsas, se exemplen i tests/cases/worked_examples.json")
