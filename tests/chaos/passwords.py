"""Passwords that are changed in a system before anybody hands the new ones over to the robot.

As when an owner's rules make a password run out: the robot's secret is refused until a person has put the new
one in its place, and the robot finds that by itself when it begins anew.
"""

import time
from dataclasses import dataclass, field

from tests.chaos.premises import ACCOUNTS, Premises

WITH_PASSWORDS = ("almanda", "inbox", "skatteverket")
LONG_ENOUGH = 10.0
"""So many seconds a refused secret stands in its place, so that every worker has the chance to try it too."""
BY_ITSELF = 60.0
"""So long a person waits for the robot to see that the secret is another; then she lifts the stop by hand."""


@dataclass(slots=True, kw_only=True)
class Passwords:
    """Those not handed over yet, by system and account, and when each system's were."""

    premises: Premises
    _new: dict[str, dict[str, str]] = field(default_factory=dict)
    _refused_at: dict[str, float] = field(default_factory=dict)
    _handed_over_at: dict[str, float] = field(default_factory=dict)

    def change(self, number: int) -> None:
        """One system after the other gives one account after the other a new password."""
        turn, at = divmod(number, len(WITH_PASSWORDS))
        system, account = WITH_PASSWORDS[at], ACCOUNTS[turn % len(ACCOUNTS)]
        self._new.setdefault(system, {})[account] = self.premises.town.change_password(system, account)

    def may_be_released(self, system: str) -> bool:
        """Whether a person may let a stopped system be asked again.

        New secrets are put in their place when the old ones have been refused for long enough.
        """
        now = time.monotonic()
        if system in self._new:
            if now - self._refused_at.setdefault(system, now) >= LONG_ENOUGH:
                self.hand_over(system)
            return False
        return now - self._handed_over_at.get(system, -BY_ITSELF) >= BY_ITSELF

    def hand_over(self, system: str) -> None:
        """Put the new secrets of one system in their place."""
        self._refused_at.pop(system, None)
        for account, password in self._new.pop(system, {}).items():
            self._handed_over_at[system] = time.monotonic()
            file = self.premises.secrets / f"{system}.{account}.password"
            other = file.with_suffix(".new")
            other.touch(mode=0o600)
            other.write_text(password, encoding="utf-8")
            other.replace(file)

    def hand_all_over(self) -> None:
        """Put every new secret in its place."""
        for system in WITH_PASSWORDS:
            self.hand_over(system)
