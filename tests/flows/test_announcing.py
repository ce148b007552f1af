"""Operations are told when the robot stops asking a system, and when it asks again; once each."""

from dataclasses import replace
from datetime import timedelta

from flows.errors import Code, SystemBroken, Transient
from flows.robot import BreakerNews, Robot
from flows.systems import CLOSED, OPENED, note_answers, note_failure
from tests.robots import bench

SLOW = Transient(Code.SYSTEM_SLOW, "slow.", system="Almanda")
REFUSED = SystemBroken(Code.LOGIN_REFUSED, "refused.", system="Almanda")


def news(event: str, code: str = "") -> BreakerNews:
    return BreakerNews(event=event, municipality="exempelstad", system="Almanda", code=code)


def listened_to() -> tuple[Robot, list[BreakerNews]]:
    told: list[BreakerNews] = []
    return replace(bench().robot(), announce=told.append), told


async def test_a_system_that_fails_again_and_again_is_told_of_once() -> None:
    robot, told = listened_to()
    for _ in range(robot.pace.failures_in_a_row):
        assert told == []
        await note_failure(robot, SLOW, by="")
    await note_failure(robot, SLOW, by="")
    assert told == [news(OPENED, "SYSTEM_SLOW")]


async def test_a_system_that_answers_again_is_told_of() -> None:
    robot, told = listened_to()
    for _ in range(robot.pace.failures_in_a_row):
        await note_failure(robot, SLOW, by="")
    later = robot.clock.now() + timedelta(seconds=1)
    await note_answers(robot, "UTK-9901-1", {"case_system": later})
    await note_answers(robot, "UTK-9901-1", {"case_system": later})
    assert told[1:] == [news(CLOSED)]


async def test_a_refused_login_is_told_of_at_once() -> None:
    robot, told = listened_to()
    await note_failure(robot, REFUSED, by="")
    assert told == [news(OPENED, "LOGIN_REFUSED")]


async def test_a_login_that_is_refused_while_the_system_stands_stopped_is_told_of_too() -> None:
    robot, told = listened_to()
    for _ in range(robot.pace.failures_in_a_row):
        await note_failure(robot, SLOW, by="")
    await note_failure(robot, REFUSED, by="")
    await note_failure(robot, REFUSED, by="")
    assert [one.code for one in told] == ["SYSTEM_SLOW", "LOGIN_REFUSED"]
