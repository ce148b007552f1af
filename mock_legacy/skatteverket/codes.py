"""One-time codes, each good for one login only.

RFC 6238, 5.2: a code that has let somebody in once must not be accepted again, and one step (30 s) of clock
difference either way is usual. A code older than the last one used is refused as well. A used code does not
count towards the lock: the one who types it holds the seed.
Knows nothing of pages.
"""

from __future__ import annotations

import time
from typing import Literal

import pyotp
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from mock_legacy.platform.login import LoginDesk, Outcome
from mock_legacy.world.models import Account, LoginAttempt, UsedCode

CodeOutcome = Outcome | Literal["used_code"]
STEP_SECONDS = 30


def check_code(desk: LoginDesk, username: str, code: str) -> CodeOutcome:
    """Check a code and use it up; ``used_code`` is recorded as an attempt of its own kind."""
    outcome = desk.check_code(username, code)
    if outcome != "ok":
        return outcome
    step = _step_of(desk, username, code)
    if step is not None and _claim(desk, username, step):
        return "ok"
    with desk.platform.world.session() as session:
        session.add(
            LoginAttempt(
                system=desk.system, username=username, at=desk.platform.world.now(), outcome="used_code"
            )
        )
    return "used_code"


def _step_of(desk: LoginDesk, username: str, code: str) -> int | None:
    with desk.platform.world.session() as session:
        totp = pyotp.TOTP(session.get_one(Account, (desk.system, username)).totp_secret)
    now = int(time.time()) // STEP_SECONDS
    # One step further back than is accepted: the clock may have ticked since the code was accepted.
    return next((step for step in range(now + 1, now - 3, -1) if totp.generate_otp(step) == code), None)


def _claim(desk: LoginDesk, username: str, step: int) -> bool:
    """Use the step up; False when it, or a later one, is used already."""
    try:
        with desk.platform.world.session() as session:
            last = session.scalar(select(func.max(UsedCode.step)).where(UsedCode.username == username))
            if last is not None and last >= step:
                return False
            session.add(UsedCode(username=username, step=step))
    except IntegrityError:
        return False
    return True
