"""Operations are told when the robot stops asking a system, and when it asks again; once each."""

from dataclasses import replace

from flows.errors import Code, SystemBroken, Transient
from flows.robot import Robot
from flows.systems import CLOSED, OPENED, note_answers, note_failure
from tests.robots import bench

Told = list[tuple[str, str, str, str]]
SLOW = Transient(Code.SYSTEM_SLOW, "slow.", system="Almanda")


def listened_to() -> tuple[Robot, Told]:
    told: Told = []
    return replace(bench().robot(), announce=lambda *words: told.append(words)), told


async def test_a_system_that_fails_again_and_again_is_told_of_once() -> None:
    robot, told = listened_to()
    for _ in range(robot.pace.failures_in_a_row):
        assert told == []
        await note_failure(robot, SLOW)
    await note_failure(robot, SLOW)
    assert told == [(OPENED, "exempelstad", "Almanda", "SYSTEM_SLOW")]


async def test_a_system_that_answers_again_is_told_of() -> None:
    robot, told = listened_to()
    for _ in range(robot.pace.failures_in_a_row):
        await note_failure(robot, SLOW)
    await note_answers(robot, "UTK-9901-1", ("case_system",))
    await note_answers(robot, "UTK-9901-1", ("case_system",))
    assert told[1:] == [(CLOSED, "exempelstad", "Almanda", "")]


async def test_a_refused_login_is_told_of_at_once() -> None:
    robot, told = listened_to()
    await note_failure(robot, SystemBroken(Code.LOGIN_REFUSED, "refused.", system="Almanda"))
    assert told == [(OPENED, "exempelstad", "Almanda", "LOGIN_REFUSED")]
