"""Write a household's application into the inbox, with signatures and attachments, among older and foreign
forms.

Knows nothing of case files or registers.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from mock_legacy.world.calendar_2026 import CONTROL, NEXT_PERIOD, PERIOD
from mock_legacy.world.form import Signature, Submission, form_xml, other_form_xml, user_number
from mock_legacy.world.household import Household
from mock_legacy.world.ledger import Ledger
from mock_legacy.world.models import InboxAttachment, InboxEvent, InboxInstance, SigningEvent

FIRST_INSTANCE = 540_001
FIRST_OTHER_INSTANCE = 310_001
FIRST_NEXT_INSTANCE = FIRST_INSTANCE + 100_000
FIRST_POSTED = datetime.fromisoformat("2026-11-02 06:30")
FIRST_POSTED_NEXT = datetime.fromisoformat("2026-12-02 06:30")
EVERY_NTH_HAS_ATTACHMENT = 4
EVERY_NTH_HAS_OLD_FORM = 3
EVERY_NTH_HAS_OTHER_FORM = 20
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
)


def write_inbox(ledger: Ledger, home: Household, index: int) -> int:
    """Write the application and what surrounds it; return its FlowInstanceID."""
    number = FIRST_INSTANCE + index
    _write_application(ledger, home, index, number=number, posted=FIRST_POSTED + _later(index), period=PERIOD)
    if home.case.known:
        _write_other_forms(ledger, home, index)
    return number


def write_next_application(ledger: Ledger, home: Household, index: int) -> int:
    """Write the household's application for the world's next month; return its FlowInstanceID."""
    number, posted = FIRST_NEXT_INSTANCE + index, FIRST_POSTED_NEXT + _later(index)
    _write_application(ledger, home, index, number=number, posted=posted, period=NEXT_PERIOD)
    return number


def _later(index: int) -> timedelta:
    """How long after the first a household applies, within half a month."""
    return timedelta(minutes=(index * 613) % (15 * 24 * 60), seconds=index % 60)


def _write_application(
    ledger: Ledger, home: Household, index: int, *, number: int, posted: datetime, period: str
) -> None:
    signatures = _signatures(home, index, posted)
    attachments = ("hyresavi.pdf",) if index % EVERY_NTH_HAS_ATTACHMENT == 1 else ()
    submission = Submission(
        flow_instance_id=number,
        home=home,
        posted=posted,
        signatures=signatures,
        attachments=attachments,
        amount_style=index,
        case_address=home.case.address,
        period=period,
    )
    ledger.add(_instance(home, number, posted, payload=form_xml(submission)))
    _write_events(ledger, home, number, submission=submission)


def _instance(home: Household, number: int, posted: datetime, *, payload: bytes) -> InboxInstance:
    return InboxInstance(
        flow_instance_id=number,
        poster_personnummer=home.applicant.personnummer,
        poster_name=home.applicant.name,
        posted=posted,
        payload=payload,
    )


def _signatures(home: Household, index: int, posted: datetime) -> tuple[Signature, ...]:
    checksum = hashlib.sha256(f"{index}:{posted}".encode()).hexdigest()[:40]
    signers = [(home.applicant.name, str(user_number(home.applicant.personnummer)), posted)]
    if home.form.co_applicant_signed:
        later = posted + timedelta(minutes=47)
        signers += [(adult.name, adult.personnummer, later) for adult in home.adults[1:]]
    return tuple(
        Signature(name=name, signer_id=signer_id, signed_at=at, checksum=checksum)
        for name, signer_id, at in signers
    )


def _write_events(ledger: Ledger, home: Household, number: int, *, submission: Submission) -> None:
    ledger.add(
        InboxEvent(
            flow_instance_id=number,
            at=submission.posted,
            kind="submitted",
            text="Ärendet skickades in",
            by=home.applicant.name,
        )
    )
    for signature in submission.signatures:
        ledger.add(
            SigningEvent(
                flow_instance_id=number,
                signed_at=signature.signed_at,
                signer_name=signature.name,
                signer_id=signature.signer_id,
                checksum=signature.checksum,
            )
        )
    for name in submission.attachments:
        ledger.add(
            InboxAttachment(
                flow_instance_id=number,
                query="Utgifter",
                file_name=name,
                media_type="application/pdf",
                content=PDF,
            )
        )


def _write_other_forms(ledger: Ledger, home: Household, index: int) -> None:
    """Add what else lies in an inbox.

    Last month's application, dealt with, and forms that are none of ours.
    """
    if index % EVERY_NTH_HAS_OLD_FORM == 0:
        ledger.add(_old_form(home, index))
    if index % EVERY_NTH_HAS_OTHER_FORM == 0:
        number, posted = FIRST_OTHER_INSTANCE + 2 * index + 1, datetime.fromisoformat("2026-11-10 14:05")
        other = _instance(home, number, posted, payload=other_form_xml(number, posted))
        other.family_id, other.version, other.flow_id = 77, 3, 1022
        other.flow_name = "Synpunkter och klagomål"
        ledger.add(other)


def _old_form(home: Household, index: int) -> InboxInstance:
    number, posted = FIRST_OTHER_INSTANCE + 2 * index, datetime.fromisoformat("2026-10-03 09:12")
    submission = Submission(
        flow_instance_id=number,
        home=home,
        posted=posted,
        signatures=_signatures(home, index, posted),
        period=CONTROL,
    )
    old = _instance(home, number, posted, payload=form_xml(submission))
    old.status, old.status_id = "Avslutat", 1424
    old.delivered_external_id, old.delivered_system = f"2026-{index + 4000}", "Almanda"
    old.delivered_at, old.delivered_by = datetime.fromisoformat("2026-10-05 08:01"), "anna.handlaggare"
    return old
