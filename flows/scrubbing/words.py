"""Words and how they are compared: without case, without marks over letters, without what is not seen."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
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

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the first and the last word that this part of the run is of."""
        return bisect_right(self.ends, start), bisect_left(self.ends, end)

    def standing(self, needle: str, *, is_whole: bool) -> Iterator[tuple[int, int]]:
        """Where it stands in the run: its first and last word's numbers, all its own if `is_whole`."""
        at = self.run.find(needle)
        while at >= 0:
            end = at + len(needle)
            first, last = self.touched(at, end)
            if not is_whole or (self.ends[first] - len(self.words[first]) == at and self.ends[last] == end):
                yield first, last
            at = self.run.find(needle, at + 1)

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Where in the text the words from the first to the last stand."""
        return self.places[first][0], self.places[last][1]

    def as_written(self, number: int) -> str:
        """The word of that number as it stands in the text."""
        start, end = self.places[number]
        return self.text[start:end]
