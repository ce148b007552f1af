"""What Prefect watches fits what runs tell, and what it says of it is no person's business."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from prefect.events.actions import ChangeFlowRunState, DoNothing, SendNotification
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.server.events.schemas.automations import EventTrigger as ServerTrigger
from prefect.server.events.schemas.events import ReceivedEvent

from flows.console import scheduled
from flows.console.automations import LOST_AFTER, NEVER_BEGUN_AFTER, NOBODY_CAME_AFTER, automations
from flows.engine import HEARTBEAT_SECONDS
from flows.examination import MISFIT
from flows.report import WITH_FAILURES
from flows.work import LEASE

CHANNELS = (uuid4(), uuid4())
DEPLOYMENT = "prefect.deployment.1"
REPAIRS = ("Utkast: lost runs", "Utkast: runs that never began")


def trigger_of(name: str) -> EventTrigger:
    (one,) = (one for one in automations(()) if one.name == name)
    assert isinstance(one.trigger, EventTrigger)
    return one.trigger


def test_a_run_may_miss_two_signs_of_life_and_others_have_its_work_when_it_is_lost() -> None:
    assert LOST_AFTER.total_seconds() > 3 * HEARTBEAT_SECONDS
    assert LOST_AFTER > LEASE
    lost = trigger_of("Utkast: lost runs")
    assert (lost.posture, lost.after, lost.within) == (
        Posture.Proactive,
        {"prefect.flow-run.heartbeat"},
        LOST_AFTER,
    )


def test_a_run_that_was_killed_before_its_first_sign_of_life_is_told_and_then_crashed() -> None:
    """Or it would be open for ever, and each order of its application be told that it is ordered already."""
    never = trigger_of("Utkast: runs that never began")
    assert (never.posture, never.within) == (Posture.Proactive, NEVER_BEGUN_AFTER)
    assert "prefect.flow-run.Pending" in never.after
    assert not never.after & {"prefect.flow-run.Late", "prefect.flow-run.Scheduled"}
    assert NEVER_BEGUN_AFTER > NOBODY_CAME_AFTER > LOST_AFTER


def test_a_run_that_a_person_tries_again_and_nobody_takes_is_told() -> None:
    assert "prefect.flow-run.AwaitingRetry" in trigger_of("Utkast: runs that do not begin").after


def test_no_flow_is_begun_again_by_prefect() -> None:
    """It would wait inside a process, and a run whose process is killed meanwhile is nobody's."""
    assert [flow.retries for flow in (scheduled.nightly, scheduled.doctor, scheduled.review)] == [0, 0, 0]


def test_a_run_that_ended_under_a_name_of_ours_is_not_lost() -> None:
    """Prefect names the event after the state: Completed under another name is no `…Completed`."""
    assert trigger_of("Utkast: lost runs").expect == {"prefect.flow-run.*"}
    failed = trigger_of("Utkast: failed runs").expect
    assert {f"prefect.flow-run.{name}" for name in (WITH_FAILURES, MISFIT)} < failed


def test_a_list_of_orders_that_cannot_be_read_is_told_once_in_hours_and_not_at_every_look() -> None:
    """Prefect's reactive trigger fires at once, and then counts anew from the end of its time."""
    looks = ServerTrigger.model_validate(trigger_of("Utkast: failed looks for orders").model_dump())
    runs = ServerTrigger.model_validate(trigger_of("Utkast: failed runs").model_dump())
    first, second = heard("Failed", "ordered"), heard("Failed", "ordered")
    assert looks.bucketing_key(first) == looks.bucketing_key(second) == (DEPLOYMENT,)
    assert looks.within == timedelta(hours=6)
    assert [one.covers(first) for one in (looks, runs)] == [True, False]
    assert [one.covers(heard("Failed", "review")) for one in (looks, runs)] == [False, True]
    assert runs.within == timedelta()


def test_looks_for_orders_that_nobody_makes_are_told_together_and_not_one_by_one() -> None:
    looks = ServerTrigger.model_validate(trigger_of("Utkast: late looks for orders").model_dump())
    runs = ServerTrigger.model_validate(trigger_of("Utkast: runs that do not begin").model_dump())
    late = {flow: heard("Late", flow) for flow in ("ordered", "nightly")}
    assert [looks.covers(late["ordered"]), looks.expects(late["ordered"].event)] == [True, True]
    assert [runs.covers(late["ordered"]), runs.covers(late["nightly"])] == [False, True]
    assert (looks.meets_threshold(11), looks.meets_threshold(12)) == (False, True)


def test_a_run_that_nobody_began_is_told_by_its_flow_and_its_municipality() -> None:
    """Prefect gives a run its name of ours when it begins; until then it is an animal's."""
    (one,) = (one for one in automations(CHANNELS[:1]) if one.name == "Utkast: runs that do not begin")
    (sent,) = one.actions
    assert isinstance(sent, SendNotification)
    for text in (sent.subject, sent.body):
        assert "{{ flow.name }} {{ deployment.name }}" in text
        assert "flow_run.name" not in text


def heard(state: str, flow: str) -> ReceivedEvent:
    """What Prefect's server hears when a run of a deployment has come to this state."""
    related = (("flow", "prefect.flow.1", flow), ("deployment", DEPLOYMENT, "exempelstad"))
    return ReceivedEvent.model_validate(
        {
            "occurred": datetime.now(UTC),
            "event": f"prefect.flow-run.{state}",
            "id": uuid4(),
            "resource": {"prefect.resource.id": f"prefect.flow-run.{uuid4()}"},
            "related": [
                {
                    "prefect.resource.role": role,
                    "prefect.resource.id": number,
                    "prefect.resource.name": name,
                }
                for role, number, name in related
            ],
        }
    )


def test_each_channel_is_told_of_everything_but_the_repair() -> None:
    for one in automations(CHANNELS):
        sent = [action for action in one.actions if isinstance(action, SendNotification)]
        told = [action.block_document_id for action in sent]
        assert told == ([] if one.name in REPAIRS else list(CHANNELS))


def test_without_channels_they_are_seen_in_prefect_alone() -> None:
    kinds = {type(action) for one in automations(()) for action in one.actions}
    assert kinds == {ChangeFlowRunState, DoNothing}


def test_a_notice_quotes_no_message() -> None:
    """What a run's state says may quote a system."""
    for one in automations(CHANNELS):
        for action in one.actions:
            if isinstance(action, SendNotification):
                assert "message" not in action.body + action.subject
