"""`utkast ordered` at the terminal: that it could not look is never said as that nothing is ordered."""

import pytest

from flows.cli import ordered
from flows.errors import Code, Transient
from flows.order_look import Answered, Look
from flows.ordering import OrderStatus

DONE = Answered(number="17", status=OrderStatus.DONE, case_ref="UTK-9901-100234")
FAILED = Answered(number="18", status=OrderStatus.CANNOT, failed=True)
AWAY = Transient(Code.SYSTEM_ERROR, "no answer.", system="Almanda")
PAUSED = "Roboten är pausad."


@pytest.mark.parametrize(
    ("look", "interrupted", "code", "first"),
    [
        (Look(), "", 0, ordered.NOTHING),
        (Look(answered=(DONE,)), "", 0, "Beställning 17: Klar"),
        (Look(answered=(FAILED,)), "", 1, "Beställning 18: Kan inte"),
        (Look(trouble=AWAY), "", 1, ordered.AWAY),
        (Look(interrupted=True), PAUSED, 3, PAUSED),
    ],
)
def test_what_is_said_and_how_it_ends(look: Look, interrupted: str, code: int, first: str) -> None:
    lines = ordered.told(look, interrupted)
    assert (ordered.exit_code(look), lines[0]) == (code, first)
    assert (ordered.NOTHING in lines) == (look == Look())


def test_what_stood_in_the_way_follows_what_was_answered() -> None:
    lines = ordered.told(Look(answered=(DONE,), trouble=AWAY), "")
    assert lines[:2] == ["Beställning 17: Klar", ordered.AWAY]
    assert "SYSTEM_ERROR i Almanda" in lines[2]
