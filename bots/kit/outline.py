"""The labels that stand on a page, and which of them may be shown outside it.

Only what a system's makers wrote may be seen: labels, column headings, legends and buttons.
Values, cells and headings are never read here.  Old systems put people into labels too (a tick box per member
of the household, “Logga ut Anna”), so a text is shown only if it is a label that the robot's own screens
know, or is written as Swedish labels are: a capital first and small letters after it, no long numbers, no
e-mail address.  Of a word that the screens know the letters may be of any size.  A button with a single word
may be somebody's name, so that word must be one that the screens know, or that buttons say.
"""

from collections.abc import Callable, Iterable
from typing import Any

from playwright.async_api import Frame

# Handed to the page as text.  `known`: the labels of the robot's screens; `wanted`: the labels to find.
# An element's text leaves out controls inside it, so that a value inside a label is not taken for its words.
READ_LABELS = """
const SELECTOR = 'label, th, legend, dt, button, input[type=submit], input[type=button], input[type=reset]';
const tidy = text => text.replace(/\\s+/g, ' ').trim();
const bare = text => tidy(text).replace(/\\s*[:*]+$/, '');
const visible = element => element.checkVisibility({visibilityProperty: true});
const words = node => {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return '';
  if (node.matches('select, textarea, script, style, template, iframe, svg')) return '';
  if (node.matches('input')) return '';
  return [...node.childNodes].map(words).join(' ');
};
const labelText = element => element.matches('input') ? element.value : words(element);
const looksWritten = (text, usual) => text.length <= 60 && !/\\d{4}/.test(text) && !text.includes('@')
  && text.split(' ').every((word, at) => usual.has(word.toLowerCase()) || !/\\p{L}/u.test(word)
    || (at ? !/\\p{Lu}/u.test(word) : /^\\P{L}*\\p{Lu}\\P{Lu}*$/u.test(word)));
// A row heading in a table with column headings is data (a name, a date); so is the label of a tick box.
const holdsData = element =>
  (element.matches('th') && !!element.closest('tr')?.querySelector(':scope > td')
    && !!element.closest('table')?.querySelector('thead th, tr:first-child > th:nth-child(2)'))
  || (element.matches('label') && !!element.control && ['checkbox', 'radio'].includes(element.control.type));
const isSomeWord = (element, text, usual) =>
  element.matches('button, input') && !/\\s/.test(text) && !usual.has(text.toLowerCase());
// `allowed`: the labels beside the known that whoever asks has found nobody in; every one unless it is given.
const labels = (known, allowed) => {
  const usual = new Set(known.flatMap(text => text.toLowerCase().split(/\\s+/)));
  return [...document.querySelectorAll(SELECTOR)].filter(visible).map(element => {
    const text = bare(labelText(element));
    const isWritten = looksWritten(text, usual) && !holdsData(element) && !isSomeWord(element, text, usual)
      && (allowed?.includes(text) ?? true);
    return {element, tag: element.tagName.toLowerCase(), text, showable: known.includes(text) || isWritten};
  }).filter(one => one.text);
};
"""

_OUTLINE = (
    "({known, allowed}) => {"
    + READ_LABELS
    + """
  const written = new Map(labels(known, allowed).map(one => [one.element, one]));
  const KINDS = SELECTOR + ', h1, h2, h3, h4, h5, h6, form, table, dialog, iframe, frame, fieldset, '
    + 'input:not([type=hidden]), select, textarea, [role=alert], [role=dialog], [role=status]';
  const ROLES = ['alert', 'dialog', 'alertdialog', 'status', 'tab', 'button', 'heading', 'grid', 'table'];
  const TYPES = ['text', 'checkbox', 'radio', 'password', 'submit', 'button', 'date', 'file', 'search'];
  const told = element => {
    const one = {tag: element.tagName.toLowerCase()};
    const role = element.getAttribute('role');
    if (ROLES.includes(role)) one.role = role;
    if (element.matches('input')) one.type = TYPES.includes(element.type) ? element.type : 'other';
    if (element.matches('table')) one.rows = element.rows.length;
    const label = written.get(element);
    if (label?.showable) one.text = label.text;
    else if (label || element.matches('h1, h2, h3, h4, h5, h6, [role]')) one.hidden_text = true;
    return one;
  };
  const elements = [...document.querySelectorAll(KINDS)].filter(visible).slice(0, 400).map(told);
  const status = performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0;
  return {http_status: status, ready: document.readyState, elements};
}"""
)
_WRITTEN = (
    "known => {" + READ_LABELS + "return labels(known).filter(one => one.showable).map(one => one.text); }"
)

BUTTONS_SAY = (
    *("Avbryt", "Avsluta", "Bekräfta", "Fortsätt", "Föregående", "Hämta", "Hjälp", "Ja", "Klar", "Logga"),
    *("Lägg", "Meny", "Nej", "Nollställ", "Ny", "Nästa", "OK", "Radera", "Rensa", "Skapa", "Skicka", "Skriv"),
    *("Spara", "Stäng", "Sök", "Ta", "Tillbaka", "Uppdatera", "Visa", "Välj", "Ändra", "Ångra", "Öppna"),
)
"""What a button with one word says in any system."""
_known: set[str] = set(BUTTONS_SAY)


def learn(labels: Iterable[str]) -> None:
    """Labels that the robot's own screens name: these may always be shown."""
    _known.update(labels)


def known_labels() -> list[str]:
    """Every label learnt so far."""
    return sorted(_known)


async def allowed_labels(frame: Frame, is_personal: Callable[[str], bool]) -> list[str]:
    """The labels of a frame that may be shown and in which nobody who is at hand stands."""
    written: list[str] = await frame.evaluate(_WRITTEN, known_labels())
    return [text for text in written if not is_personal(text)]


async def outline(frame: Frame, is_personal: Callable[[str], bool]) -> dict[str, Any]:
    """What stands in a frame, as JSON for IT: tags, roles and the labels that may be shown, in page order.

    A text that may not be shown leaves only `hidden_text`: not even its length is told.
    """
    allowed = await allowed_labels(frame, is_personal)
    told: dict[str, Any] = await frame.evaluate(_OUTLINE, {"known": known_labels(), "allowed": allowed})
    return told
