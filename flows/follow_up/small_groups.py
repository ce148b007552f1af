"""Small groups are not shown: a figure about three people is a figure about people.

Where one number of a column with a sum is hidden, the next smallest is hidden too, and so on until those that
are hidden are enough together: else they could be counted out. Pure, and told in the table's note.
"""

from collections.abc import Collection, Sequence

from flows.follow_up.figures import Cell

FEWEST = 5
HIDDEN_NOTE = "Grupper med färre än {fewest} visas inte, och inte heller en grupp som annars kunde räknas ut."


def too_small(sizes: Sequence[int], *, fewest: int = FEWEST) -> frozenset[int]:
    """Which of the groups, by place, must not be shown; an empty group tells of nobody and may be."""
    small = {at for at, size in enumerate(sizes) if 0 < size < fewest}
    for _, at in sorted((size, at) for at, size in enumerate(sizes) if size >= fewest):
        if small and (len(small) == 1 or sum(sizes[one] for one in small) < fewest):
            small.add(at)
    return frozenset(small)


def smallest(*sizes: int) -> int:
    """The smallest of a row's groups that has anybody in it, 0 when none has."""
    return min((size for size in sizes if size), default=0)


def without(
    rows: Sequence[tuple[Cell, ...]], hidden: Collection[int], *, names: int = 1
) -> tuple[tuple[Cell, ...], ...]:
    """The rows, those that are hidden with their first `names` cells alone."""
    return tuple(
        (*row[:names], *(None for _ in row[names:])) if at in hidden else row for at, row in enumerate(rows)
    )
