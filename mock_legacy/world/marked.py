"""People who can be found again wherever a word of theirs turns up: each name, street and text has a mark.

The mark is of letters that no encoding changes, and stands in no other text; what follows it is of those
that encodings do change, and tells one word from another. Knows nothing of who looks for them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import count

from mock_legacy.world.household import Address, Household, Resident
from mock_legacy.world.places import EXEMPELSTAD, Place
from mock_legacy.world.town import Town

MARK = "Qzvykjx"
_SYLLABLES = ("bå", "dö", "fä", "ga", "lo", "mé", "ny", "ru", "sü", "ti")


class MarkedTown(Town):
    """The same stories; each word about a person is that person's alone, but for a family's."""

    def __init__(self, seed: int, place: Place = EXEMPELSTAD) -> None:
        super().__init__(seed, place)
        self._words = count()

    def finished(self, home: Household) -> Household:
        """The household with a mark in whatever it has written itself."""
        home.form.planning = f"{home.form.planning} {self._word()} har lovat mig ett möte."
        home.form.assets = [(kind, f"{text} {self._word()}") for kind, text in home.form.assets]
        home.form.pending_benefits = [
            (kind, f"{text} {self._word()}") for kind, text in home.form.pending_benefits
        ]
        home.costs = [
            replace(cost, specification=f"{one} {self._word()}") if (one := cost.specification) else cost
            for cost in home.costs
        ]
        return home

    def _resident(self, born: date, sex: str, last_name: str, *, address: Address) -> Resident:
        resident = super()._resident(born, sex, last_name, address=address)
        resident.first_name = self._word()
        if not last_name.startswith(MARK):
            resident.last_name = self._word()
        return resident

    def _address(self) -> Address:
        address = super()._address()
        number = re.sub(r"^\D+", "", address.street)
        return replace(address, street=f"{self._word()}gatan {number}")

    def _word(self) -> str:
        digits = f"{next(self._words):05}"
        return MARK + "".join(_SYLLABLES[int(digit)] for digit in digits)
