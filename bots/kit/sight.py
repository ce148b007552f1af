"""One look at a page: does the wanted landmark stand there, or bad weather, or an error page?

Everything that is asked of an arriving page is answered by one call to it (3 ms), where Playwright's locators
would take one call each (8 to 20 ms).
It must not know any screen.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import Any

from bots.kit.asking import answered, ask
from bots.kit.landmark import Landmark, Root
from bots.kit.outline import READ_LABELS, known_labels

# `seen` answers for one landmark.  Names are compared as a person reads them: white space folded, whole.
_LOOK = (
    "({wanted, weather, labels: wantedLabels, known}) => {"
    + READ_LABELS
    + """
  const ROLES = {
    heading: 'h1, h2, h3, h4, h5, h6, [role=heading]',
    button: 'button, input[type=submit], input[type=button], input[type=reset], input[type=image], '
      + '[role=button]',
    link: 'a[href], area[href], [role=link]', table: 'table, [role=table], [role=grid]', tab: '[role=tab]',
    alert: '[role=alert]', dialog: 'dialog[open], [role=dialog], [role=alertdialog]',
    group: 'fieldset, [role=group]',
  };
  const namedBy = e => e.getAttribute('aria-labelledby')?.split(/\\s+/)
    .map(id => document.getElementById(id)?.textContent ?? '').join(' ');
  const nameOf = e => tidy(e.getAttribute('aria-label') || namedBy(e)
    || (e.matches('input') ? e.value || e.alt : '')
    || (e.matches('table') ? e.caption?.textContent ?? '' : '')
    || (e.matches('fieldset') ? e.querySelector(':scope > legend')?.textContent ?? '' : '')
    || (e.matches('dialog, [role=dialog], [role=alertdialog]')
        ? e.querySelector('h1, h2, h3, h4, h5, h6, legend')?.textContent ?? '' : '')
    || (e.matches('input, table, fieldset, dialog') ? '' : e.textContent));
  const within = (selector, fits) =>
    [...document.querySelectorAll(selector)].some(e => fits(e) && visible(e));
  // From each piece of text that begins so, up to the first element that says enough.
  const says = (wanted, fits) => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const piece = tidy(walker.currentNode.data);
      if (!piece || !(piece.startsWith(wanted) || wanted.startsWith(piece))) continue;
      let e = walker.currentNode.parentElement;
      while (e && tidy(e.textContent).length < wanted.length) e = e.parentElement;
      if (e && !e.matches('script, style, title') && fits(tidy(e.textContent)) && visible(e)) return true;
    }
    return false;
  };
  const seen = one => {
    if (one.by === 'role') return within(ROLES[one.role], e => nameOf(e) === one.wanted);
    if (one.by === 'label') return within('label', e => bare(words(e)) === one.wanted && e.control)
      || within('[aria-label]', e => e.getAttribute('aria-label') === one.wanted);
    if (one.by === 'text') return says(one.wanted, text => text === one.wanted);
    if (one.by === 'start') return says(one.wanted, text => text.startsWith(one.wanted));
    if (one.by === 'frame')
      return [...document.querySelectorAll('iframe, frame')].some(e => e.name === one.wanted);
    return within(one.wanted, () => true);
  };
  // A list whose headings stand there alone: its rows are still on their way, or it forgets to say that
  // there are none.
  const bareList = table => visible(table) && table.rows[0]?.cells.length > 1
    && [...table.rows].every(row => [...row.cells].every(cell => cell.tagName === 'TH'));
  const handshake =
    document.body?.firstChild?.data?.startsWith('Playwright client-certificate error') ?? false;
  const answer = {
    there: seen(wanted), weather: weather.findIndex(seen), ready: document.readyState !== 'loading',
    bare: [...document.querySelectorAll('table')].some(bareList),
    handshake, lost: location.protocol === 'chrome-error:', missing: [], standing: [],
    status: performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0,
  };
  const told = answer.there && answer.weather < 0 && !wantedLabels.length ? [] : labels(known);
  const texts = new Set(told.map(one => one.text));
  // A legacy form may write its labels in plain cells: any visible element with exactly that text will do.
  if (answer.there) answer.missing = wantedLabels.filter(label =>
    !texts.has(label) && !says(label, text => bare(text) === label));
  answer.standing = [...new Set(told.filter(one => one.showable).map(one => one.text))].slice(0, 60);
  return answer;
}"""
)
_MARK = "document.documentElement.dataset.utkastMet = 'yes'"
_GONE = f"given => !document.documentElement?.dataset.utkastMet || !({_LOOK})(given).there"
_WORTH_A_LOOK = (
    f"given => {{ const seen = ({_LOOK})(given);"
    " const error = seen.handshake || seen.lost || seen.status >= 400;"
    " const there = seen.there && !(given.lists && seen.bare);"
    " return seen.weather >= 0 || (seen.ready && (there || error)); }"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look saw."""

    there: bool
    """The wanted landmark is visible."""
    weather: int
    """Which of the bad weather's signs is visible, or -1."""
    ready: bool
    """The document has been parsed to its end."""
    bare: bool
    """A list shows its headings alone, neither rows nor words that there are none."""
    handshake: bool
    """The TLS handshake with a client certificate failed: the driver serves that text as the page."""
    lost: bool
    """The browser's own error page stands there."""
    status: int
    """The HTTP status of the document, 0 if unknown."""
    missing: tuple[str, ...]
    """Those of the wanted labels that stand nowhere."""
    standing: tuple[str, ...]
    """The labels that stand there and may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to look for on one page or frame."""

    wanted: Landmark
    weather: Sequence[Landmark] = ()
    labels: Sequence[str] = ()
    lists: bool = False
    """Whether the lists must have their rows, or say that there are none, before it is worth a look."""


async def look(root: Root, wish: Wish) -> Look:
    """Look once, now.  Raises `SystemSlow` if the page does not answer in time."""
    read: dict[str, Any] = await ask(root, _LOOK, _as_arguments(wish))
    read |= {"missing": tuple(read["missing"]), "standing": tuple(read["standing"])}
    return Look(**read)


async def wait_for_sight(root: Root, wish: Wish) -> None:
    """Wait until a look is worth while: the landmark, bad weather or an error page."""
    await root.wait_for_function(_WORTH_A_LOOK, arg=_as_arguments(wish))


@asynccontextmanager
async def seen_off(root: Root, sign: Landmark) -> AsyncIterator[None]:
    """What is done in the block takes the sign away, or the document it stood in; wait until it has."""
    await answered(root, root.evaluate(_MARK))
    yield
    await root.wait_for_function(_GONE, arg=_as_arguments(Wish(wanted=sign)))


def _as_arguments(wish: Wish) -> dict[str, Any]:
    return {
        "wanted": asdict(wish.wanted),
        "weather": [asdict(sign) for sign in wish.weather],
        "labels": list(wish.labels),
        "lists": wish.lists,
        "known": known_labels(),
    }
