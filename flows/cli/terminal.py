"""The terminal that people read at: what is printed is text, and never a command to the terminal.

Error words and stored texts may hold what somebody outside has written, such as an escape that hides a line.
"""

from typing import Any

from rich.console import Console
from rich.text import Text

from flows.plain_text import visible


class Terminal(Console):
    """A console that knows no markup, and shows an escape or a mark of direction as its number."""

    def __init__(self, **more: Any) -> None:
        super().__init__(markup=False, emoji=False, **more)

    def render_str(self, text: str, **how: Any) -> Text:
        """Rich asks this of every string: those printed, and those in a table."""
        return super().render_str(visible(text), **how)

    def out(self, *objects: Any, **how: Any) -> None:
        """Print without wrapping and without style."""
        super().out(*(visible(str(one)) for one in objects), **how)
