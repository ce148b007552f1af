"""Which addresses a system may be asked at: passwords and persons go over TLS, or stay on this machine.

Pure. It must not know any system.
"""

import ipaddress
from urllib.parse import urlsplit

ADVICE = (
    "write an address that begins with https://: by http:// passwords and personal data go unprotected"
    " (only this machine's own, such as http://127.0.0.1:8801, may; for a system without TLS put a proxy"
    " that has it beside the system)"
)


def is_protected(address: str) -> bool:
    """Whether what is sent there can be read by nobody on the way."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(parts.hostname or ""))


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
