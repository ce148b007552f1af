"""Worked examples read from text; what is not in the form is told with its place and what to write."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any, NoReturn

from pydantic import ValidationError

from flows.worked_examples.form import ExampleForm, FileForm

MOST_DIGITS = 12


class NotInTheForm(Exception):
    """The text is not worked examples in the JSON form; the message says where and what to write."""


def read_examples(text: str) -> tuple[ExampleForm, ...]:
    """The examples of a file's text, numbers exact. Raises NotInTheForm with line or key."""
    try:
        content = json.loads(
            text,
            parse_float=_number,
            parse_int=lambda digits: int(_number(digits)),
            parse_constant=_no_number,
            object_pairs_hook=_once_each,
        )
        examples = FileForm.model_validate(content).examples
    except json.JSONDecodeError as trouble:
        raise NotInTheForm(f"line {trouble.lineno}, column {trouble.colno}: {trouble.msg}") from trouble
    except RecursionError as trouble:
        raise NotInTheForm("lists lie too deep in one another") from trouble
    except ValidationError as trouble:
        raise NotInTheForm("; ".join(_place(one["loc"], one["msg"]) for one in trouble.errors())) from trouble
    twice = sorted(one for one, times in Counter(example.id for example in examples).items() if times > 1)
    if twice:
        raise NotInTheForm(f"the id {', '.join(twice)} stands twice: give each example an id of its own")
    return examples


def _number(digits: str) -> Decimal:
    """The exact number; none that is too large to be kronor."""
    value = Decimal(digits)
    if value.adjusted() > MOST_DIGITS:
        raise NotInTheForm(f"{digits[:MOST_DIGITS]}… is too large to be an amount")
    return value


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
