"""Reading a document against its shape: every element is known or refused, every required one is there.

It must not know any form; `form_shape` is the form's.
"""

import re
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from adapters.eplatform.unreadable import Unreadable, shown_name

MOST_ROWS = 99
"""Of one question; the form has room for ten. Every row becomes work for those who read it."""


class Times(Enum):
    """How often a field stands in its group."""

    ONCE = "once"
    MAYBE = "maybe"
    MANY = "many"
    """Any number of times under the same name."""
    NUMBERED = "numbered"
    """Any number of times as name1, name2 … without gaps, as the platform writes repeated groups."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A field: a text, or (with `parts`) a group of fields. `blank` texts may be empty."""

    name: str
    times: Times = Times.ONCE
    parts: tuple["Shape", ...] = ()
    blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A field as it was read: its path from the root, its text, its fields by the shape's names."""

    path: str
    text: str
    parts: dict[str, list["Read"]]

    def one(self, name: str) -> "Read":
        """The only field of that name; for fields that the shape requires."""
        (found,) = self.parts[name]
        return found

    def maybe(self, name: str) -> "Read | None":
        """The field of that name, if it was answered."""
        found = self.parts[name]
        return found[0] if found else None

    def all(self, name: str) -> list["Read"]:
        """Every field of that name, numbered ones in their order."""
        return self.parts[name]

    def __repr__(self) -> str:
        return f"Read({self.path})"


def read(element: etree._Element, shape: Shape, namespace: str, *, path: str = "") -> Read:
    """The element and everything in it. Raises `Unreadable` naming the first field that does not fit."""
    if element.attrib and path:
        raise Unreadable(path, "har ett attribut som är okänt")
    if not shape.parts:
        return Read(path=path, text=_text(element, shape, path), parts={})
    return Read(path=path, text="", parts=_parts(element, shape, namespace, path=path))


def _text(element: etree._Element, shape: Shape, path: str) -> str:
    if len(element):
        inner = etree.QName(element[0]).localname
        raise Unreadable(f"{path}/{shown_name(inner)}", "är okänt")
    text = (element.text or "").strip()
    if not text and not shape.blank:
        raise Unreadable(path, "är tomt")
    return text


def _parts(element: etree._Element, shape: Shape, namespace: str, *, path: str) -> dict[str, list[Read]]:
    if _has_loose_text(element):
        raise Unreadable(path or shape.name, "innehåller text där bara fält väntas")
    known = {part.name: part for part in shape.parts}
    found: dict[str, list[Read]] = {name: [] for name in known}
    for child in element:
        qualified = etree.QName(child)
        name, number = _name_and_number(qualified.localname, known)
        here = f"{path}/{shown_name(qualified.localname)}".lstrip("/")
        if name not in known or qualified.namespace != namespace:
            raise Unreadable(here, "är okänt")
        _check_turn(known[name].times, len(found[name]), number, here=here)
        found[name].append(read(child, known[name], namespace, path=here))
    for part in shape.parts:
        if part.times is Times.ONCE and not found[part.name]:
            raise Unreadable(f"{path}/{part.name}".lstrip("/"), "saknas")
    return found


def _name_and_number(name: str, known: dict[str, Shape]) -> tuple[str, int]:
    """`income2` is the second `income`, if the shape numbers incomes; 0 is no number."""
    match = re.fullmatch(r"([A-Za-z]+)([1-9][0-9]{0,2})", name)
    if match and match[1] in known and known[match[1]].times is Times.NUMBERED:
        return match[1], int(match[2])
    return name, 0


def _check_turn(times: Times, before: int, number: int, *, here: str) -> None:
    if times is Times.NUMBERED:
        if number != before + 1:
            raise Unreadable(here, "har ett nummer som inte följer på det förra")
        if number > MOST_ROWS:
            raise Unreadable(here, f"är fler rader än {MOST_ROWS}, som är det mesta roboten läser")
    elif times is not Times.MANY and before:
        raise Unreadable(here, "står två gånger")


def _has_loose_text(group: etree._Element) -> bool:
    """Whether text stands before, between or after the fields of a group."""
    between = [group.text, *(child.tail for child in group)]
    return any(text and text.strip() for text in between)
