"""Small groups are not shown: a figure about three people is a figure about people.

A part of one and a part of all but one tell as much as a whole of one, so each is a group that must be large
enough. Where one number of a column with a sum is hidden, the next smallest is hidden too, and so on until
those that are hidden are enough together: else they could be counted out. Pure, and told in the table's note.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flows.follow_up.figures import Cell

FEWEST = 5
HIDDEN_NOTE = (
    "En siffra visas inte när gruppen, delen eller resten är färre än {fewest}, och inte heller när den "
    "annars kunde räknas ut."
)
Groups = Sequence[int]
"""The sizes of the groups that one row tells of, such as a part and what is left of its whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Cells of each row, by place, that are shown together or not at all, and the groups of each row."""

    cells: Collection[int]
    groups: Sequence[Groups]


def without_small(
    rows: Sequence[tuple[Cell, ...]], blocks: Iterable[Block], *, fewest: int = FEWEST
) -> tuple[tuple[Cell, ...], ...]:
    """The rows without what tells of small groups.

    Where a block is hidden in a row, those after it are too: each must be of parts of the one before.
    """
    shown, hidden = [list(row) for row in rows], frozenset[int]()
    for one in blocks:
        hidden = too_small(one.groups, hidden=hidden, fewest=fewest)
        for row in hidden:
            for cell in one.cells:
                shown[row][cell] = None
    return tuple(tuple(row) for row in shown)


def too_small(
    groups: Sequence[Groups], *, hidden: Collection[int] = (), fewest: int = FEWEST
) -> frozenset[int]:
    """Which rows, by place, must not be shown, with those that are `hidden` already.

    An empty group tells of nobody and may be shown. Rows have groups of the same kinds in the same order.
    """
    small = {row for row, sizes in enumerate(groups) if any(0 < one < fewest for one in sizes)} | set(hidden)
    while small:
        together = [sum(sizes) for sizes in zip(*(groups[row] for row in small), strict=True)]
        few = [kind for kind, size in enumerate(together) if 0 < size < fewest]
        if not few and len(small) > 1:
            break
        left = [row for row, sizes in enumerate(groups) if row not in small and any(sizes)]
        helping = [row for row in left if any(groups[row][kind] for kind in few)]
        if len(small) == 1:
            helping = helping or left
        if not helping:
            break
        small.add(min(helping, key=lambda row: (min(size for size in groups[row] if size), row)))
    return frozenset(small)
