"""What Prefect is told of this installation before it is imported."""

import os

import pytest

from flows.engine import prepare_engine
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
