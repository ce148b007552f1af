"""What a look for orders came to, and what Prefect is told of it.

An order that is told of here is known by Almanda's number of it and our reference: who placed it, and what
she wrote, stays in the case system.
"""

from dataclasses import dataclass

from flows.ending import INTERRUPTED, PAUSED
from flows.errors import UtkastError
from flows.failure_words import trouble_told
from flows.ordering import OrderStatus
from flows.report import SWEDISH, WITH_FAILURES
from flows.scrubbing import scrubbed
from flows.work import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An order and what became of it; `failed` when IT must look.

    `case_ref` is the application it was of, blank for an order of nothing of ours.
    """

    number: str
    status: OrderStatus
    case_ref: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look came to.

    `trouble` is what stood in its way, and `interrupted` that the robot was paused or told to stop: what was
    not answered may stand ordered all the same. With neither, and no answer, nothing was ordered.
    """

    answered: tuple[Answered, ...] = ()
    trouble: UtkastError | None = None
    interrupted: bool = False

    @property
    def trouble_told(self) -> str:
        """What stood in its way, in Swedish; blank when nothing did."""
        return scrubbed(trouble_told(self.trouble)) if self.trouble else ""


def name_of_end(look: Look, *, is_paused: bool) -> str:
    """What Prefect calls a look that did not come to its end; blank when it did.

    A system that is away is told of by its breaker, and not each time that it is asked for orders.
    """
    if any(one.failed for one in look.answered):
        return WITH_FAILURES
    if look.interrupted:
        return PAUSED if is_paused else INTERRUPTED
    return SWEDISH[State.WAITING] if look.trouble else ""


async def publish(look: Look) -> None:
    """Show the orders that were answered. A look that finds nothing, as most do, leaves nothing."""
    if not look.answered:
        return
    from prefect.artifacts import acreate_table_artifact

    table = [
        {"Beställning": one.number, "Ansökan": one.case_ref or "–", "Läge": str(one.status)}
        for one in look.answered
    ]
    await acreate_table_artifact(key="ordered", table=table, description="Beställt i ärendesystemet")
