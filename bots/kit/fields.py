"""Labels and their values on a form or a sheet, read whole in one go.

It must not know what any label means.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.async_api import Locator

from bots.kit.errors import NotThatScreen

CHECKED = "ja"
UNCHECKED = "nej"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Label and value pairs in the page's order.  A label may stand twice; then it cannot be asked for."""

    pairs: tuple[tuple[str, str], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for label, _ in self.pairs)

    def __getitem__(self, label: str) -> str:
        """The value at a label.  Raises `NotThatScreen` if the label does not stand there exactly once."""
        values = [value for found, value in self.pairs if found == label]
        if len(values) != 1:
            told = "no such label" if not values else "several fields of that label"
            raise NotThatScreen(missing=(label,), standing=self.labels, detail=f"{told}: “{label}”")
        return values[0]

    def __contains__(self, label: object) -> bool:
        return label in self.labels

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)

    def __repr__(self) -> str:
        return f"Fields({self.labels!r})"


async def read_fields(place: Locator) -> Fields:
    """The pairs inside `place` in one evaluate: dl, rows of th and td, labels with their controls."""
    raise NotImplementedError
