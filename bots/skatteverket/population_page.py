"""Folkbokföring: personal data, protection marks, address and family, as the page states them.

The page of a person whose data is withheld has the marks and nothing else.
"""

import datetime as dt
from dataclasses import dataclass

from bots.kit.asking import stands
from bots.kit.errors import NotThatScreen, UnreadableValue
from bots.kit.fields import Fields, read_fields
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.swedish import date
from bots.kit.table import Row, Table, read_table
from bots.kit.translation import translated
from bots.skatteverket.person_shown import bare_number
from bots.skatteverket.weather import AFTER_LOOKUP, SYSTEM

NOTHING = "Inga uppgifter"
WITHHELD = "Uppgifterna lämnas inte ut i tjänsten. Kontakta Skatteverket."
_DEREGISTERED = "Avregistrerad"
_FIELDS = (
    "Personnummer",
    "Sekretessmarkering",
    "Skyddad folkbokföring",
    "Namn",
    "Civilstånd",
    "Civilstånd fr.o.m.",
    "Folkbokföringsadress",
    "Kommunkod",
    "Folkbokförd fr.o.m.",
    _DEREGISTERED,
)
_COLUMNS = ("Personnummer", "Relation", "Fr.o.m.", "T.o.m.", "Samma adress", "Skydd")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RelationLine:
    """A line of the family table; `same_address` and `protection` as written, blank where they are."""

    digits: str
    relation: str
    until: dt.date | None
    same_address: str
    protection: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PopulationSheet:
    """What the page states, as written; blank where it is blank.

    `withheld` is true when the page says that it gives nothing but the marks.
    """

    secrecy: str
    protected: str
    withheld: bool
    name: str = ""
    civil_status: str = ""
    civil_status_since: dt.date | None = None
    address: tuple[str, ...] = ()
    municipality_code: str = ""
    deregistered: str = ""
    relations: tuple[RelationLine, ...] = ()


class PopulationPage(Screen):
    """One person in folkbokföring."""

    system = SYSTEM
    name = "folkbokföring"
    landmark = heading("Folkbokföring")
    labels = ("Sekretessmarkering", "Skyddad folkbokföring")
    weather = AFTER_LOOKUP

    async def read(self) -> PopulationSheet:
        """The whole page.  Raises `NotThatScreen` when a label is gone."""
        with translated(SYSTEM, self.name):
            fields = await read_fields(self.page.get_by_role("table", name="Personuppgifter", exact=True))
            _require_known(fields)
            if await stands(self.page.get_by_text(WITHHELD, exact=True)):
                return _marks_only(fields)
            relations = await read_table(self.page.get_by_role("table", name="Relationer", exact=True))
            return _sheet(fields, relations)


def _require_known(fields: Fields) -> None:
    """A label may be left out, so a renamed one is seen only by its new name: an unknown label is told."""
    unknown = [label for label in fields.labels if label not in _FIELDS]
    if unknown:
        gone = [label for label in _FIELDS if label not in fields.labels]
        # One that most people lack is named only when no other can be the one that was renamed.
        missing = [label for label in gone if label != _DEREGISTERED] or gone
        raise NotThatScreen(expected="table “Personuppgifter”", missing=missing, standing=unknown)


def _marks_only(fields: Fields) -> PopulationSheet:
    return PopulationSheet(
        secrecy=fields["Sekretessmarkering"], protected=fields["Skyddad folkbokföring"], withheld=True
    )


def _sheet(fields: Fields, relations: Table) -> PopulationSheet:
    relations.require_headers(*_COLUMNS)
    relations.require_statement_if_empty(NOTHING)
    return PopulationSheet(
        secrecy=fields["Sekretessmarkering"],
        protected=fields["Skyddad folkbokföring"],
        withheld=False,
        name=fields["Namn"] if "Namn" in fields.labels else "",
        civil_status=fields["Civilstånd"],
        civil_status_since=_date_or_blank(fields["Civilstånd fr.o.m."], "Civilstånd fr.o.m."),
        address=tuple(fields["Folkbokföringsadress"].splitlines()),
        municipality_code=fields["Kommunkod"],
        deregistered=_deregistered(fields),
        relations=tuple(_relation(row) for row in relations),
    )


def _deregistered(fields: Fields) -> str:
    """The only label that the page leaves out when there is nothing to say."""
    return fields[_DEREGISTERED] if _DEREGISTERED in fields.labels else ""


def _relation(row: Row) -> RelationLine:
    if not row["Relation"]:
        raise UnreadableValue(label="Relation", trouble="a line of the family table does not say which")
    return RelationLine(
        digits=bare_number(row["Personnummer"]),
        relation=row["Relation"],
        until=_date_or_blank(row["T.o.m."], "T.o.m."),
        same_address=row["Samma adress"],
        protection=row["Skydd"],
    )


def _date_or_blank(text: str, label: str) -> dt.date | None:
    return date(text, label) if text.strip() else None
