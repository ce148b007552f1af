"""Taking in a signed form: the instance with its XML, its attachments, the signature and the history.

Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mock_legacy.inbox.form_answers import FormAnswers, FormHeader, FormSignature
from mock_legacy.inbox.form_signing import signature_of, user_number, with_signature
from mock_legacy.inbox.form_xml import write_form
from mock_legacy.inbox.posted import PostedFile
from mock_legacy.world import World
from mock_legacy.world.models import InboxAttachment, InboxEvent, InboxInstance, Person, SigningEvent

_FIRST_NUMBER = 41_001


def submit(world: World, poster: Person, answers: FormAnswers, *, files: Sequence[PostedFile]) -> int:
    """Store what the poster has signed and return the application's number."""
    now = world.now()
    signature = signature_of(poster, str(user_number(poster.personnummer)), now)
    with world.session() as session:
        number = max(
            _FIRST_NUMBER, 1 + (session.scalar(select(func.max(InboxInstance.flow_instance_id))) or 0)
        )
        header = FormHeader(flow_instance_id=number, poster_id=user_number(poster.personnummer), posted=now)
        session.add(
            InboxInstance(
                flow_instance_id=number,
                poster_personnummer=poster.personnummer,
                poster_name=poster.name,
                posted=now,
                payload=write_form(header, answers, [signature]),
            )
        )
        session.flush()
        _keep_signature(session, number, signature)
        session.add(
            InboxEvent(
                flow_instance_id=number,
                at=now,
                kind="submitted",
                text="Ärendet har skickats in",
                by=poster.name,
            )
        )
        session.add_all(_attachments(files, number))
    return number


def add_signature(world: World, number: int, signer: Person) -> None:
    """Add a co-applicant's signature to an application that waits for it."""
    signature = signature_of(signer, signer.personnummer, world.now())
    with world.session() as session:
        instance = session.get_one(InboxInstance, number)
        instance.payload = with_signature(instance.payload, signature)
        _keep_signature(session, number, signature)


def _keep_signature(session: Session, number: int, signature: FormSignature) -> None:
    name = f"{signature.first_name} {signature.last_name}"
    session.add(
        SigningEvent(
            flow_instance_id=number,
            signed_at=signature.signed_at,
            signer_name=name,
            signer_id=signature.signer_id,
            checksum=signature.checksum,
        )
    )
    session.add(
        InboxEvent(
            flow_instance_id=number,
            at=signature.signed_at,
            kind="signed",
            text="Signerat med BankID (test)",
            by=name,
        )
    )


def _attachments(files: Sequence[PostedFile], number: int) -> list[InboxAttachment]:
    return [
        InboxAttachment(
            flow_instance_id=number,
            query="Bilagor",
            file_name=file.name,
            media_type=file.media_type,
            content=file.content,
        )
        for file in files
    ]
