"""Finding values at hand in a text, and putting their kind's word in their place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from flows.scrubbing.layers import layers
from flows.scrubbing.patterns import Found, looks_of
from flows.scrubbing.values import COMMON, IN_A_ROW, Forms, Kind
from flows.scrubbing.words import Worded


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
                yield from _in_run(worded, needle, kind, is_whole=True)
        for needle, kind in self._digits:
            if needle in worded.run:
                yield from _in_run(worded, needle, kind, is_whole=False)
        yield from self._halves_in(worded)
        if self._rows:
            yield from self._rows_in(worded)
        if self._letters:
            yield from self._letters_in(text)

    def _words_in(self, worded: Worded) -> Iterator[Found]:
        for number, word in enumerate(worded.words):
            kind = self._words.get(word)
            if kind and (word not in COMMON or not worded.as_written(number).islower()):
                yield *worded.places[number], kind

    def _halves_in(self, worded: Worded) -> Iterator[Found]:
        """A birth date and the four digits after it, wherever in the text each stands."""
        for born, last in self._halves:
            if last in worded.bag and born in worded.run:
                yield from _in_run(worded, born, Kind.NUMBER, is_whole=False)
                yield from _in_run(worded, last, Kind.NUMBER, is_whole=True)

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
        return {word: kind for one in self.forms for word, kind in one.words.items()}

    @cached_property
    def _phrases(self) -> tuple[tuple[str, Kind], ...]:
        return tuple({item: None for one in self.forms for item in one.phrases.items()})

    @cached_property
    def _digits(self) -> tuple[tuple[str, Kind], ...]:
        return tuple({item: None for one in self.forms for item in one.digits.items()})

    @cached_property
    def _halves(self) -> tuple[tuple[str, str], ...]:
        return tuple({half: None for one in self.forms for half in one.halves})

    @cached_property
    def _row_starts(self) -> frozenset[str]:
        return frozenset(word for one in self.forms for word in one.row_starts)

    @cached_property
    def _rows(self) -> frozenset[str]:
        return frozenset().union(*(one.rows for one in self.forms))

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset().union(*(one.letters for one in self.forms))


def _in_run(worded: Worded, needle: str, kind: Kind, *, is_whole: bool) -> Iterator[Found]:
    """Each time that it stands in the run: all words that it touches, which must be its own if `is_whole`."""
    starts = [0, *worded.ends[:-1]]
    at = worded.run.find(needle)
    while at >= 0:
        end = at + len(needle)
        touched = [
            number
            for number, (begins, ends) in enumerate(zip(starts, worded.ends, strict=True))
            if begins < end and at < ends
        ]
        first, last = touched[0], touched[-1]
        if not is_whole or (starts[first] == at and worded.ends[last] == end):
            yield worded.places[first][0], worded.places[last][1], kind
        at = worded.run.find(needle, at + 1)


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
