"""No file of the project holds a secret, and each kind of secret is shown to be noticed."""

import random
import secrets as drawn
import string

import pytest

from tests.house.secrets import secrets
from tests.house.sources import Source, sources

ONLY_LOOKS_SO = (
    "hemligt",  # passwords of databases that are nowhere, in tests of what is told of an address
    "abc",
    "PytestRemovedIn10Warning",
    # A picture of one pixel.
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082",
)


def one_file(text: str) -> list[Source]:
    return [Source(path="planted.env", text=f"first = 1\n{text}\n")]


def test_no_file_holds_a_secret() -> None:
    assert secrets(sources(), known_not_to_be=ONLY_LOOKS_SO) == []


@pytest.mark.parametrize(
    "planted",
    [
        "-----BEGIN " + "PRIVATE KEY-----",
        "-----BEGIN " + "EC PRIVATE KEY-----",
        "token: gh" + "p_" + "a1B2" * 9,
        "AKI" + "AIOSFODNN7EXAMPLE",
        "eyJhbGciOiJI" + "Uz.eyJzdWIiOiIx" + "MjM0.SflKxwRJSMeKKF2",
        "postgresql://utkast:sommar" + "2026@db/utkast",
        "https://:sommar" + "2026@example.invalid",
    ],
)
def test_a_secret_of_a_known_kind_is_noticed_and_not_repeated(planted: str) -> None:
    assert secrets(one_file(planted)) == ["planted.env:2 holds what looks like a secret"]


@pytest.mark.parametrize("signs", [string.ascii_letters + string.digits, "0123456789abcdef"])
def test_most_keys_that_are_drawn_at_random_are_noticed(signs: str) -> None:
    chance = random.Random(17)
    keys = ["".join(chance.choices(signs, k=44)) for _ in range(200)]
    assert sum(bool(secrets(one_file(f'data_key = "{one}"'))) for one in keys) > 190


def test_a_key_that_the_robot_makes_is_noticed() -> None:
    assert secrets(one_file(f"audit_key: {drawn.token_hex(32)}"))


@pytest.mark.parametrize(
    "allowed",
    [
        "test_an_entry_that_is_changed_is_found_and_no_other_is_blamed",
        "postgresql+asyncpg://utkast@db/utkast",
        "https://{user}:{password}@almanda.example/",
        "data_key = <what utkast new-key has written>",
        "bots/kit/session_pool.py",
    ],
)
def test_names_and_places_are_allowed(allowed: str) -> None:
    assert secrets(one_file(allowed)) == []
