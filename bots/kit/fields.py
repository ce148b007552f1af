"""Labels and their values on a form or a sheet, read whole in one go.

It must not know what any label means.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator

from bots.kit.asking import ask
from bots.kit.errors import NotThatScreen
from bots.kit.reading import READ_VALUE

# Four ways in which old systems put a label beside a value, in the page's order:
# <dt>/<dd>; <th>/<td> in a row; <label> with its control; a group of radio buttons under its <legend>.
_READ_PAIRS = (
    "places => {"
    + READ_VALUE
    + """
  const [place] = places;
  if (places.length !== 1) return {found: places.length};
  const pairs = [];
  const add = (label, value) => { if (label) pairs.push([label, value]); };
  const within = selector => [...place.querySelectorAll(selector)].filter(visible);
  const controlled = new Set();
  for (const element of within('dt, th, label, fieldset')) {
    if (element.matches('dt')) {
      const values = [];
      for (let next = element.nextElementSibling; next?.matches('dd'); next = next.nextElementSibling)
        if (visible(next)) values.push(valueOf(next));
      add(bare(element.innerText), values.join('\\n'));
    } else if (element.matches('th')) {
      const next = element.nextElementSibling;
      // A label has one value beside it; a heading over a column or before a row of cells is no label.
      if (next?.matches('td') && visible(next) && !next.nextElementSibling?.matches('td')) {
        add(bare(element.innerText), valueOf(next));
        next.querySelectorAll(CONTROLS).forEach(control => controlled.add(control));
      }
    } else if (element.matches('fieldset')) {
      const radios = [...element.querySelectorAll('input[type=radio]')].filter(visible);
      const legend = element.querySelector(':scope > legend');
      if (!legend || !radios.length) continue;
      radios.forEach(radio => controlled.add(radio));
      add(bare(legend.innerText), radios.map(held).filter(text => text).join('\\n'));
    } else if (element.control?.matches(CONTROLS) && visible(element.control)
        && !controlled.has(element.control)) {
      const words = element.cloneNode(true);
      words.querySelectorAll('input, select, textarea').forEach(control => control.remove());
      add(bare(words.textContent), held(element.control));
    }
  }
  return {pairs};
}"""
)


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
    read: dict[str, Any] = await ask(place, _READ_PAIRS)
    if read.get("found") == 0:
        await place.wait_for(state="attached")
        read = await ask(place, _READ_PAIRS)
    if "pairs" not in read:
        raise NotThatScreen(detail=f"expected one place with fields, found {read['found']}")
    return Fields(pairs=tuple((label, value) for label, value in read["pairs"]))
