"""Taking in a signed form: the instance with its XML, its attachments, the signature and the history.

Knows nothing of pages.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mock_legacy.inbox.form_answers import FormAnswers, FormHeader, FormSignature
from mock_legacy.inbox.form_fields import answers_from
from mock_legacy.inbox.form_signing import signature_of, with_signature
from mock_legacy.inbox.form_xml import write_form
from mock_legacy.inbox.posted import PostedFields, PostedFile
from mock_legacy.world import World
from mock_legacy.world.form import user_number
from mock_legacy.world.models import InboxAttachment, InboxEvent, InboxInstance, Person, SigningEvent

_FIRST_NUMBER = 41_001
COMPLETED = ("Kompletterad", 1425)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form that was signed and sent: the answers, the fields as they were typed, and the files."""

    answers: FormAnswers
    typed: str
    files: Sequence[PostedFile]

    @classmethod
    def of(cls, fields: PostedFields) -> Sent:
        """What was posted."""
        return cls(answers=answers_from(fields), typed=json.dumps(dict(fields.texts)), files=fields.files)


def submit(world: World, poster: Person, sent: Sent) -> int:
    """Store what the poster has signed and return the application's number."""
    now = world.now()
    signature = _poster_signs(poster, now)
    with world.session() as session:
        number = max(
            _FIRST_NUMBER, 1 + (session.scalar(select(func.max(InboxInstance.flow_instance_id))) or 0)
        )
        session.add(
            InboxInstance(
                flow_instance_id=number,
                poster_personnummer=poster.personnummer,
                poster_name=poster.name,
                posted=now,
                payload=write_form(_header(poster, number, now), sent.answers, [signature]),
                typed=sent.typed,
            )
        )
        session.flush()
        _keep_signature(session, number, signature)
        _note(session, number, "Ärendet har skickats in", by=poster, at=now)
        session.add_all(_attachments(sent.files, number))
    return number


def take_completion(world: World, poster: Person, number: int, *, sent: Sent) -> None:
    """Put new answers in place of the old: nobody has confirmed the delivery of those.

    A co-applicant's signature stands, as the platform's own help says: the poster answers for what is new.
    """
    now = world.now()
    signature = _poster_signs(poster, now)
    with world.session() as session:
        instance = session.get_one(InboxInstance, number)
        others = [one for one in _signatures(session, number) if one.signer_id != signature.signer_id]
        header = _header(poster, number, instance.posted)
        instance.payload = write_form(header, sent.answers, [signature, *others])
        instance.typed = sent.typed
        instance.completions += 1
        instance.status, instance.status_id = COMPLETED
        instance.delivered_external_id = instance.delivered_system = None
        instance.delivered_at = instance.delivered_by = None
        _keep_signature(session, number, signature)
        _note(session, number, "Ärendet har kompletterats", by=poster, at=now)
        session.add_all(_attachments(sent.files, number))


def _poster_signs(poster: Person, now: datetime) -> FormSignature:
    return signature_of(poster, str(user_number(poster.personnummer)), now)


def _header(poster: Person, number: int, posted: datetime) -> FormHeader:
    return FormHeader(flow_instance_id=number, poster_id=user_number(poster.personnummer), posted=posted)


def _note(session: Session, number: int, text: str, *, by: Person, at: datetime) -> None:
    event = InboxEvent(flow_instance_id=number, at=at, kind="submitted", text=text, by=by.name)
    session.add(event)


def _signatures(session: Session, number: int) -> list[FormSignature]:
    """The latest signature of everyone who has signed."""
    rows = session.scalars(
        select(SigningEvent).where(SigningEvent.flow_instance_id == number).order_by(SigningEvent.signed_at)
    )
    latest = {row.signer_id: row for row in rows}
    return [_as_signature(row) for row in latest.values()]


def _as_signature(row: SigningEvent) -> FormSignature:
    first, _, last = row.signer_name.partition(" ")
    return FormSignature(
        signed_at=row.signed_at,
        first_name=first,
        last_name=last,
        signer_id=row.signer_id,
        checksum=row.checksum,
    )


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
