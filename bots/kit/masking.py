"""Making everything on a page invisible but the words that may be shown.

The list is of what may be seen, so a kind of element nobody thought of is hidden.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import structlog
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Page

from bots.kit.outline import READ_LABELS, allowed_labels, known_labels
from bots.kit.translation import summary

log = structlog.get_logger(__name__)

# Three layers, because old pages are stubborn: a style sheet for whatever comes later (constructed, so that
# no Content-Security-Policy stops it), inline styles against the page's own `!important`, and a check.
# What is inside a shadow root or a custom element is out of reach, so it goes altogether; a closed root is
# told by that no second one can be attached. What no inline style reaches, what style sheets write before and
# after elements, goes with its rules; and where nothing may be seen, nothing that is drawn there is.
_MASK = (
    "({known, allowed}) => {"
    + READ_LABELS
    + """
  const shown = labels(known, allowed).filter(one => one.showable);
  const mayShow = new Set();
  for (const {element} of shown) {
    mayShow.add(element);
    for (const inner of element.querySelectorAll('*'))
      if (!inner.matches(
        'input, select, select *, textarea, img, svg, svg *, canvas, video, iframe, object, embed, meter'
      ))
        mayShow.add(inner);
  }
  const holds = new Set();
  for (const kept of [...mayShow, ...document.querySelectorAll('iframe, frame')])
    for (let one = kept; one && !holds.has(one); one = one.parentElement) holds.add(one);
  const isClosed = element => {
    if (!element.matches('article, aside, blockquote, body, div, footer, h1, h2, h3, h4, h5, h6, header,'
        + 'main, nav, p, section, span')) return false;
    try {
      element.attachShadow({mode: 'closed'}).append(document.createElement('slot'));
      return false;
    } catch {
      return true;
    }
  };
  const withoutWritten = holder => {
    for (let number = holder.cssRules.length - 1; number >= 0; number--) {
      const rule = holder.cssRules[number];
      if (rule.styleSheet) tamed(rule.styleSheet);
      if (/::|:(before|after)/i.test(rule.selectorText ?? '')) holder.deleteRule(number);
      else if (rule.cssRules?.length) withoutWritten(rule);
    }
  };
  const tamed = sheet => {
    try {
      withoutWritten(sheet);
    } catch {
      sheet.disabled = true;
    }
  };
  [...document.styleSheets, ...document.adoptedStyleSheets].forEach(tamed);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    *, *::before, *::after, *::marker, *::backdrop {
      visibility: hidden !important; transition: none !important; animation: none !important;
      background: #fff !important; box-shadow: none !important; text-shadow: none !important; }
    *::before, *::after, *::marker { content: none !important; }
    [data-utkast-shown] { visibility: visible !important; opacity: 1 !important; color: #000 !important; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  for (const element of document.querySelectorAll('*')) {
    if (element.shadowRoot || element.localName.includes('-') || (holds.has(element) && isClosed(element))) {
      element.style.setProperty('display', 'none', 'important');
    } else if (mayShow.has(element)) {
      element.dataset.utkastShown = '';
      element.style.setProperty('visibility', 'visible', 'important');
      for (const [name, value] of [['background', '#fff'], ['border-image', 'none'], ['list-style', 'none'],
                                   ['content', 'normal'], ['mask', 'none'], ['overflow', 'visible']])
        element.style.setProperty(name, value, 'important');
    } else {
      delete element.dataset.utkastShown;
      for (const [name, value] of [['transition', 'none'], ['animation', 'none'], ['background', '#fff'],
                                   ['visibility', 'hidden']])
        element.style?.setProperty(name, value, 'important');
      if (!holds.has(element) || element.matches('iframe, frame'))
        element.style?.setProperty('opacity', '0', 'important');
    }
  }
}"""
)
_SHOW_FRAME = """element => {
  if (!element.matches('iframe, frame')) return;
  element.dataset.utkastShown = '';
  element.style.setProperty('visibility', 'visible', 'important');
  element.style.setProperty('opacity', '1', 'important');
}"""
# How many elements are visible that may not be, or have something written beside them; and the words that can
# be read now.
_SEEN = """() => {
  const shown = [...document.querySelectorAll('[data-utkast-shown]:not(iframe, frame)')];
  const loose = [...document.querySelectorAll('*')].filter(element =>
    !element.matches('[data-utkast-shown]') && element.checkVisibility({visibilityProperty: true}));
  const written = [...document.querySelectorAll('*')].filter(element =>
    ['::before', '::after', '::marker'].some(place => {
      const style = getComputedStyle(element, place);
      return !['none', 'normal'].includes(style.content) && style.visibility !== 'hidden';
    }));
  return {loose: loose.length + written.length,
          words: shown.map(e => e.matches('input') ? e.value : e.innerText).join('|')};
}"""


class Unmasked(Exception):
    """The page showed something again while it was masked; the message holds nothing of the page."""


@asynccontextmanager
async def mask(page: Page, is_personal: Callable[[str], bool]) -> AsyncIterator[None]:
    """Mask the page and its frames.  Raises `Unmasked` if the page changed under the mask during the block.

    A label that `is_personal` stays hidden, however much it looks like one, and so does a frame that cannot
    be masked.  The page is not unmasked: it is to be thrown away.
    """
    before = {page.main_frame: await _mask(page.main_frame, is_personal)}
    for frame in page.frames:
        if frame.parent_frame in before and (words := await _mask_child(frame, is_personal)) is not None:
            before[frame] = words
    yield
    for frame, words in before.items():
        if await _words(frame) != words:
            raise Unmasked("the page changed while its picture was taken")


async def _mask(frame: Frame, is_personal: Callable[[str], bool]) -> str:
    allowed = await allowed_labels(frame, is_personal)
    await frame.evaluate(_MASK, {"known": known_labels(), "allowed": allowed})
    return await _words(frame)


async def _mask_child(frame: Frame, is_personal: Callable[[str], bool]) -> str | None:
    """The words left in the frame, which is then shown; None if it could not be masked and stays hidden."""
    try:
        words = await _mask(frame, is_personal)
        await (await frame.frame_element()).evaluate(_SHOW_FRAME)
    except PlaywrightError as error:
        log.info("evidence.frame_hidden", why=summary(error))
        return None
    return words


async def _words(frame: Frame) -> str:
    seen: dict[str, Any] = await frame.evaluate(_SEEN)
    if seen["loose"]:
        raise Unmasked(f"{seen['loose']} elements could not be hidden")
    return str(seen["words"])
