"""What the words of a failed handshake mean, as Playwright's driver and the browser write them."""

import pytest

from bots.forsakringskassan.handshake import meaning_of

DRIVER = "Playwright client-certificate error: "


@pytest.mark.parametrize(
    ("told", "meaning"),
    [
        (DRIVER + "self-signed certificate in certificate chain", "an authority that we do not trust"),
        (DRIVER + "unable to verify the first certificate", "an authority that we do not trust"),
        (DRIVER + "certificate signature failure", "an authority that we do not trust"),
        (DRIVER + "certificate has expired", "the portal's own certificate has expired"),
        (DRIVER + "error:0A000415:SSL routines::sslv3 alert certificate expired", "refuses our client"),
        (DRIVER + "error:0A000418:SSL routines::tlsv1 alert unknown ca", "refuses our client"),
        (DRIVER + "error:0A00045C:SSL routines::tlsv13 alert certificate required", "got none"),
        (DRIVER + "something new", "for a reason not known here"),
        ("Page.goto: net::ERR_EMPTY_RESPONSE", "refuses our client certificate"),
        ("Page.goto: net::ERR_SOCKET_NOT_CONNECTED", "refuses our client certificate"),
        ("Page.goto: net::ERR_CERT_AUTHORITY_INVALID", "no client certificate was sent"),
    ],
)
def test_the_words_of_a_handshake_are_understood(told: str, meaning: str) -> None:
    assert meaning in (meaning_of(told) or "")


@pytest.mark.parametrize(
    "told",
    [
        "Page.goto: net::ERR_SOCKS_CONNECTION_FAILED",
        "Page.goto: net::ERR_CONNECTION_REFUSED",
        "a page that says: certificate has expired",
        "",
    ],
)
def test_other_troubles_are_no_handshake(told: str) -> None:
    assert meaning_of(told) is None
