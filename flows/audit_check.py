"""Whether an audit log is whole, and if not, exactly what is wrong where.

Pure: it is given the entries in the order of their numbers, what our tables say of their end, and what
anchors outside have said of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from flows.audit import NOWHERE, NUMBERS, Cut, Entry, Head, genesis, link_after

MOST_COMPARED = 100
"""So many suspects are held against each other, to see whether they have changed places."""


class Wrong(StrEnum):
    """What is wrong with a part of the log."""

    EDITED = "EDITED"
    """It does not say what was signed; the next follows what was."""
    MISSING = "MISSING"
    """Between two that are there."""
    REORDERED = "REORDERED"
    """What was signed under another number stands here."""
    SPLICED = "SPLICED"
    """It belongs to no chain of ours: neither does it follow, nor is it followed."""
    TRUNCATED = "TRUNCATED"
    """The end of the log is gone."""
    REWRITTEN = "REWRITTEN"
    """An anchor outside has another link for it: whoever did that had the key."""
    FOREIGN = "FOREIGN"
    """An anchor is another installation's, or the log is."""
    HEADLESS = "HEADLESS"
    """What our tables keep apart of the end is gone or cannot be read: then nobody can tell whether there was
    anything more."""
    UNPLACED = "UNPLACED"
    """It has a number that no entry can have, and so no place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong with the entries from `first` to `last`; `belongs` is where a moved one was signed.

    What is wrong with the head is wrong with no entry, and what has no place has no number: 0.
    """

    wrong: Wrong
    first: int
    last: int
    belongs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the entries are held against. Without a `cut` the chain begins with the installation's genesis.

    `head` is what our tables keep apart of the end of the log; `anchors` lie outside.
    """

    key: bytes
    head: Head
    anchors: Sequence[Head] = ()
    cut: Cut | None = None
    is_emptied: bool = False
    """Whether everything up to the cut was deleted, so that nothing can stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Suspect:
    entry: Entry
    previous: str
    wrong: Wrong | None


def verified(entries: Iterable[Entry], proof: Proof) -> Sequence[Finding]:
    """Everything that is wrong, in order of number; nothing for an honest log.

    Of what comes directly after a gap or a foreign entry nobody can tell more than that the next follows it.
    """
    walk = Walk(proof)
    for entry in entries:
        walk.meet(entry)
    return walk.findings()


class Walk:
    """One way through the log, for those who do not hold all of it at once.

    One entry is in hand until the next has been seen: what was signed shows in what follows it.
    """

    def __init__(self, proof: Proof) -> None:
        start = proof.cut or Cut(number=0, link=genesis(proof.head.installation, proof.key))
        self._proof = proof
        self._start = start.number
        self._number, self._link = start.number, start.link
        self._unproven = False
        self._hand: Entry | None = None
        self._suspects: list[_Suspect] = []
        self._found: list[Finding] = []
        ours = [one for one in proof.anchors if one.installation == proof.head.installation]
        self._anchored: Mapping[int, set[str]] = _by_number(ours)

    def meet(self, entry: Entry) -> None:
        """The next by number; those before the cut are not asked about, nor then those without a place."""
        if entry.number not in NUMBERS and (self._proof.cut is None or self._proof.is_emptied):
            self._note(Wrong.UNPLACED, NOWHERE, NOWHERE)
        elif entry.number <= self._start and self._proof.is_emptied:
            self._note(Wrong.SPLICED, entry.number, entry.number)
        if entry.number <= self._start:
            return
        if self._hand is not None:
            self._prove(self._hand, is_followed=self._follows(self._hand.link, entry))
        self._hand = entry

    def findings(self) -> Sequence[Finding]:
        """Everything that is wrong, when the last has been met."""
        head = self._proof.head
        if self._hand is not None:
            is_last = self._hand.link == head.link
            follows = self._follows(self._link, self._hand)
            self._prove(self._hand, is_followed=is_last)
            if self._hand.number > head.number:
                self._note(Wrong.SPLICED, head.number + 1, self._hand.number)
            elif self._hand.number == head.number and follows and not is_last:
                self._note(Wrong.EDITED, head.number, head.number)
        self._look_at_the_end(head)
        found = {*self._found, *_told(self._suspects, self._proof.key)}
        return sorted(found, key=lambda one: (one.first, one.last, one.wrong))

    def _prove(self, entry: Entry, *, is_followed: bool) -> None:
        follows, gap = self._follows(self._link, entry), entry.number - self._number - 1
        if gap > 0:
            self._note(Wrong.MISSING, self._number + 1, entry.number - 1)
        if gap < 0 or not follows:
            self._suspect(entry, is_followed=is_followed, may_be_honest=gap > 0 or self._unproven)
        elif self._anchored.get(entry.number, {entry.link}) != {entry.link}:
            self._note(Wrong.REWRITTEN, entry.number, entry.number)
        self._unproven = not follows and not is_followed
        self._number, self._link = entry.number, entry.link

    def _suspect(self, entry: Entry, *, is_followed: bool, may_be_honest: bool) -> None:
        """What comes after something else that is wrong is held against the others, and not blamed for it."""
        wrong = Wrong.EDITED if is_followed else Wrong.SPLICED
        blamed = None if is_followed and may_be_honest else wrong
        self._suspects.append(_Suspect(entry=entry, previous=self._link, wrong=blamed))

    def _follows(self, link: str, entry: Entry) -> bool:
        return link_after(link, entry, self._proof.key) == entry.link

    def _look_at_the_end(self, head: Head) -> None:
        if not head.installation:
            self._note(Wrong.HEADLESS, 0, 0)
        beyond = max([head.number, *self._anchored])
        if beyond > max(self._number, self._start):
            self._note(Wrong.TRUNCATED, self._number + 1, beyond)
        if any(one.installation != head.installation for one in self._proof.anchors):
            self._note(Wrong.FOREIGN, 1, self._number)

    def _note(self, wrong: Wrong, first: int, last: int) -> None:
        self._found.append(Finding(wrong=wrong, first=first, last=last))


def _by_number(anchors: Iterable[Head]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = {}
    for one in anchors:
        found.setdefault(one.number, set()).add(one.link)
    return found


def _told(suspects: Sequence[_Suspect], key: bytes) -> Iterable[Finding]:
    """Each suspect as a finding: one that fits another's place has been moved."""
    homes = _homes(suspects[:MOST_COMPARED], key)
    links_of = dict(homes.values())
    for one in suspects:
        number = one.entry.number
        if number in homes:
            yield Finding(wrong=Wrong.REORDERED, first=number, last=number, belongs=homes[number][0])
        elif one.wrong and link_after(links_of.get(number - 1, ""), one.entry, key) != one.entry.link:
            # What follows the one that has been moved from before it stands where it should.
            yield Finding(wrong=one.wrong, first=number, last=number)


def _homes(suspects: Sequence[_Suspect], key: bytes) -> Mapping[int, tuple[int, str]]:
    """Of those that were moved: where they were signed, and with which link, by where they stand."""
    links = {one.previous for one in suspects} | {one.entry.link for one in suspects}
    return {
        one.entry.number: (other.entry.number, one.entry.link)
        for one in suspects
        for other in suspects
        if _fits(one.entry, other, links, key=key)
    }


def _fits(entry: Entry, other: _Suspect, links: Collection[str], *, key: bytes) -> bool:
    """Whether the entry was signed under the other's number, wherever its link is now."""
    if entry.number == other.entry.number:
        return False
    moved = replace(entry, number=other.entry.number)
    return any(link_after(link, moved, key) in {entry.link, other.entry.link} for link in links)
