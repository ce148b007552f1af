"""Writes that go wrong: accepted without an answer, accepted twice, accepted as something else.

What the visitor posted is altered or repeated before the system sees it, so that its records are true: they
show what was really accepted. Knows Almanda's grid by the names of its fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import Scope

from mock_legacy.platform.fault_effects.answers import caught
from mock_legacy.platform.fault_effects.struck import Kind, Struck, Where, played, writing
from mock_legacy.platform.fault_effects.timing import cut_for_a_while, keep_silent
from mock_legacy.platform.habits import leave_habit

Fields = list[tuple[str, str]]
SHORTEST_TEXT = 8
_AMOUNT = "txtBelopp"
_ROW = re.compile(r"\$dgRader\$(ctl\d+)\$(\w+)$")
_TYPED_TEXTS = {"almanda": "$txt", "inbox": "external_id"}


async def cut_after_write(struck: Struck) -> None:
    """Let the system accept the write, then cut the connection before the answer.

    The visitor's line stays down for ``latency_ms``, or half a second, so that the browser's own second try
    is lost too; with ``latency_ms`` 1 it gets through, and the system keeps the write twice.
    """
    await caught(struck, struck.scope, struck.receive)
    await cut_for_a_while(struck)


async def silence_after_write(struck: Struck) -> None:
    """Let the system accept the write, then never answer; cut after ``latency_ms``, or two minutes."""
    await caught(struck, struck.scope, struck.receive)
    await keep_silent(struck)


async def error_after_write(struck: Struck) -> None:
    """Let the system accept the write, then answer with ``status``."""
    await caught(struck, struck.scope, struck.receive)
    text = struck.fault.text or "Tidsgränsen för begäran överskreds."
    response = PlainTextResponse(text, status_code=struck.fault.status)
    await response(struck.scope, struck.receive, struck.send)


async def late_write(struck: Struck) -> None:
    """Take the form, and keep what it says only after ``latency_ms``, or twenty seconds.

    The visitor is let in at once, as by a system whose server queues what it has taken: the write is kept
    though the visitor has given up meanwhile, hung up or logged out.
    """
    leave_habit(struck.scope, struck.fault)
    await struck.go_on()


async def double_save(struck: Struck) -> None:
    """Post the same form twice, as a button pressed twice; the visitor sees the second answer."""
    body = struck.where.asked.body
    await caught(struck, dict(struck.scope), played(body, struck.receive))
    await struck.app(struck.scope, played(body, struck.receive), struck.send)


async def amount_zeroed(struck: Struck) -> None:
    """Take 0 for one amount, in silence; ``text`` is the end of the field's name (txtBelopp)."""
    await _accept(struck, zeroed)


async def amounts_swapped(struck: Struck) -> None:
    """Exchange the amounts of two of the grid's rows, in silence."""
    await _accept(struck, lambda fields, struck: swapped(fields, struck, only=_AMOUNT))


async def rows_swapped(struck: Struck) -> None:
    """Let two of the grid's rows change places, in silence."""
    await _accept(struck, swapped)


async def text_cut(struck: Struck) -> None:
    """Keep half of one text, in silence; ``text`` is the end of the field's name (the longest, without)."""
    await _accept(struck, shortened)


def zeroed(fields: Fields, struck: Struck) -> Fields:
    """Put 0 into one field that holds an amount."""
    wanted = struck.fault.text or _AMOUNT
    hits = [at for at, (name, value) in enumerate(fields) if name.endswith(wanted) and value.strip(" 0,")]
    if not hits:
        return fields
    at = hits[struck.fault.pick % len(hits)]
    return [*fields[:at], (fields[at][0], "0"), *fields[at + 1 :]]


def swapped(fields: Fields, struck: Struck, only: str = "") -> Fields:
    """Exchange two neighbouring rows of the grid that differ, whole or in one column."""
    rows = _rows(fields, only)
    pairs = [
        (one, other) for one, other in zip(rows, list(rows)[1:], strict=False) if rows[one] != rows[other]
    ]
    if not pairs:
        return fields
    one, other = pairs[struck.fault.pick % len(pairs)]
    turned = {one: rows[other], other: rows[one]}
    return [(name, _turned(name, turned, value)) for name, value in fields]


def shortened(fields: Fields, struck: Struck) -> Fields:
    """Cut one text to its first half."""
    wanted = struck.fault.text or _TYPED_TEXTS[struck.where.step.system]
    texts = {
        name: value
        for name, value in fields
        if (name.endswith(wanted) if struck.fault.text else wanted in name)
        and len(value) >= SHORTEST_TEXT
        and not name.endswith(_AMOUNT)
    }
    if not texts:
        return fields
    longest = max(texts, key=lambda name: len(texts[name]))
    return [(name, value[: len(value) // 2] if name == longest else value) for name, value in fields]


def _rows(fields: Fields, only: str) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for name, value in fields:
        found = _ROW.search(name)
        if found and (not only or found[2] == only):
            rows.setdefault(found[1], {})[found[2]] = value
    # Blank rows stand at the end of the form: to change places with one is no change.
    return {key: row for key, row in rows.items() if any(v for k, v in row.items() if k != "ddlAvdelning")}


def _turned(name: str, rows: dict[str, dict[str, str]], value: str) -> str:
    found = _ROW.search(name)
    return value if found is None else rows.get(found[1], {}).get(found[2], value)


async def _accept(struck: Struck, spoil: Callable[[Fields, Struck], Fields]) -> None:
    fields = struck.where.fields
    spoiled = spoil(fields, struck)
    if spoiled == fields or not struck.counts():
        await struck.go_on()
        return
    body = urlencode(spoiled).encode()
    await struck.app(_with_length(struck.scope, len(body)), played(body, struck.receive), struck.send)


def _with_length(scope: Scope, length: int) -> Scope:
    changed = {**scope, "headers": list(scope["headers"])}
    MutableHeaders(raw=changed["headers"])["content-length"] = str(length)
    return changed


def _almanda_keeps(where: Where) -> bool:
    return where.writes and where.step.system == "almanda"


def _saves_a_form(where: Where) -> bool:
    return where.writes and bool(where.fields) and where.step.system in _TYPED_TEXTS


KINDS = {
    "cut_after_write": Kind(effect=cut_after_write, suits=writing),
    "silence_after_write": Kind(effect=silence_after_write, suits=writing),
    "error_after_write": Kind(effect=error_after_write, suits=writing),
    "late_write": Kind(effect=late_write, suits=_almanda_keeps),
    "double_save": Kind(effect=double_save, suits=writing),
    "amount_zeroed": Kind(effect=amount_zeroed, suits=_saves_a_form, counts_itself=True),
    "amounts_swapped": Kind(effect=amounts_swapped, suits=_saves_a_form, counts_itself=True),
    "rows_swapped": Kind(effect=rows_swapped, suits=_saves_a_form, counts_itself=True),
    "text_cut": Kind(effect=text_cut, suits=_saves_a_form, counts_itself=True),
}
