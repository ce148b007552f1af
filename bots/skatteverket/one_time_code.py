"""One-time codes (TOTP, RFC 6238), each given once.

A server accepts a code once (RFC 6238, 5.2) and usually allows its clock to differ by one step.  So a second
login within the same thirty seconds takes the next step's code at once, and a third waits until the server
can accept the step after that.  Which steps are given is remembered per account, in this process only:
another process that has used a step is told by the server's own words.
It must not know any page.
"""

import asyncio
import binascii
import time
from collections.abc import Callable

import pyotp

from bots.kit.secret import Secret

STEP_SECONDS = 30
STEPS_AHEAD = 1
"""How many steps before its own time a code is accepted."""
CLOCK_MARGIN_SECONDS = 1.0


class SeedUnreadable(ValueError):
    """The seed is not base32, or too short (RFC 4226: 128 bits); the message never repeats it."""


class CodeBook:
    """The steps given so far, per account.  `now` is seconds since the epoch."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._given: dict[str, int] = {}

    def take(self, account: str) -> int:
        """The earliest step not given yet for this account, which counts as given from now on."""
        step = max(int(self._now()) // STEP_SECONDS, self._given.get(account, -1) + 1)
        self._given[account] = step
        return step

    def seconds_until_accepted(self, step: int) -> float:
        """How long until a server accepts the code of `step`; 0 if it does now."""
        opens = (step - STEPS_AHEAD) * STEP_SECONDS
        now = self._now()
        return 0.0 if now >= opens else opens - now + CLOCK_MARGIN_SECONDS

    async def accepted(self, step: int) -> None:
        """Wait until a server accepts the code of `step`: less than a minute, and most often not at all.

        This is no blind wait: what is waited for is the moment itself, known to the second.
        """
        seconds = self.seconds_until_accepted(step)
        if seconds > 0:
            moment = asyncio.Event()
            asyncio.get_running_loop().call_later(seconds, moment.set)
            await moment.wait()


def code_of(seed: Secret, step: int) -> str:
    """The code of a step.  Raises SeedUnreadable."""
    try:
        return pyotp.TOTP(seed.reveal().strip()).generate_otp(step)
    except (binascii.Error, ValueError):
        raise SeedUnreadable(f"the seed in {seed.name} is not a one-time code seed in base32") from None
