"""Where the invented inhabitants live: a municipality's names and code, and what scenarios need of its rules.

The streets, the postal codes and the people are invented in each. Knows nothing of the robot's settings: what
stands here is the world's own copy, written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One municipality. ``highest_rent_for_one`` is the housing cap of a single adult, whole kronor a month.

    The other rents of the scenarios are under the caps of every place; ``tests`` run each of them.
    """

    slug: str
    code: str
    name: str
    town: str
    highest_rent_for_one: int

    @property
    def county_code(self) -> str:
        """The first two digits of the code."""
        return self.code[:2]


EXEMPELSTAD = Place(
    slug="exempelstad",
    code="9901",
    name="Exempelstads kommun",
    town="Exempelstad",
    highest_rent_for_one=6400,
)
PLACES = {
    place.slug: place
    for place in (
        EXEMPELSTAD,
        Place(
            slug="trelleborg",
            code="1287",
            name="Trelleborgs kommun",
            town="Trelleborg",
            highest_rent_for_one=6350,
        ),
        Place(
            slug="kungsbacka",
            code="1384",
            name="Kungsbacka kommun",
            town="Kungsbacka",
            highest_rent_for_one=6900,
        ),
        Place(slug="kungalv", code="1482", name="Kungälvs kommun", town="Kungälv", highest_rent_for_one=6700),
        Place(
            slug="strangnas",
            code="0486",
            name="Strängnäs kommun",
            town="Strängnäs",
            highest_rent_for_one=6500,
        ),
    )
}
