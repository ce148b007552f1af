"""One extra application put into the inbox by hand, also one that is broken in some way.

Knows nothing of what is wrong with it: the bytes go in as they come.
"""

from __future__ import annotations

from sqlalchemy import func, select

from mock_legacy.world import World
from mock_legacy.world.models import InboxEvent, InboxInstance

FORGED_BY = "Styrgränssnittet"


class NoSuchInstance(Exception):
    """There is no such application to take as a model."""


def put_in(world: World, payload: bytes, *, like: int) -> int:
    """Put a form with this payload in the inbox, posted now by whoever posted ``like``; return its number.

    Where the payload names the model's FlowInstanceID, the new number takes its place.
    """
    with world.session() as session:
        model = session.get(InboxInstance, like)
        if model is None:
            raise NoSuchInstance(f"there is no application {like}")
        number = 1 + (session.scalar(select(func.max(InboxInstance.flow_instance_id))) or 0)
        session.add(
            InboxInstance(
                flow_instance_id=number,
                poster_personnummer=model.poster_personnummer,
                poster_name=model.poster_name,
                posted=world.now(),
                payload=payload.replace(_number(like), _number(number)),
            )
        )
        session.flush()
        session.add(
            InboxEvent(
                flow_instance_id=number,
                at=world.now(),
                kind="submitted",
                text="Ärendet har skickats in",
                by=FORGED_BY,
            )
        )
    return number


def payload_of(world: World, flow_instance_id: int) -> bytes:
    """Return the XML of an application, to be altered and put in again."""
    with world.session() as session:
        model = session.get(InboxInstance, flow_instance_id)
        if model is None:
            raise NoSuchInstance(f"there is no application {flow_instance_id}")
        return model.payload


def _number(flow_instance_id: int) -> bytes:
    return f"<FlowInstanceID>{flow_instance_id}</FlowInstanceID>".encode()
