"""Finding values at hand in a text, and putting their kind's word in their place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from flows.scrubbing.layers import layers
from flows.scrubbing.patterns import Found, looks_of
from flows.scrubbing.values import COMMON, IN_A_ROW, LEAST_DIGITS, Forms, Halves, Kind
from flows.scrubbing.words import Worded

MOST_BETWEEN = 6
"""So many words, such as fields' names, may stand between the two halves of an address."""
_DIGITS_IN_A_ROW = re.compile(rf"\d{{{LEAST_DIGITS},}}")


@dataclass(frozen=True)
class Matcher:
    """Finds the values of `forms`, and what merely looks like one."""

    forms: tuple[Forms, ...]

    def scrubbed(self, text: str) -> str:
        """The text with the word of its kind in place of each value that is found."""
        found = _apart(self._found(text))
        if not found:
            return text
        parts, at = list[str](), 0
        for start, end, kind in found:
            parts += (text[at:start], f"[{kind}]")
            at = end
        return "".join((*parts, text[at:]))

    def found_in(self, text: str) -> bool:
        """Whether there is anything to take out."""
        return next(self._found(text), None) is not None

    def _found(self, text: str) -> Iterator[Found]:
        for layer in layers(text):
            for start, end, kind in (*looks_of(layer.text), *self._known_in(layer.text)):
                yield *layer.origin(start, end), kind

    def _known_in(self, text: str) -> Iterator[Found]:
        worded = Worded(text)
        if not self._words.keys().isdisjoint(worded.bag):
            yield from self._words_in(worded)
        for needle, kind in self._phrases:
            if needle in worded.run:
                yield from ((*worded.place(*at), kind) for at in worded.standing(needle, is_whole=True))
        yield from self._digits_in(worded)
        for rare in worded.bag:
            for halves in self._halves.get(rare, ()):
                yield from _both_in(worded, halves)
        if self._rows:
            yield from self._rows_in(worded)
        if self._letters:
            yield from self._letters_in(text)

    def _words_in(self, worded: Worded) -> Iterator[Found]:
        for number, word in enumerate(worded.words):
            kind = self._words.get(word)
            if kind and (word not in COMMON or not worded.as_written(number).islower()):
                yield *worded.places[number], kind

    def _digits_in(self, worded: Worded) -> Iterator[Found]:
        for row in _DIGITS_IN_A_ROW.finditer(worded.run):
            for length in self._digit_lengths:
                for at in range(row.start(), row.end() - length + 1):
                    kind = self._digits.get(worded.run[at : at + length])
                    if kind:
                        yield *worded.place(*worded.touched(at, at + length)), kind

    def _rows_in(self, worded: Worded) -> Iterator[Found]:
        words = worded.words
        for at in range(len(words) - IN_A_ROW + 1):
            if words[at] in self._row_starts and "".join(words[at : at + IN_A_ROW]) in self._rows:
                yield worded.places[at][0], worded.places[at + IN_A_ROW - 1][1], Kind.TEXT

    def _letters_in(self, text: str) -> Iterator[Found]:
        small = text.lower()
        if len(small) != len(text):
            # A letter whose small form is two would move all that follows.
            small = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
        for letters in self._letters:
            at = small.find(letters)
            while at >= 0:
                yield at, at + len(letters), Kind.SECRET
                at = small.find(letters, at + 1)

    @cached_property
    def _words(self) -> dict[str, Kind]:
        return _merged(one.words for one in self.forms)

    @cached_property
    def _phrases(self) -> tuple[tuple[str, Kind], ...]:
        return tuple(_merged(one.phrases for one in self.forms).items())

    @cached_property
    def _digits(self) -> dict[str, Kind]:
        return _merged(one.digits for one in self.forms)

    @cached_property
    def _digit_lengths(self) -> frozenset[int]:
        return frozenset(map(len, self._digits))

    @cached_property
    def _halves(self) -> Mapping[str, list[Halves]]:
        """By the rare word that tells that they may be there; a town's name is no street's."""
        found, towns = defaultdict[str, list[Halves]](list), set[str]()
        for rare, halves in (each for one in self.forms for each in one.halves):
            found[rare].append(halves)
            if halves[0] == rare and rare.isdigit():
                towns.add(halves[1])
        for town in towns & found.keys():
            found[town] = [halves for halves in found[town] if halves[0] not in towns]
        return found

    @cached_property
    def _row_starts(self) -> frozenset[str]:
        return frozenset(word for one in self.forms for word in one.row_starts)

    @cached_property
    def _rows(self) -> frozenset[str]:
        return frozenset().union(*(one.rows for one in self.forms))

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset().union(*(one.letters for one in self.forms))


def _merged(kinds: Iterable[dict[str, Kind]]) -> dict[str, Kind]:
    merged: dict[str, Kind] = {}
    for one in kinds:
        merged.update(one)
    return merged


def _both_in(worded: Worded, halves: Halves) -> Iterator[Found]:
    """Both halves of a value, in any order; an address's other half only where it is next and near."""
    one, other, kind = halves
    others = list(worded.standing(other, is_whole=True)) if one in worded.run else []
    if not others:
        return
    if kind is not Kind.ADDRESS:
        for at in (*worded.standing(one, is_whole=False), *others):
            yield *worded.place(*at), kind
        return
    for first, last in worded.standing(one, is_whole=True):
        for away, _, at in sorted((max(at[0] - last, first - at[1]), at[0] < first, at) for at in others)[:1]:
            if away <= MOST_BETWEEN + 1:
                yield *worded.place(first, last), kind
                yield *worded.place(*at), kind


def _apart(found: Iterable[Found]) -> list[Found]:
    """In order, those that overlap made one, which is called as the first of them."""
    made: list[Found] = []
    for start, end, kind in sorted(found, key=lambda one: (one[0], -one[1])):
        if made and start < made[-1][1]:
            first = made[-1]
            made[-1] = (first[0], max(first[1], end), first[2])
        else:
            made.append((start, end, kind))
    return made
