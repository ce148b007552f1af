"""How a cell or a value is read off the page: the functions that `table` and `fields` hand to it.

What a person cannot see is not read, and a control is read for what it holds, not for its options.
"""

CHECKED = "ja"
UNCHECKED = "nej"

READ_VALUE = (
    f"const CHECKED = '{CHECKED}', UNCHECKED = '{UNCHECKED}';"
    """
const visible = element => element.checkVisibility({visibilityProperty: true});
const oneLine = text => text.replace(/\\s+/g, ' ').trim();
const bare = text => oneLine(text).replace(/\\s*[:*]+$/, '');
const lines = text => text.split(/\\n+/).map(line => line.replace(/[ \\t\\r]+/g, ' ').trim())
  .filter(line => line).join('\\n');
const CONTROLS = 'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=reset])'
  + ':not([type=image]):not([type=password]):not([type=file]), select, textarea';
const held = control => {
  if (control.matches('select')) return [...control.selectedOptions].map(o => oneLine(o.text)).join('\\n');
  if (control.matches('[type=checkbox]')) return control.checked ? CHECKED : UNCHECKED;
  if (control.matches('[type=radio]'))
    return control.checked ? (control.labels[0] ? bare(control.labels[0].innerText) : CHECKED) : '';
  return lines(control.value);
};
// A cell that holds a control says what the control holds; a cell that holds none says its visible text.
const valueOf = element => {
  if (element.matches(CONTROLS)) return held(element);
  const controls = [...element.querySelectorAll(CONTROLS)].filter(visible);
  return controls.length ? controls.map(held).filter(text => text).join('\\n') : lines(element.innerText);
};
"""
)
