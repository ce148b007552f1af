"""What a piece of evidence is called. Knows no page, so that whoever looks does not wait for the driver."""

import secrets
from datetime import datetime

from bots.kit.swedish import STOCKHOLM


def name_of(at: datetime, system: str) -> str:
    """A name that no other piece of evidence has: it begins with the time, Stockholm's."""
    return f"{at.astimezone(STOCKHOLM):%Y%m%dT%H%M%S}-{system}-{secrets.token_hex(4)}"
