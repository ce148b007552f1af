"""The population register (folkbokföring) as Skatteverket keeps it.

Knows nothing of applications or of what any other system believes about the same person.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from mock_legacy.world.models.mapping import Pnr, RowId, Table


class Person(Table):
    """One inhabitant, living or deregistered.

    ``civil_status`` is the register's code: OG ogift, G gift, S skild, Ä änka/änkling.
    ``protection`` is what the register shows: ``none``, ``sekretessmarkering``, ``skyddad_folkbokforing``, or
    ``unknown`` when the register shows no readable protection state.
    ``fk_protected`` is the flag Försäkringskassan shows for the same person: ``nej``, ``ja``.
    """

    __tablename__ = "person"

    personnummer: Mapped[str] = mapped_column(String(12), primary_key=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    birth_date: Mapped[date]
    sex: Mapped[str] = mapped_column(String(1))  # K or M
    street: Mapped[str]
    care_of: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str]
    postal_town: Mapped[str]
    county_code: Mapped[str] = mapped_column(default="99")
    municipality_code: Mapped[str] = mapped_column(default="9901")
    registered_since: Mapped[date]
    civil_status: Mapped[str]
    civil_status_since: Mapped[date]
    protection: Mapped[str] = mapped_column(default="none")
    fk_protected: Mapped[str] = mapped_column(default="nej")
    deregistered_on: Mapped[date | None] = mapped_column(default=None)
    deregistration_reason: Mapped[str] = mapped_column(default="")

    @property
    def name(self) -> str:
        """First name and last name."""
        return f"{self.first_name} {self.last_name}"


class Relation(Table):
    """One row of a person's family in the register, seen from ``personnummer``.

    ``kind`` is the register's code: B barn, MO mor, FA far, VF vårdnadshavare, M make/maka/partner.
    """

    __tablename__ = "relation"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    related: Mapped[Pnr]
    kind: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
