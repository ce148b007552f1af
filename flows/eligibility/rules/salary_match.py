"""Pair the wages an applicant states with those the employers declare. Answers no legal question of its own.

Employers are often called otherwise in daily speech than in the register, so equal amounts pair too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

TOLERANCE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wage:
    """A wage after tax: who paid it (blank when not said) and how much, kronor."""

    payer: str
    net: Decimal


Pair: TypeAlias = tuple[Wage, Wage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Pairs of a stated and a declared wage, and the wages that stand alone.

    `renamed` agree in amount under two names; `differing` have one employer and two amounts.
    """

    renamed: tuple[Pair, ...] = ()
    differing: tuple[Pair, ...] = ()
    only_stated: tuple[Wage, ...] = ()
    only_declared: tuple[Wage, ...] = ()


def pair(stated: Iterable[Wage], declared: Iterable[Wage]) -> Pairing:
    """Pair by name and amount, then by amount, then by name; the same answer whatever the order."""
    left, right = _merged(stated), _merged(declared)
    if left and right and not any(one.payer for one in left) and _agree(_total(left), _total(right)):
        return Pairing()
    _take(left, right, lambda a, b: _same_payer(a, b) and _agree(a.net, b.net))
    by_amount = _take(left, right, lambda a, b: _agree(a.net, b.net))
    by_name = _take(left, right, _same_payer)
    return Pairing(
        renamed=tuple(one for one in by_amount if one[0].payer),
        differing=tuple(by_name),
        only_stated=tuple(left),
        only_declared=tuple(right),
    )


def _take(left: list[Wage], right: list[Wage], fits: Callable[[Wage, Wage], bool]) -> list[Pair]:
    """Move every fitting pair out of both lists."""
    pairs = []
    for one in list(left):
        match = next((other for other in right if fits(one, other)), None)
        if match is not None:
            left.remove(one)
            right.remove(match)
            pairs.append((one, match))
    return pairs


def _merged(wages: Iterable[Wage]) -> list[Wage]:
    """One wage for each payer: a month may hold several payments from the same employer."""
    sums: dict[str, Wage] = {}
    for number, wage in enumerate(sorted(wages, key=lambda one: (one.payer, one.net))):
        key = _bare(wage.payer) or f"#{number}"
        earlier = sums.get(key, Wage(payer=wage.payer, net=Decimal(0)))
        sums[key] = Wage(payer=earlier.payer, net=earlier.net + wage.net)
    return list(sums.values())


def _total(wages: Iterable[Wage]) -> Decimal:
    return sum((one.net for one in wages), Decimal(0))


def _agree(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= TOLERANCE


def _same_payer(one: Wage, other: Wage) -> bool:
    return bool(one.payer) and _bare(one.payer) == _bare(other.payer)


def _bare(payer: str) -> str:
    words = [word for word in payer.casefold().replace(",", " ").split() if word not in {"ab", "aktiebolag"}]
    return " ".join(words)
