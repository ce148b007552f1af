"""A handful of invented inhabitants for Skatteverket's tests, each figure written where it can be read.

The world's date is 2026-11-18: declarations for October are due and in, those for November are not.
"""

from datetime import date

from mock_legacy.world import World
from mock_legacy.world.models import (
    CapitalIncome,
    EmployerDeclaration,
    Person,
    Relation,
    TaxAccountPayout,
)

MOTHER = "198503122387"
FATHER = "198311302395"
DAUGHTER = "201804032389"
SON = "201107212399"
ALONE = "199206152390"
SECRET = "197902282388"
HIDDEN = "196508172381"
UNREADABLE = "199001052399"
EMIGRANT = "198807042380"
LATE = "199409232387"
NOBODY = "200001012384"


def settle(world: World) -> None:
    """Move everybody in."""
    with world.session() as session:
        session.add_all([*_family(), *_others(), *_money()])


def _person(number: str, first: str, last: str, **more: object) -> Person:
    """An adult of Storgatan unless said otherwise."""
    settings: dict[str, object] = {
        "street": "Storgatan 4 lgh 1101",
        "postal_code": "990 12",
        "postal_town": "Prövköping",
        "civil_status": "OG",
        **more,
    }
    born = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    return Person(
        personnummer=number,
        first_name=first,
        last_name=last,
        birth_date=born,
        sex="M" if int(number[10]) % 2 else "K",
        registered_since=date(2019, 5, 1),
        civil_status_since=date(2014, 6, 7),
        **settings,  # type: ignore[arg-type]
    )


def _family() -> list[Person | Relation]:
    married = {"civil_status": "G"}
    return [
        _person(MOTHER, "Linnea", "Åkerström", **married),
        _person(FATHER, "Håkan", "Åkerström", **married),
        _person(DAUGHTER, "Ängla", "Åkerström"),
        _person(SON, "Örjan", "Åkerström", street="Lillgatan 9"),
        Relation(personnummer=MOTHER, related=FATHER, kind="M", since=date(2014, 6, 7)),
        Relation(personnummer=MOTHER, related=DAUGHTER, kind="B", since=date(2018, 4, 3)),
        Relation(personnummer=MOTHER, related=SON, kind="B", since=date(2011, 7, 21)),
        Relation(personnummer=DAUGHTER, related=MOTHER, kind="MO", since=date(2018, 4, 3)),
        Relation(personnummer=DAUGHTER, related=MOTHER, kind="VF", since=date(2018, 4, 3)),
    ]


def _others() -> list[Person | Relation]:
    return [
        _person(ALONE, "Bo", "Ek", civil_status="S", care_of="c/o Lind"),
        _person(SECRET, "Siv", "Dold", protection="sekretessmarkering"),
        _person(HIDDEN, "Pia", "Gömd", protection="skyddad_folkbokforing"),
        _person(UNREADABLE, "Mio", "Oviss", protection="unknown"),
        _person(
            EMIGRANT, "Eva", "Flytt", deregistered_on=date(2026, 5, 1), deregistration_reason="Utvandrad"
        ),
        _person(LATE, "Ida", "Sen", civil_status="S"),
        Relation(personnummer=ALONE, related=SECRET, kind="B", since=date(2010, 1, 1)),
        Relation(personnummer=ALONE, related=LATE, kind="M", since=date(2015, 1, 1), until=date(2020, 3, 2)),
    ]


def _money() -> list[EmployerDeclaration | TaxAccountPayout | CapitalIncome]:
    return [
        _declared(MOTHER, "2026-10", "Prövköpings kommun", 1_845_050, 402_100),
        _declared(MOTHER, "2026-10", "Bageri Åsna AB", 320_000, 96_000),
        _declared(MOTHER, "2026-09", "Prövköpings kommun", 1_790_000, 388_000),
        _declared(LATE, "2026-10", "Städ & Fönster HB", 900_000, 150_000),
        _declared(LATE, "2026-10", "Sena Åkeriet AB", 500_000, 90_000, received=date(2026, 11, 25)),
        TaxAccountPayout(
            personnummer=MOTHER, paid_on=date(2026, 10, 8), text="Utbetalning", amount_ore=321_400
        ),
        TaxAccountPayout(
            personnummer=MOTHER, paid_on=date(2026, 6, 9), text="Utbetalning", amount_ore=88_000
        ),
        CapitalIncome(personnummer=MOTHER, year=2025, amount_ore=125_000),
        CapitalIncome(personnummer=MOTHER, year=2024, amount_ore=-900_000),
    ]


def _declared(
    who: str, month: str, employer: str, gross: int, tax: int, *, received: date = date(2026, 11, 10)
) -> EmployerDeclaration:
    return EmployerDeclaration(
        personnummer=who,
        month=month,
        employer=employer,
        org_number="556000-0001",
        gross_ore=gross,
        tax_ore=tax,
        received_on=received,
    )
