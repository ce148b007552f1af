"""The town: where scenarios get their people, homes and employers from, by a seeded draw.

Knows nothing of what the people will earn, pay or apply for.
"""

from __future__ import annotations

import random
from datetime import date

from mock_legacy.world.household import Address, Cost, Household, Resident, Wage
from mock_legacy.world.names import (
    EMPLOYERS,
    FIRST_NAMES,
    FUNDS,
    LAST_NAMES,
    POSTAL_CODES,
    STREETS,
)
from mock_legacy.world.personal_numbers import NumberPool, NumbersUsedUp, personnummer_of
from mock_legacy.world.places import EXEMPELSTAD, Place

# Dates of birth that stay in one age band of riksnormen from July to November 2026.
BORN_BETWEEN = {
    "1-2": (date(2023, 12, 1), date(2025, 6, 30)),
    "3": (date(2022, 12, 1), date(2023, 6, 30)),
    "4-6": (date(2019, 12, 1), date(2022, 6, 30)),
    "7-10": (date(2015, 12, 1), date(2019, 6, 30)),
    "11-14": (date(2011, 12, 1), date(2015, 6, 30)),
    "15": (date(2010, 12, 1), date(2011, 6, 30)),
}
ADULT_BORN = (date(1962, 1, 1), date(2004, 12, 31))


class Town:
    """The same draw for the same seed."""

    def __init__(self, seed: int, place: Place = EXEMPELSTAD) -> None:
        self.place = place
        self.rng = random.Random(f"{place.town} {seed}")  # noqa: S311 - a world to repeat, not a secret
        self._pool = NumberPool(self.rng)

    def finished(self, home: Household) -> Household:
        """The household when its story has been told."""
        return home

    def single(self, *, born: date | None = None) -> Household:
        """One adult who lives alone."""
        return Household(adults=[self.adult(self._address(), born=born)])

    def couple(self) -> Household:
        """Two married adults, no children yet."""
        address = self._address()
        wedding = date(self.rng.randint(2008, 2021), self.rng.randint(1, 12), self.rng.randint(1, 28))
        adults = [self.adult(address, sex=sex) for sex in self.rng.sample(["K", "M"], 2)]
        for adult in adults:
            adult.civil_status, adult.civil_status_since = "G", wedding
        return Household(adults=adults)

    def lone_parent(self) -> Household:
        """One adult with another parent elsewhere; add the children with ``child``."""
        home = self.single()
        home.other_parent = self.adult(self._address(), sex="M" if home.applicant.sex == "K" else "K")
        return home

    def adult(self, address: Address, *, born: date | None = None, sex: str | None = None) -> Resident:
        """One adult at an address; a wanted date of birth that is used up gives another day that year."""
        first, last = (born, born) if born else ADULT_BORN
        try:
            birth, chosen = self._pool.take(first, last, sex)
        except NumbersUsedUp:
            birth, chosen = self._pool.take(
                first.replace(month=1, day=1), last.replace(month=12, day=31), sex
            )
        return self._resident(birth, chosen, self.rng.choice(LAST_NAMES), address=address)

    def child(self, home: Household, band: str, *, eats_lunch_away: bool = False) -> Resident:
        """Add a child of an age band to a household."""
        first, last = BORN_BETWEEN[band]
        child = self.child_born(home, first, last)
        child.eats_lunch_away = eats_lunch_away
        home.children.append(child)
        return child

    def child_born(self, home: Household, first: date, last: date) -> Resident:
        """Make a child of the household born between two dates, without adding it."""
        parent = home.applicant
        birth, sex = self._pool.take(first, last)
        return self._resident(birth, sex, parent.last_name, address=parent.address)

    def elsewhere(self) -> Address:
        """Return another address in town."""
        return self._address()

    def rent(self, lowest: int, highest: int) -> Cost:
        """Return a rent in even tens of kronor."""
        return Cost(kind="Hyra", applied=self.rng.randrange(lowest, highest + 10, 10))

    def employer(self) -> Wage:
        """Return one of the town's employers."""
        name, org_number = self.rng.choice(EMPLOYERS)
        return Wage(employer=name.format(town=self.place.town), org_number=org_number)

    def fund(self) -> str:
        """Return an unemployment fund."""
        return self.rng.choice(FUNDS)

    def _resident(self, born: date, sex: str, last_name: str, *, address: Address) -> Resident:
        moved_in = date(self.rng.randint(2014, 2025), self.rng.randint(1, 12), self.rng.randint(1, 28))
        return Resident(
            personnummer=personnummer_of(born, sex),
            first_name=self.rng.choice(FIRST_NAMES[sex]),
            last_name=last_name,
            born=born,
            sex=sex,
            address=address,
            registered_since=max(moved_in, born),
        )

    def _address(self) -> Address:
        street = self.rng.choice(STREETS)
        flat = self.rng.choice(["", "", " lgh 1001", " lgh 1102", " lgh 1203"])
        return Address(
            street=f"{street} {self.rng.randint(1, 88)}{self.rng.choice(['', '', 'A', 'B'])}{flat}",
            postal_code=self.rng.choice(POSTAL_CODES),
            postal_town=self.place.town,
            municipality_code=self.place.code,
        )
