"""The inbox: which applications wait, what they say, and that they are taken in.

Applications are ordered by the list's own time: the XML's clock cannot tell morning from afternoon.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from playwright.async_api import Page

from adapters.auditing import SystemAudit
from adapters.eplatform.application import AnotherApplication, Wanted, application_from
from adapters.eplatform.unreadable import SYSTEM
from adapters.translation import AGAIN_BY_ITSELF, translated
from bots.eplatform.delivery import Delivery
from bots.eplatform.delivery_form import DeliveryForm
from bots.eplatform.inbox_list import InboxRow
from bots.eplatform.whole_list import read_whole_list
from bots.eplatform.xml_download import download_xml
from bots.kit.session_pool import SessionPool
from flows.audit import Act
from flows.errors import CaseBroken, Code, NeedsHuman, Reason, Transient
from flows.ports import Clock
from flows.records import Application, InboxEntry
from flows.work import case_ref_for

RECEIVER = "Utkast"
"""The system that the platform is told has taken an application in."""
SERVICE = 231
"""The e-service of applications, by the platform's number of it (FamilyID), unless another is said."""


class EPlatformInbox:
    """`ApplicationInbox` on E-tjänster.

    `municipality_code` is the only municipality whose applications are read; `service` is the e-service's
    number in the platform (FamilyID).
    """

    def __init__(
        self,
        pool: SessionPool,
        *,
        clock: Clock,
        audit: SystemAudit,
        municipality_code: str,
        service: int = SERVICE,
    ) -> None:
        self._pool = pool
        self._audit = audit
        self._clock = clock
        self._municipality_code = municipality_code
        self._service = service

    async def undelivered(self) -> Sequence[InboxEntry]:
        """Every application nobody has confirmed, oldest first; within a minute by number."""
        noted = self._audit.noting(Act.INBOX_LISTED)
        with translated(SYSTEM):
            rows = await self._pool.run(partial(read_whole_list, service=self._service), first=noted)
        return [_entry(row) for row in sorted(rows, key=lambda row: (row.submitted_at, int(row.number)))]

    async def read(self, entry: InboxEntry) -> Application:
        """The application, from its XML."""
        number = entry.application_ref
        noted = self._audit.noting(Act.APPLICATION_READ, case_ref_for(self._municipality_code, number))
        with translated(SYSTEM):
            payload = await self._pool.run(partial(download_xml, number=number), first=noted)
        wanted = Wanted(
            application_ref=number,
            submitted_at=entry.posted_at,
            municipality_code=self._municipality_code,
            fetched_at=self._clock.now(),
            completions=entry.completions,
        )
        try:
            return application_from(payload, wanted)
        except AnotherApplication:
            raise _wrong_one(number) from None

    async def confirm_delivery(self, application_ref: str, case_ref: str, *, completions: int = 0) -> None:
        """Look, confirm once if nobody has, and read back; answers that came since are left to be read.

        Raises NeedsHuman(DELIVERED_ELSEWHERE) when another id stands there, before or after.
        """
        wanted = _Confirming(application_ref=application_ref, case_ref=case_ref, completions=completions)
        looked = self._audit.noting(Act.DELIVERY_READ, case_ref)
        confirmed = self._audit.noting(Act.DELIVERY_CONFIRMED, case_ref)
        with translated(SYSTEM):
            if await self._pool.run(partial(_lacks, wanted), first=looked):
                at_form = partial(_form_looked_at, wanted)
                async with self._pool.lease_at(at_form, first=confirmed) as form:
                    if form is not None:
                        await _confirm(form, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Confirming:
    """What is to be confirmed: the answers of that many completions, under our reference."""

    application_ref: str
    case_ref: str
    completions: int

    def is_lacking_in(self, delivery: Delivery) -> bool:
        """True when nobody has confirmed what was read, False when we have or there is more to read.

        Raises NeedsHuman when somebody else has.
        """
        if not delivery.external_id:
            return delivery.completions <= self.completions
        if (delivery.external_id, delivery.system) == (self.case_ref, RECEIVER):
            return False
        raise NeedsHuman(
            Reason.DELIVERED_ELSEWHERE,
            f"Ansökan {self.application_ref} är redan mottagen av ett annat system "
            "eller under ett annat nummer.",
            system=SYSTEM,
            next_step="Se i E-tjänster vem som har tagit emot ansökan och handlägg den där.",
        )


async def _confirm(form: DeliveryForm, wanted: _Confirming) -> None:
    """The write, in a lease of its own so that nothing repeats it."""
    shown = await form.confirm(external_id=wanted.case_ref, system=RECEIVER)
    if wanted.is_lacking_in(await shown.delivery_of(wanted.application_ref)):
        raise _not_kept(wanted.application_ref)


async def _lacks(wanted: _Confirming, page: Page) -> bool:
    """Whether the application still has to be confirmed; leaves the page at the form."""
    form = await DeliveryForm.of(page, wanted.application_ref)
    return wanted.is_lacking_in(await form.delivery_of(wanted.application_ref))


async def _form_looked_at(wanted: _Confirming, page: Page) -> DeliveryForm | None:
    """The form if the application has to be confirmed. A page that still stands at the form is not looked at
    twice; another session's page is."""
    stands_there = urlsplit(page.url).path == DeliveryForm.address(wanted.application_ref)
    if stands_there or await _lacks(wanted, page):
        return DeliveryForm(page, page)
    return None


def _entry(row: InboxRow) -> InboxEntry:
    return InboxEntry(
        application_ref=row.number,
        posted_at=row.submitted_at,
        status=row.status,
        delivered_as=row.external_id or None,
        completions=row.completions,
    )


def _not_kept(application_ref: str) -> Transient:
    what = f"the inbox did not keep the confirmation of application {application_ref}."
    return Transient(Code.SYSTEM_ERROR, what, system=SYSTEM, next_step=AGAIN_BY_ITSELF)


def _wrong_one(application_ref: str) -> CaseBroken:
    what = f"the XML of application {application_ref} is another application's; nothing in it was used."
    next_step = f"See runbooks/{Code.WRONG_PERSON_SHOWN}.md."
    return CaseBroken(Code.WRONG_PERSON_SHOWN, what, system=SYSTEM, next_step=next_step)
