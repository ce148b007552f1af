"""What Prefect is told of this installation before it is imported."""

import os

import pytest

from flows.engine import engine_at_hand, prepare_engine
from flows.errors import SetUpTrouble
from flows.settings import Settings

OURS = "http://127.0.0.1:4200/api"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """One of its own, so that nothing that is set here is met by another test."""
    made = {"PREFECT_API_URL": "http://127.0.0.1:4999/api"}
    monkeypatch.setattr(os, "environ", made)
    return made


def test_the_address_of_our_settings_counts_whatever_prefects_own_variable_says(
    environment: dict[str, str],
) -> None:
    prepare_engine(Settings(prefect_api_url=OURS))
    assert environment["PREFECT_API_URL"] == OURS


def test_without_one_of_ours_prefects_own_is_left_alone(environment: dict[str, str]) -> None:
    prepare_engine(Settings(prefect_api_url=""))
    assert environment["PREFECT_API_URL"] == "http://127.0.0.1:4999/api"


async def test_a_server_of_prefects_own_that_does_not_start_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from prefect import context

    def without_an_answer() -> None:
        raise RuntimeError("Timed out while attempting to connect to ephemeral Prefect API server.")

    monkeypatch.setattr(context, "AsyncClientContext", without_an_answer)
    with pytest.raises(SetUpTrouble, match="Prefect's own server did not start, so nothing was begun"):
        async with engine_at_hand():
            pytest.fail("nothing may begin")
