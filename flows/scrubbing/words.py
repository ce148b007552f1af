"""Words and how they are compared: without case, without marks over letters, without what is not seen."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

LOST = "\ufffd"
"""What stands where a letter could not be read."""
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[\w{_MARKS}{_UNSEEN}{LOST}]+")
_LOST_BETWEEN = re.compile(rf"(?<=\d){LOST}(?=\d)")
_ALIKE = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ʼ": "", "ʻ": ""}
)
"""Letters that no mark can be taken from, and apostrophes that count as letters."""
_LEFT_OUT = re.compile(f"[{_MARKS}{_UNSEEN}]")


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """The word as it is compared: `ÅSA`, `åsa` and `A` with a ring after it are one; so are `ł` and `l`."""
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKD", word.casefold())).translate(_ALIKE)


def _parted(text: str) -> str:
    """The text, as long as it was, with a blank where words part at what counts as a letter elsewhere.

    That is an underscore, and what was lost between two digits: it was a hyphen or a blank.
    """
    parted = text.replace("_", " ")
    return _LOST_BETWEEN.sub(" ", parted) if LOST in parted else parted


def words_of(text: str) -> list[str]:
    """Every word as it is compared."""
    return [word.lower() if word.isascii() else folded(word) for word in _WORD.findall(_parted(text))]


def joined(text: str) -> str:
    """Its words without anything between them: `Storgatan 12 B` and `storgatan+12b` are one."""
    return "".join(words_of(text))


@dataclass(frozen=True)
class Worded:
    """A text's words, and the same without anything between them, to look for values in."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        """As they are compared."""
        return words_of(self.text)

    @cached_property
    def bag(self) -> frozenset[str]:
        """Each of them once."""
        return frozenset(self.words)

    @cached_property
    def run(self) -> str:
        """All in one."""
        return "".join(self.words)

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Where in the text each word stands."""
        return [found.span() for found in _WORD.finditer(_parted(self.text))]

    @cached_property
    def ends(self) -> list[int]:
        """Where in the run each word ends."""
        return list(accumulate(map(len, self.words)))

    def as_written(self, number: int) -> str:
        """The word of that number as it stands in the text."""
        start, end = self.places[number]
        return self.text[start:end]
