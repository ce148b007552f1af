"""Whom a request is about, so that a fault can be aimed at a person.

Understood in every system: the path parameters ``customer_number``, ``flow_instance_id``, ``draft_number``,
``lookup_id`` and ``question_key``, Almanda's ``akt`` in query, and the field ``personnummer`` in query or
form. Knows nothing of faults.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.types import Message, Receive, Scope

from mock_legacy.world import World
from mock_legacy.world.models import CaseFile, Draft, FkQuestion, InboxInstance, LookupLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as far as its subject can be read from it."""

    scope: Scope
    path_params: dict[str, object]
    body: bytes


def subjects_of(world: World, asked: Asked) -> set[str]:
    """Return the personnummer the request is about; empty when it is about nobody in particular."""
    with world.session() as session:
        found = {_from_path(session, name, value) for name, value in asked.path_params.items()}
        found |= {_from_path(session, "customer_number", key) for key in _query(asked).get("akt", [])}
    return {person for person in found if person} | _from_fields(asked)


def _from_path(session: Session, name: str, value: object) -> str | None:
    match name:
        case "customer_number":
            return session.scalar(select(CaseFile.applicant).where(CaseFile.customer_number == value))
        case "draft_number":
            return session.scalar(
                select(CaseFile.applicant)
                .join(Draft, Draft.customer_number == CaseFile.customer_number)
                .where(Draft.draft_number == value)
            )
        case "flow_instance_id":
            return session.scalar(
                select(InboxInstance.poster_personnummer).where(InboxInstance.flow_instance_id == value)
            )
        case "lookup_id":
            return session.scalar(select(LookupLog.personnummer).where(LookupLog.id == value))
        case "question_key":
            return session.scalar(select(FkQuestion.personnummer).where(FkQuestion.key == value))
        case _:
            return None


def _from_fields(asked: Asked) -> set[str]:
    query = _query(asked)
    form = parse_qs(asked.body.decode("latin-1"))
    values = [*query.get("personnummer", []), *form.get("personnummer", [])]
    return {"".join(character for character in value if character.isdigit()) for value in values}


def _query(asked: Asked) -> dict[str, list[str]]:
    return parse_qs(asked.scope["query_string"].decode("latin-1"))


async def read_body(scope: Scope, receive: Receive) -> tuple[bytes, Receive]:
    """Read a form body and return it with a ``receive`` that plays it again for the application."""
    if scope["method"] != "POST":
        return b"", receive
    chunks, more = [], True
    while more:
        message = await receive()
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    body = b"".join(chunks)
    played = False

    async def play_again() -> Message:
        nonlocal played
        if played:
            return await receive()
        played = True
        return {"type": "http.request", "body": body, "more_body": False}

    return body, play_again
