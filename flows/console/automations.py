"""What Prefect watches, whoever is asleep: lost runs, failed runs, runs that do not begin, stopped systems.

The server does this itself, from what runs and the robot tell it. Nothing here writes to a system.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from prefect.automations import AutomationCore
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ActionTypes, ChangeFlowRunState, DoNothing, SendNotification
from prefect.events.schemas.automations import EventTrigger, Posture

from flows.engine import HEARTBEAT_SECONDS
from flows.examination import MISFIT
from flows.report import WITH_FAILURES
from flows.systems import OPENED

LOST_AFTER = timedelta(seconds=4 * HEARTBEAT_SECONDS)
"""Three heartbeats may be late or lost; as our leases run out after 90 s, others have its work by then."""
NOBODY_CAME_AFTER = timedelta(minutes=5)
NEVER_BEGUN_AFTER = timedelta(minutes=15)
"""A worker that has taken a run starts its process in seconds; long before this the lost one was told of."""
TAKEN = ("Pending", "Submitting", "InfrastructurePending")
NOT_BEGUN = ("Late", "AwaitingRetry", *TAKEN)
ORDERED = "ordered"
SELDOM = ("nightly", "doctor", "review", "retention", "follow_up")
STATE = "prefect.flow-run."
RUN = "prefect.resource.id"
MUNICIPALITY = "related:deployment:prefect.resource.id"
TOLD_OF_ORDERS = timedelta(hours=6)
"""Orders are looked for every few minutes: one notice of a list that cannot be read is enough for a shift."""
LATE_LOOKS = 12
"""An hour's. A single one may be late because a worker was busy."""


async def make_automations(client: PrefectClient, channels: Sequence[UUID]) -> Sequence[str]:
    """Make them or bring them up to date; their names. Without channels they are seen in Prefect alone.

    Prefect takes two of one name, as when two people deploy at once: one of them stays, for both would tell.
    """
    wanted = automations(channels)
    for one in wanted:
        there = await client.read_automations_by_name(one.name)
        if there:
            kept, *doubles = there
            await client.update_automation(kept.id, one.model_copy(update={"enabled": kept.enabled}))
            for double in doubles:
                await client.delete_automation(double.id)
        else:
            await client.create_automation(one)
    return [one.name for one in wanted]


def automations(channels: Sequence[UUID]) -> Sequence[AutomationCore]:
    """The seven, with where their notices go."""
    return (
        AutomationCore(
            name="Utkast: lost runs",
            description="A run that no longer tells that it lives has crashed; others take up its work.",
            trigger=_silence(after=("heartbeat",), expected=f"{STATE}*", within=LOST_AFTER),
            actions=[
                ChangeFlowRunState(
                    state=StateType.CRASHED,
                    message=f"Inget livstecken på {LOST_AFTER.seconds} s: processen är borta.",
                )
            ],
        ),
        AutomationCore(
            name="Utkast: failed runs",
            description="A run failed, crashed, or ended with something for IT to see to.",
            trigger=_ended_badly(SELDOM, for_each=RUN, then_silent=timedelta()),
            actions=_told(channels, ITS_STATE, ABOUT_A_RUN),
        ),
        AutomationCore(
            name="Utkast: failed looks for orders",
            description="A look for orders ended badly: told once in some hours, and not at every look.",
            trigger=_ended_badly([ORDERED], for_each=MUNICIPALITY, then_silent=TOLD_OF_ORDERS),
            actions=_told(channels, ITS_STATE, ABOUT_A_RUN),
        ),
        AutomationCore(
            name="Utkast: runs that do not begin",
            description="A run was due, and no worker has taken it or the one that took it is gone.",
            trigger=_silence(after=NOT_BEGUN, expected=f"{STATE}*", within=NOBODY_CAME_AFTER, flows=SELDOM),
            actions=_told(channels, "{{ flow.name }} {{ deployment.name }}: ingen har börjat", NOBODY_CAME),
        ),
        AutomationCore(
            name="Utkast: late looks for orders",
            description="So many looks for orders began late that the workers are gone or have too much.",
            trigger=_often_late([ORDERED]),
            actions=_told(channels, "{{ deployment.name }}: beställningar väntar", ORDERS_WAIT),
        ),
        AutomationCore(
            name="Utkast: runs that never began",
            description="A run was taken by a worker and killed before it told that it lives: it is crashed.",
            trigger=_silence(after=TAKEN, expected=f"{STATE}*", within=NEVER_BEGUN_AFTER),
            actions=[
                ChangeFlowRunState(
                    state=StateType.CRASHED,
                    message=f"Började inte på {NEVER_BEGUN_AFTER.seconds} s: processen är borta.",
                )
            ],
        ),
        AutomationCore(
            name="Utkast: stopped systems",
            description="The robot has stopped asking a system.",
            trigger=EventTrigger(
                expect={OPENED},
                for_each={RUN},
                posture=Posture.Reactive,
                threshold=1,
            ),
            actions=_told(channels, "{{ event.resource.name }} står stoppat", A_SYSTEM_STOPPED),
        ),
    )


