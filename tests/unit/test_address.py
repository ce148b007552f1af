"""Passwords and persons go by TLS, or stay on the machine."""

import pytest
from pydantic import ValidationError

from flows.address import is_protected
from flows.settings import Settings

PROTECTED = (
    "https://a.example",
    "http://127.0.0.1:88",
    "http://127.8.0.1",
    "http://[::1]:88",
    "http://localhost",
)
OPEN = (
    "http://almanda.kommun.example",
    "http://10.0.0.8",
    "http://127.0.0.1.kommun.example",
    "http://127.0.0.1@kommun.example",
    "http://localhost.kommun.example",
    "ftp://127.0.0.1",
    "almanda.kommun.example",
    "",
)


@pytest.mark.parametrize("address", PROTECTED)
def test_tls_and_the_machine_itself_are_protected(address: str) -> None:
    assert is_protected(address)
    assert Settings(base_urls={"inbox": address}).base_urls == {"inbox": address}


@pytest.mark.parametrize("address", OPEN)
def test_anything_else_is_refused_with_what_to_write(address: str) -> None:
    assert not is_protected(address)
    with pytest.raises(ValidationError, match="https://"):
        Settings(base_urls={"inbox": address})
