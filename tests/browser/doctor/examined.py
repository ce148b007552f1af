"""An installation whose doctor is sent to the mock systems, and what it said of one screen."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.cli.mocks import PORTS
from flows.doctor import examine
from flows.examination import Examination, ScreenSeen, Verdict
from flows.systems import look_again
from mock_legacy.world.generator import Recipe
from mock_legacy.world.models import Account, Draft
from tests.end_to_end.installation import Installation, installed

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

SCENARIOS = ("unchanged_single_no_income", "single_parent")
PERSON = "doctor.person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """An examination, by screen."""

    examination: Examination

    def screen(self, system: str, name: str) -> ScreenSeen:
        """What was said of that screen."""
        (found,) = [
            one
            for seen in self.examination.systems
            if seen.system == system
            for one in seen.screens
            if one.screen == name
        ]
        return found

    def not_fitting(self) -> dict[tuple[str, str], Verdict]:
        """Every screen but those that fit."""
        return {
            (seen.system, one.screen): one.verdict
            for seen in self.examination.systems
            for one in seen.screens
            if one.verdict is not Verdict.FITS
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """The installation, and its doctor."""

    installation: Installation
    mocks: "RunningMocks"

    async def examine(
        self, *systems: str, told_to_stop: str = "", timeout_seconds: float = 60
    ) -> Consultation:
        """One examination, from login to log-out, of the mock systems of these names or of all."""
        chosen = {PORTS[name] for name in systems or PORTS}
        async with self.installation.at_work(timeout_seconds=timeout_seconds) as robot:
            some = replace(robot, tours={port: one for port, one in robot.tours.items() if port in chosen})
            await look_again(some)
            if told_to_stop:
                some.stopping.ask(told_to_stop)
            return Consultation(examination=await examine(some))

    def person(self) -> str:
        """The test person's digits."""
        return self.installation.secret(PERSON).read_text(encoding="utf-8")

    def logins(self, system: str) -> list[tuple[str, str]]:
        """Every login of that system in its own words: whose, and how it went."""
        rows = self.installation.records("state/logins", system=system)
        return [(row["username"], row["outcome"]) for row in rows]

    def lock(self, system: str, account: str) -> None:
        """The system locks an account."""
        with self.mocks.world.session() as session:
            session.get_one(Account, (system, account)).locked = True

    def somebodys_draft(self) -> None:
        """A caseworker has begun a draft in the test person's case file."""
        with self.mocks.world.session() as session:
            session.add(
                Draft(
                    customer_number=self.case_file(),
                    period="2026-11",
                    created_by="anna.handlaggare",
                    created_at=self.mocks.world.now(),
                    changed_by="anna.handlaggare",
                    changed_at=self.mocks.world.now(),
                )
            )

    def case_file(self) -> str:
        """Almanda's key of the test person's case file."""
        by_scenario = {row["scenario"]: row for row in self.installation.records("expected")}
        return str(by_scenario["single_parent"]["customer_number"])

    def struck(self, kind: str) -> int:
        """How many times a fault of that kind has struck."""
        return sum(strike.kind == kind for strike in self.mocks.platform.faults.strikes())


def practice(mocks: "RunningMocks", home: Path) -> Practice:
    """A new world with two households, and a doctor that waits fifteen seconds for a screen."""
    mocks.reset(Recipe(applications=len(SCENARIOS), scenarios=SCENARIOS))
    installation = installed(mocks, home)
    installation.settings = installation.settings.model_copy(update={"timeout_seconds": 15})
    return Practice(installation=installation, mocks=mocks)
