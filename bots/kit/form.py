"""Fill a form by its labels, see that it kept what was typed, and send it.

A form is known by the button that sends it.  Filling is one question to the page, and sending may be part of
it: field by field a form would take longer than the page that answers.
Old systems say nothing when they cannot take what is typed, so every field is looked at before it is sent.
It must not know what the fields mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Response

from bots.kit.asking import ask
from bots.kit.errors import NotThatScreen, UnreadableValue
from bots.kit.landmark import Root
from bots.kit.outline import READ_LABELS, known_labels

_FIND = """
  const nameOf = button => tidy(button.matches('input') ? button.value || button.alt : button.innerText);
  const BUTTONS = 'button, input[type=submit], input[type=button], input[type=image]';
  const buttonsOf = name => [...document.querySelectorAll(BUTTONS)]
    .filter(one => one.form && visible(one) && nameOf(one) === name);
"""
_STANDS = "name => {" + READ_LABELS + _FIND + "return buttonsOf(name).length === 1; }"

# Whether a control took a value.  No browser stops a script from typing past `maxlength`.
_TOOK = """
  const tell = control => ['input', 'change'].forEach(kind =>
    control.dispatchEvent(new Event(kind, {bubbles: true})));
  const ticked = (control, value) => {
    if (control.checked !== value) control.click();
    return control.checked === value;
  };
  const chosen = (control, value) => {
    const options = [...control.options].filter(one => tidy(one.text) === value);
    if (options.length !== 1) return false;
    options[0].selected = true;
    tell(control);
    return true;
  };
  const typed = (control, value) => {
    control.value = value;
    if (control.maxLength >= 0 && value.length > control.maxLength) return false;
    tell(control);
    return control.value === value;
  };
  const took = (control, value) => {
    if (control.disabled || control.readOnly) return false;
    if (control.matches('[type=checkbox], [type=radio]')) return ticked(control, value);
    return control.matches('select') ? chosen(control, value) : typed(control, value);
  };
"""

# A grid has headings and no labels: <th>Avdelning</th><th>Belopp</th>… over <td><select></td><td><input>…
_FILL_GRID = """
  const fillGrid = (form, {caption, columns, rows}, missing, unkept) => {
    const captioned = one => tidy(one.caption?.innerText ?? '') === caption;
    const tables = [...form.querySelectorAll('table')].filter(captioned);
    if (tables.length !== 1) { missing.add(caption); return; }
    const [head, ...lines] = tables[0].rows;
    const heads = [...head.cells].map(cell => bare(cell.innerText));
    const at = columns.map(column => heads.indexOf(column));
    columns.filter((_, number) => at[number] < 0).forEach(column => missing.add(column));
    if (lines.length < rows.length) missing.add(`${caption} ${rows.length}`);
    if (missing.size) return;
    rows.forEach((row, line) => row.forEach((value, number) => {
      const control = lines[line].cells[at[number]]?.querySelector('input, select, textarea');
      if (!control) missing.add(columns[number]);
      else if (!took(control, value)) unkept.add(columns[number]);
    }));
  };
"""

# What the page's own checks would refuse, in silence: the press would then lead nowhere.
_REFUSED = """
  const refused = form => {
    const one = form.noValidate ? null : [...form.elements].find(e => e.willValidate && !e.validity.valid);
    return one ? [one.labels?.[0] ? bare(words(one.labels[0])) : one.localName] : [];
  };
"""

# Answers {missing, unkept, standing}; with anything in the first two the button is not pressed.
_FILL = (
    "({button: name, values, grids, press, known}) => {"
    + (READ_LABELS + _FIND + _TOOK + _FILL_GRID + _REFUSED)
    + """
  const missing = new Set(), unkept = new Set();
  const buttons = buttonsOf(name);
  const form = buttons.length === 1 ? buttons[0].form : null;
  const controlsOf = label => [...document.querySelectorAll('label')]
    .filter(one => one.control?.form === form && visible(one) && bare(words(one)) === label)
    .map(one => one.control);
  if (form) {
    for (const [label, value] of Object.entries(values)) {
      const controls = controlsOf(label);
      if (controls.length !== 1) missing.add(label);
      else if (!took(controls[0], value)) unkept.add(label);
    }
    grids.forEach(grid => fillGrid(form, grid, missing, unkept));
    if (press && !missing.size) refused(form).forEach(label => unkept.add(label));
    // By script, for an overlay would eat a click; by the button, so that the page's own checks run.
    if (press && !missing.size && !unkept.size) buttons[0].click();
  } else missing.add(name);
  const shown = missing.size ? labels(known).filter(one => one.showable).map(one => one.text) : [];
  return {missing: [...missing], unkept: [...unkept], standing: [...new Set(shown)].slice(0, 60)};
}"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows to be typed under the headings of the table with that caption."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]] = field(repr=False)


Values = Mapping[str, str | bool]
"""What to put at which label: a text, the text of an option, or whether a box or radio button is ticked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form on a page or in a frame, and the name of the button that sends it."""

    root: Root
    button: str

    async def stands(self) -> bool:
        """Whether there is a form with that button, and only one."""
        return bool(await ask(self.root, _STANDS, self.button))

    async def fill(self, values: Values, *grids: Grid) -> None:
        """Put each value at its label and each grid's rows in its first rows; send nothing.

        Raises `NotThatScreen` for a button, label, column or row that is not there, and `UnreadableValue`
        for a field that does not hold what was typed (a text too long, an option that does not exist).
        """
        await self._do(values, grids, press=False)

    async def send(self, values: Values | None = None) -> Response | None:
        """Fill, press the button and wait for the document that answers, whatever it is.  Never repeated.

        Raises as `fill` does, and also for what the page's own checks refuse, before anything is sent.
        An answer that does not come is Playwright's time-out or `SystemSlow`: it may have been sent.
        """
        async with self.root.expect_navigation(wait_until="domcontentloaded") as answer:
            await self._do(values or {}, (), press=True)
        return await answer.value

    async def _do(self, values: Values, grids: Sequence[Grid], *, press: bool) -> None:
        given = {"button": self.button, "values": dict(values), "press": press, "known": known_labels()}
        given["grids"] = [{"caption": one.caption, "columns": one.columns, "rows": one.rows} for one in grids]
        done: dict[str, Any] = await ask(self.root, _FILL, given)
        if done["missing"]:
            raise NotThatScreen(
                expected=f"a form with the button “{self.button}”",
                missing=done["missing"],
                standing=done["standing"],
            )
        if done["unkept"]:
            raise UnreadableValue(
                label=done["unkept"][0], trouble="the form does not keep what is typed there"
            )
