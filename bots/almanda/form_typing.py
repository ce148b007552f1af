"""Type a whole form in one go, and see that it kept what was typed.

Almanda says nothing when it cannot read what is typed, so every field is looked at before anything is sent.
It must not know what the fields mean.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bots.almanda.person_shown import require_said
from bots.kit.errors import NotThatScreen, UnreadableValue
from bots.kit.landmark import Root

# One evaluate for the whole form: field by field, forty rows would take longer than all pages together.
# The grid has headings, no labels: <th>Avdelning</th><th>Benämning</th>… over <td><select></td><td><input>…
_TYPE = """given => {
  const {fields, boxes, caption, columns, rows, about} = JSON.parse(given);
  const tidy = text => text.replace(/\\s+/g, ' ').trim().replace(/\\s*[:*]+$/, '');
  const labels = [...document.querySelectorAll('label')].filter(one => one.checkVisibility() && one.control);
  const missing = [], unkept = [];
  const said = [...document.querySelectorAll('div.avser')].map(div => div.textContent.trim());
  if (said.length !== 1 || !said[0].replace(/-/g, '').includes(about)) return JSON.stringify({said});
  const tell = control => ['input', 'change'].forEach(kind =>
    control.dispatchEvent(new Event(kind, {bubbles: true})));
  const controlled = label => {
    const found = labels.filter(one => tidy(one.textContent) === label);
    const usable = found.length === 1 && !found[0].control.disabled && !found[0].control.readOnly;
    if (!usable) missing.push(label);
    return usable ? found[0].control : null;
  };
  const type = (control, value, label) => {
    if (control.matches('select')) {
      const option = [...control.options].find(one => tidy(one.text) === value);
      if (!option) { unkept.push(label); return; }
      control.value = option.value;
    } else {
      control.value = value;
      const limit = control.maxLength;
      if (control.value !== value || (limit >= 0 && value.length > limit)) { unkept.push(label); return; }
    }
    tell(control);
  };
  for (const [label, value] of fields) {
    const control = controlled(label);
    if (control) type(control, value, label);
  }
  for (const [label, ticked] of boxes) {
    const control = controlled(label);
    if (control) { control.checked = ticked; tell(control); }
  }
  const grid = [...document.querySelectorAll('table')]
    .find(table => tidy(table.caption?.textContent ?? '') === caption);
  if (!grid) missing.push(caption);
  else {
    const [head, ...lines] = [...grid.rows];
    const heads = [...head.cells].map(cell => tidy(cell.textContent));
    const at = columns.map(column => heads.indexOf(column));
    columns.forEach((column, number) => { if (at[number] < 0) missing.push(column); });
    if (lines.length < rows.length) missing.push(`${caption} ${rows.length}`);
    else if (!missing.length) rows.forEach((row, line) => row.forEach((value, number) => {
      const control = lines[line].cells[at[number]]?.querySelector('input, select, textarea');
      if (control) type(control, value, columns[number]); else missing.push(columns[number]);
    }));
  }
  const standing = labels.map(one => tidy(one.textContent));
  return JSON.stringify({said, missing: [...new Set(missing)], unkept: [...new Set(unkept)], standing});
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows to be typed under the headings of the table with that caption."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What to type: texts and ticks by label, and a grid."""

    fields: Sequence[tuple[str, str]]
    boxes: Sequence[tuple[str, bool]]
    grid: Grid

    def __repr__(self) -> str:
        return "Filling(…)"


async def type_all(root: Root, digits: str, filling: Filling, *, screen: str) -> None:
    """Put each text at its label, tick the boxes, fill the grid's first rows; send nothing.

    Nothing is typed unless the form is about the person with these digits: `WrongPersonShown`.

    Raises `NotThatScreen` for labels, columns or rows that are not there, and `UnreadableValue` for a field
    that does not hold what was typed (a text too long, an option that does not exist).
    """
    grid = filling.grid
    given = {
        "about": digits,
        "fields": filling.fields,
        "boxes": filling.boxes,
        "caption": grid.caption,
        "columns": grid.columns,
        "rows": grid.rows,
    }
    done: dict[str, Any] = json.loads(await root.evaluate(_TYPE, json.dumps(given)))
    require_said(done["said"], digits, screen=screen)
    if done["missing"]:
        raise NotThatScreen(expected="a form to type in", missing=done["missing"], standing=done["standing"])
    if done["unkept"]:
        raise UnreadableValue(label=done["unkept"][0], trouble="the form does not keep what is typed there")
