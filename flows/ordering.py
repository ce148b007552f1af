"""An order from inside the case system, and what its caseworker is told of it. Pure, but for the port.

It must not know how the list looks, nor how an application is prepared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from flows.work import OPEN_STATES, State, WorkItem

UNKNOWN = "Roboten har ingen sådan ansökan i den här kommunen."
BUSY = "Roboten är redan i gång med ansökan. Den gör det du har beställt så snart det går."
INBOX_AWAY = "Roboten når inte alla ansökningar i e-tjänsten. Den försöker igen så snart det går."
DECIDED = "Det finns redan ett beslut för månaden."
FAILED = "Ett tekniskt fel stoppade roboten. IT ser det i robotens lista."
READY = "Utkastet {reference} ligger i akten."
LEFT = "Någon har ändrat utkastet {reference}. Roboten har låtit det vara."


class OrderStatus(StrEnum):
    """Where an order stands, in the case system's own words."""

    ORDERED = "Beställd"
    UNDER_WAY = "Pågår"
    DONE = "Klar"
    CANNOT = "Kan inte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order that is not done; `by` is the signature of whoever placed it."""

    number: str
    reference: str
    by: str = field(repr=False)
    status: OrderStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the caseworker is told: a status, and a sentence in plain Swedish without names."""

    status: OrderStatus
    words: str = ""


class OrderDesk(Protocol):
    """Where caseworkers order preparations. Each method may raise `Transient` or `Broken`."""

    async def waiting(self) -> Sequence[Order]:
        """Every order that is not done, the first placed first."""
        ...

    async def tell(self, number: str, status: OrderStatus, words: str) -> None:
        """Tell of an order; a second call changes nothing."""
        ...


def answer_to(item: WorkItem) -> Answer:
    """What is told of the application that was ordered, as it stands now."""
    outcome = item.outcome
    if outcome.state is State.AWAITING_CASEWORKER:
        words = LEFT if outcome.reason else READY
        return Answer(status=OrderStatus.DONE, words=words.format(reference=item.reference))
    if outcome.state in OPEN_STATES:
        return Answer(status=OrderStatus.UNDER_WAY, words=outcome.explanation)
    if outcome.state is State.FAILED:
        return Answer(status=OrderStatus.CANNOT, words=FAILED)
    decided = outcome.state is State.DECIDED
    return Answer(status=OrderStatus.CANNOT, words=DECIDED if decided else outcome.explanation)
