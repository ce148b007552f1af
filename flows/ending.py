"""How a run ends in Prefect: under a name that tells, and with nothing that tells too much."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import structlog
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.errors import SetUpTrouble, UtkastError
from flows.logs import frames
from flows.run_log import run_at_hand
from flows.scrubbing import scrubbed
from flows.work import UnknownReference

log = structlog.get_logger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
INTERRUPTED, PAUSED, REPLACED = "Avbruten", "Pausad", "Ersatt"
"""What Prefect calls a run that was told to stop, one that was paused, and one that a later one replaces."""
TELL_THEMSELVES = (UtkastError, SetUpTrouble, UnknownReference)
"""Errors of ours: their messages hold no personal data. A foreign one may quote what it choked on."""


def ended(outcome: T, name: str, message: str = "") -> T:
    """The outcome, under a name in Prefect's lists; without a name, as Prefect calls it.

    Prefect takes the state for its own and hands what it holds to whoever awaits the flow.
    """
    return cast("T", Completed(name=name, message=message or None, data=outcome)) if name else outcome


def failing_openly(
    work: Callable[Concatenate[str, P], Awaitable[T]],
) -> Callable[Concatenate[str, P], Awaitable[T]]:
    """For a municipality's flow: an error ends it as Failed, is logged, and is raised for whoever awaits it.

    Left to itself Prefect tells every error's message and trace to its server, and pickles the error into
    a file that nobody clears, whether results are kept or not.
    """

    @wraps(work)
    async def run(municipality: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await work(municipality, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - Prefect is told, and raises it to whoever awaits the flow
            log.error(
                "run.failed",
                municipality=municipality,
                run=run_at_hand(),
                kind=type(error).__name__,
                what=_words_of(error),
                frames=frames(error),
            )
            return cast("T", _failed(error, data=error))

    return run


class Foreign(Exception):
    """Stands for an error whose words are not ours, which is its cause: Prefect logs what a task raised."""


def failed_task(error: Exception) -> State[Any]:
    """How a task ends in Prefect on an error that nobody foresaw; `outcome_of` raises that error again."""
    if isinstance(error, TELL_THEMSELVES):
        return _failed(error, data=error)
    foreign = Foreign(type(error).__name__)
    foreign.__cause__ = error
    return _failed(error, data=foreign)


async def outcome_of(state: State[T]) -> T:
    """What a task came to. Raises what ended it."""
    try:
        return await state.aresult()
    except Foreign as foreign:
        raise foreign.__cause__ or foreign from None


def _failed(error: Exception, *, data: Exception) -> State[Any]:
    """With the error's kind, and its words if they are ours."""
    kind, what = type(error).__name__, _words_of(error)
    return Failed(message=f"{kind}: {what}" if what else kind, data=data)


def _words_of(error: Exception) -> str:
    return scrubbed(str(error)) if isinstance(error, TELL_THEMSELVES) else ""