ENDED_BADLY = ("Failed", "Crashed", "TimedOut", WITH_FAILURES, MISFIT)
ITS_STATE = "{{ flow_run.name }}: {{ flow_run.state.name }}"
ABOUT_A_RUN = (
    "Körningen {{ flow_run.name }} slutade som {{ flow_run.state.name }}.\n"
    "{{ flow_run|ui_url }}\n\nVad som väntar och vad som felat: utkast status, utkast failed"
)
NOBODY_CAME = (
    "Körningen {{ flow.name }} {{ deployment.name }} skulle ha börjat och har inte gjort det.\n"
    "{{ flow_run|ui_url }}\n\nSe efter om arbetarna lever."
)
ORDERS_WAIT = (
    f"{LATE_LOOKS} gånger på kort tid har ingen i tid sett efter vad som är beställt "
    "i {{ deployment.name }}.\n{{ flow_run|ui_url }}\n\n"
    "Se efter om arbetarna lever, och om de har för mycket att göra."
)
A_SYSTEM_STOPPED = (
    "Roboten har slutat fråga {{ event.resource.name }} ({{ event.payload.code }}).\n"
    "Det som behöver systemet väntar, det andra går vidare.\n\nSe efter: utkast systems list"
)


def _ended_badly(flows: Sequence[str], *, for_each: str, then_silent: timedelta) -> EventTrigger:
    """It is told at once, and not again for the same one until `then_silent` is over."""
    return EventTrigger(
        expect={f"{STATE}{name}" for name in ENDED_BADLY},
        match={RUN: f"{STATE}*"},
        match_related=_of(flows),
        for_each={for_each},
        posture=Posture.Reactive,
        threshold=1,
        within=then_silent,
    )


def _often_late(flows: Sequence[str]) -> EventTrigger:
    return EventTrigger(
        expect={f"{STATE}Late"},
        match={RUN: f"{STATE}*"},
        match_related=_of(flows),
        for_each={MUNICIPALITY},
        posture=Posture.Reactive,
        threshold=LATE_LOOKS,
        within=TOLD_OF_ORDERS,
    )


def _silence(
    *, after: Sequence[str], expected: str, within: timedelta, flows: Sequence[str] = (*SELDOM, ORDERED)
) -> EventTrigger:
    return EventTrigger(
        after={f"{STATE}{name}" for name in after},
        expect={expected},
        match={RUN: f"{STATE}*"},
        match_related=_of(flows),
        for_each={RUN},
        posture=Posture.Proactive,
        threshold=1,
        within=within,
    )


def _of(flows: Sequence[str]) -> dict[str, str | list[str]]:
    return {"prefect.resource.role": "flow", "prefect.resource.name": list(flows)}


def _told(channels: Sequence[UUID], subject: str, body: str) -> list[ActionTypes]:
    if not channels:
        return [DoNothing()]
    return [
        SendNotification(block_document_id=one, subject=f"Utkast: {subject}", body=body) for one in channels
    ]
