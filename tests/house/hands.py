"""The robot proposes and looks: no name or button that decides, and no blind wait."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.house.sources import Source

_DECIDING_VERBS = frozenset(
    {"approve", "decide", "deny", "disburse", "grant", "pay", "payout", "refuse", "reject"}
    | {"avslå", "avsla", "besluta", "bevilja", "betala", "fastställ", "faststall", "fastställa", "faststalla"}
    | {"godkänn", "godkann", "godkänna", "godkanna", "utbetala"}
)
_DECIDING_BUTTON = re.compile(
    r"\s*(avslå|besluta|bevilja|betala ut|fastställ|fatta beslut|godkänn|utbetala)( beslut(et)?)?\s*",
    re.IGNORECASE,
)
_BLIND_WAITS = frozenset(("wait_for_timeout", "networkidle"))
_REASONED_SLEEP = re.compile(r"# noqa: TID251 +\S+ \S+")


def deciding_names(hands: Iterable[Source]) -> list[str]:
    """No port, bot or adapter has a public name that decides: the robot proposes."""
    return [
        f"{source.path}:{line} is named {name}"
        for source in hands
        for line, name in _names(source.tree)
        if not name.startswith("_") and _DECIDING_VERBS & set(name.lower().split("_"))
    ]


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every function, method, class attribute and instance attribute that a module makes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()) if not _is_a_date(name):
                yield node.lineno, name
            case ast.ClassDef(body=body) | ast.Module(body=body):
                yield from _assigned(body)


def _assigned(body: Iterable[ast.stmt]) -> Iterator[tuple[int, str]]:
    for statement in body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                if not _is_a_date(name):
                    yield statement.lineno, name


def _is_a_date(name: str) -> bool:
    """A field such as `pay_on` holds the day of a person's act; a function of that name would be the act."""
    return name.lower().endswith("_on")


def deciding_buttons(hands: Iterable[Source]) -> list[str]:
    """No bot or adapter holds the label of a button that decides, so none can press it."""
    return [
        f"{source.path}:{node.lineno} holds the label {node.value!r}"
        for source in hands
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _DECIDING_BUTTON.fullmatch(node.value)
    ]


def blind_waits(robot: Iterable[Source]) -> list[str]:
    """The robot waits for what it expects to see; a sleep says on its line what it is for."""
    return [
        f"{source.path}:{node.lineno} waits blindly ({name})"
        for source in robot
        for node in ast.walk(source.tree)
        if isinstance(node, ast.expr | ast.stmt) and (name := _blind_wait(node, source)) is not None
    ]


def _blind_wait(node: ast.expr | ast.stmt, source: Source) -> str | None:
    match node:
        case ast.Attribute(attr=name) if name in _BLIND_WAITS:
            return name
        case ast.Constant(value=str() as name) if name in _BLIND_WAITS:
            return name
        case ast.Attribute(value=ast.Name(id="time"), attr="sleep"):
            return "time.sleep"
        case ast.ImportFrom(module="time" | "asyncio" as module, names=names) if "sleep" in {
            n.name for n in names
        }:
            return f"{module}.sleep"
        case ast.Attribute(value=ast.Name(id="asyncio"), attr="sleep"):
            line = source.text.splitlines()[node.lineno - 1]
            return None if _REASONED_SLEEP.search(line) else "asyncio.sleep"
    return None
