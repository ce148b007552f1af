"""What the browser and its driver say of a certificate that they refuse, in words that IT can act on.

It must not know any system; with a client certificate, more can go wrong than this.
"""

import re

_WHOSE = "the system's own certificate"
_EXPIRED = f"{_WHOSE} has expired, or does not hold yet"
_ANOTHER_NAME = f"{_WHOSE} is for another name than the address says"
_UNKNOWN = f"{_WHOSE} is signed by an authority that we do not trust: see UTKAST_CA_FILES"

_MEANINGS = (
    (re.compile("ERR_CERT_DATE_INVALID|certificate has expired|certificate is not yet valid"), _EXPIRED),
    (re.compile("ERR_CERT_COMMON_NAME_INVALID|does not match certificate's altnames"), _ANOTHER_NAME),
    (
        re.compile("ERR_CERT_AUTHORITY_INVALID|self-signed certificate|unable to (verify|get local issuer)"),
        _UNKNOWN,
    ),
    (re.compile("ERR_CERT_[A-Z_]+"), f"{_WHOSE} is refused"),
)


def refused_certificate(message: str) -> str | None:
    """Why the certificate was refused, or None when the message is about something else."""
    meaning = next((meaning for words, meaning in _MEANINGS if words.search(message)), None)
    return None if meaning is None else f"the TLS handshake failed: {meaning}"
