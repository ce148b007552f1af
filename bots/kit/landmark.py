"""How a screen, or a page that stands in its way, is recognised: one thing a person would look for.

It must not know any screen.
"""

import re
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import Frame, Locator, Page

Root = Page | Frame
"""Where a screen lives: the page, or one of its frames."""

Role = Literal["heading", "button", "link", "table", "tab", "alert", "dialog", "group"]


@dataclass(frozen=True, slots=True)
class Landmark:
    """One visible thing, found by role and name, by text, by label, or (last resort) by CSS."""

    by: Literal["role", "text", "start", "label", "css", "frame"]
    wanted: str
    role: Role = "heading"

    def within(self, root: Root) -> Locator:
        """The visible elements that show this landmark."""
        return self.anywhere(root).filter(visible=True)

    def anywhere(self, root: Root) -> Locator:
        """The elements that show this landmark, seen or not."""
        if self.by == "role":
            return root.get_by_role(self.role, name=self.wanted, exact=True)
        if self.by == "text":
            return root.get_by_text(self.wanted, exact=True)
        if self.by == "start":
            return root.get_by_text(re.compile(rf"^\s*{re.escape(self.wanted)}"))
        if self.by == "label":
            return root.get_by_label(self.wanted, exact=True)
        if self.by == "frame":
            return root.locator(f'iframe[name="{self.wanted}"], frame[name="{self.wanted}"]')
        return root.locator(self.wanted)

    def __str__(self) -> str:
        return f"{self.role if self.by == 'role' else self.by} “{self.wanted}”"


def heading(name: str) -> Landmark:
    """A heading with exactly this name."""
    return Landmark("role", name, "heading")


def role(kind: Role, name: str) -> Landmark:
    """An element of that role with exactly this name."""
    return Landmark("role", name, kind)


def text(shown: str) -> Landmark:
    """An element that says exactly this."""
    return Landmark("text", shown)


def text_starting(shown: str) -> Landmark:
    """An element whose text begins so, for texts that end in a name or a time."""
    return Landmark("start", shown)


def label(name: str) -> Landmark:
    """The field with exactly this label."""
    return Landmark("label", name)


def css(selector: str) -> Landmark:
    """Where the legacy page has nothing better; show its markup in a comment beside the use."""
    return Landmark("css", selector)


def frame(name: str) -> Landmark:
    """A frame of this name, visible or not."""
    return Landmark("frame", name)
