"""What a caseworker reads of a reason to hand an application over; the words are in `config/texts/`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverText:
    """One reason in plain Swedish sentences, the same for every household.

    `found` is what the robot saw and no other reason's; `missing` is blank where nothing is missing. `asks`
    are the things that the applicant can send, each to stand in a list.
    """

    found: str
    missing: str
    not_done: str
    next_step: str
    asks: tuple[str, ...] = ()

    @property
    def in_full(self) -> str:
        """Found, not done and what to do next, as it stands in a list of what was handed over."""
        return f"{self.found} {self.not_done} {self.next_step}"
