"""Making everything on a page invisible but the words that may be shown.

The list is of what may be seen, so a kind of element nobody thought of is hidden.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Page

from bots.kit.outline import READ_LABELS, known_labels
from bots.kit.translation import summary

log = structlog.get_logger(__name__)

# Three layers, because old pages are stubborn: a style sheet for whatever comes later (constructed, so that
# no Content-Security-Policy stops it), inline styles against the page's own `!important`, and a check.
# What is inside a shadow root or a custom element is out of reach, so it goes altogether.
_MASK = (
    "known => {"
    + READ_LABELS
    + """
  const shown = labels(known).filter(one => one.showable);
  const mayShow = new Set();
  for (const {element} of shown) {
    mayShow.add(element);
    for (const inner of element.querySelectorAll('*'))
      if (!inner.matches(
        'input, select, select *, textarea, img, svg, svg *, canvas, video, iframe, object, embed, meter'
      ))
        mayShow.add(inner);
  }
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
    if (element.shadowRoot || element.localName.includes('-')) {
      element.style.setProperty('display', 'none', 'important');
    } else if (mayShow.has(element)) {
      element.dataset.utkastShown = '';
      element.style.setProperty('visibility', 'visible', 'important');
      element.style.setProperty('background', '#fff', 'important');
    } else {
      delete element.dataset.utkastShown;
      for (const [name, value] of [['transition', 'none'], ['animation', 'none'], ['background', '#fff'],
                                   ['visibility', 'hidden']])
        element.style?.setProperty(name, value, 'important');
    }
  }
}"""
)
_SHOW_FRAME = """element => {
  element.dataset.utkastShown = '';
  element.style.setProperty('visibility', 'visible', 'important');
}"""
# How many elements are visible that may not be, and the words that can be read now.
_SEEN = """() => {
  const shown = [...document.querySelectorAll('[data-utkast-shown]:not(iframe, frame)')];
  const loose = [...document.querySelectorAll('*')].filter(element =>
    !element.matches('[data-utkast-shown]') && element.checkVisibility({visibilityProperty: true}));
  return {loose: loose.length, words: shown.map(e => e.matches('input') ? e.value : e.innerText).join('|')};
}"""


class Unmasked(Exception):
    """The page showed something again while it was masked; the message holds nothing of the page."""


@asynccontextmanager
async def mask(page: Page) -> AsyncIterator[None]:
    """Mask the page and its frames.  Raises `Unmasked` if the page changed under the mask during the block.

    A frame that cannot be masked stays hidden.  The page is not unmasked: it is to be thrown away.
    """
    before = {page.main_frame: await _mask(page.main_frame)}
    for frame in page.frames:
        if frame.parent_frame in before and (words := await _mask_child(frame)) is not None:
            before[frame] = words
    yield
    for frame, words in before.items():
        if await _words(frame) != words:
            raise Unmasked("the page changed while its picture was taken")


async def _mask(frame: Frame) -> str:
    await frame.evaluate(_MASK, known_labels())
    return await _words(frame)


async def _mask_child(frame: Frame) -> str | None:
    """The words left in the frame, which is then shown; None if it could not be masked and stays hidden."""
    try:
        words = await _mask(frame)
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
