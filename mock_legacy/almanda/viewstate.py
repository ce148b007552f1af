"""The hidden fields of a postback: the page's sealed state, and which control was pressed.

A form that was rendered for one page and user is refused on another. Knows nothing of what a page does.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from starlette.datastructures import FormData

_KEY = secrets.token_bytes(32)
EVENT_TARGET = "__EVENTTARGET"
VIEWSTATE = "__VIEWSTATE"


def seal(page: str, subject: str, username: str) -> str:
    """Write the state of a page about ``subject`` (a case file's key, or nothing) for one user."""
    state = "|".join((page, subject, username)).encode()
    return base64.b64encode(_mac(state) + state).decode("ascii")


def is_sealed_for(page: str, subject: str, username: str, *, given: str) -> bool:
    """Say whether ``given`` is what `seal` wrote for the same page, subject and user."""
    return hmac.compare_digest(seal(page, subject, username).encode(), given.encode())


def pressed(form: FormData) -> str:
    """Name the control behind the postback: the event target, or the one button whose name came along."""
    target = field(form, EVENT_TARGET)
    if target:
        return target.rpartition("$")[2]
    return next((name.rpartition("$")[2] for name in form if name.rpartition("$")[2].startswith("btn")), "")


def field(form: FormData, name: str) -> str:
    """Give a text field as it came, or nothing."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _mac(state: bytes) -> bytes:
    return hmac.new(_KEY, state, hashlib.sha256).digest()
