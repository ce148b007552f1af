"""What an applicant answers in "Ansökan om ekonomiskt bistånd", as typed; `form.md` describes each field.

Knows neither XML nor pages, and checks nothing: the old form lets people type what they like.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPerson:
    """An adult in the application; only the applicant is asked for an address."""

    personnummer: str
    first_name: str
    last_name: str
    street: str = ""
    postal_code: str = ""
    postal_town: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChild:
    """A child in the application; ``days_in_home`` is 30 for a child who always lives there."""

    personnummer: str
    first_name: str
    last_name: str
    days_in_home: str = "30"
    lunch_weekdays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHousing:
    """The dwelling; ``persons`` counts everybody who lives there."""

    form: str = "Hyresrätt"
    persons: str = "1"
    rooms: str = "2"
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormIncome:
    """One income; ``amount`` in kronor as typed, ``paid_on`` as ``2026-10-25``."""

    kind: str
    amount: str
    recipient: str = "Sökande"
    paid_on: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCost:
    """One cost applied for; ``amount`` in kronor a month as typed."""

    kind: str
    amount: str
    specification: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEntry:
    """An asset or a benefit not yet decided: the form's word and the applicant's own."""

    kind: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSignature:
    """A signature; ``signer_id`` is the poster's user number, or a co-signer's personnummer."""

    signed_at: datetime
    first_name: str
    last_name: str
    signer_id: str
    checksum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswers:
    """All answers of one application. ``period`` is year and month as typed.

    ``protected`` is whether anybody in the household has protected identity: ``Ja``, ``Nej``, or blank.
    """

    application_type: str = "Återansökan"
    municipality: str = "9901"
    period: tuple[str, str]
    applicant: FormPerson
    co_applicant: FormPerson | None = None
    children: tuple[FormChild, ...] = ()
    household_changed: bool = False
    protected: str = "Nej"
    housing: FormHousing = field(default_factory=FormHousing)
    incomes: tuple[FormIncome, ...] = ()
    costs: tuple[FormCost, ...] = ()
    assets: tuple[FormEntry, ...] = ()
    pending_benefits: tuple[FormEntry, ...] = ()
    activities: tuple[str, ...] = ()
    planning: str = ""
    message: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHeader:
    """What the platform itself adds to the answers. ``poster_id`` is its internal user number."""

    flow_instance_id: int
    poster_id: int
    posted: datetime
    family_id: int = 231
    version: int = 7
    flow_id: int = 1187
    flow_name: str = "Ansökan om ekonomiskt bistånd"
    status_id: int = 1421
    status: str = "Inskickat"
