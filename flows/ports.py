"""The doors between flows and the outside world; one adapter implements one port for one system.

No port has a deciding verb: the robot can save a draft and nothing more. The absence is tested.
Every method may raise `Transient`, `NeedsHuman` or `Broken` of `flows.errors`, and nothing else on purpose.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from flows.eligibility.case import BenefitAnswers, History, TaxAnswers
from flows.eligibility.facts import Known, Protection
from flows.eligibility.period import Period
from flows.identity import PersonalNumber
from flows.records import (
    Application,
    CaseFile,
    Draft,
    InboxEntry,
    Lookup,
    RegisterPerson,
    SavedDraft,
)


class Clock(Protocol):
    """What time it is in Europe/Stockholm."""

    def now(self) -> datetime:
        """An aware datetime in Europe/Stockholm."""
        ...


class ApplicationInbox(Protocol):
    """Where applications arrive."""

    async def undelivered(self) -> Sequence[InboxEntry]:
        """Every application nobody has confirmed yet, oldest first, all pages."""
        ...

    async def read(self, entry: InboxEntry) -> Application:
        """The application itself.

        Raises NeedsHuman(UNREADABLE_APPLICATION) naming the field (never its value) when any part of it
        cannot be read for certain, and NeedsHuman(UNKNOWN_MUNICIPALITY) for another municipality's code.
        """
        ...

    async def confirm_delivery(self, application_ref: str, case_ref: str) -> None:
        """Tell the inbox that the application is taken in as `case_ref`; a second call changes nothing."""
        ...


class CaseSystem(Protocol):
    """Where the caseworker works."""

    async def open_case(self, applicant: PersonalNumber) -> CaseFile | None:
        """The household's case file, or None when the case system says that it has none."""
        ...

    async def history(self, file: CaseFile) -> Known[History]:
        """Earlier calculations, decisions, plans and jobbstimulans. Persons by `keys_of(file)`."""
        ...

    async def find_draft(self, file: CaseFile, case_ref: str) -> SavedDraft | None:
        """The draft that carries `case_ref`, read from the case system's own pages.

        Raises CaseBroken(DRAFT_DUPLICATED) when there is more than one.
        """
        ...

    async def save_draft(self, file: CaseFile, draft: Draft) -> None:
        """Write one new draft. Never repeats a write: the caller looks before and reads back after.

        Raises NeedsHuman(PERSON_AT_WORK) when a person holds the case.
        """
        ...


class PopulationRegister(Protocol):
    """Folkbokföring and tax: Skatteverket."""

    async def person(self, who: PersonalNumber, lookup: Lookup) -> Known[RegisterPerson]:
        """The person in folkbokföring, with family and protection; what cannot be read is UNKNOWN."""
        ...

    async def incomes(self, who: PersonalNumber, months: Sequence[Period], lookup: Lookup) -> TaxAnswers:
        """Employer declarations of `months`, payouts from the tax account in them, capital income."""
        ...


class BenefitsAgency(Protocol):
    """Försäkringskassan, and the agencies whose answers it hands on (CSN, Arbetsförmedlingen, a-kassorna)."""

    async def answers(
        self, who: PersonalNumber, months: Sequence[Period], lookup: Lookup
    ) -> tuple[Protection, BenefitAnswers]:
        """Each agency's own answer, or its own failure, for payments within `months`, and protection.

        Protection is YES if any agency flags the person, UNKNOWN if a flag cannot be read.
        """
        ...
