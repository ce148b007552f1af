"""A municipality's month: the robot's nights as operations run them, and the desks of its caseworkers.

The robot is a process of its own, so that nothing but the screens stands between it and the caseworker.
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from playwright.sync_api import Page

from mock_legacy.world.generator import Recipe
from mock_legacy.world.models import CaseFile
from tests.caseworker.pages.desk import Desk
from tests.caseworker.pages.draft import DraftPage
from tests.end_to_end.citizens import Answers, complete
from tests.end_to_end.installation import Installation, Record, installed
from tests.trust import TRUST

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

PROGRAM = (sys.executable, "-c", "from flows.cli import main; main()")
NIGHT_SECONDS = 400


@dataclass(slots=True, kw_only=True)
class Month:
    """One municipality with a few households, from November on; `period` is the month applied for."""

    installation: Installation
    page: Page
    period: str = "2026-11"

    @classmethod
    def begins(
        cls, mocks: "RunningMocks", page: Page, *, home: Path, municipality: str, scenarios: tuple[str, ...]
    ) -> "Month":
        """A world of these households, and an installation that has not seen them."""
        mocks.reset(Recipe(applications=len(scenarios), scenarios=scenarios, municipality=municipality))
        installation = installed(mocks, home)
        installation.settings = installation.settings.model_copy(update={"municipality": municipality})
        return cls(installation=installation, page=page)

    @property
    def municipality(self) -> str:
        """Whose month it is, by the name of its file."""
        return self.installation.settings.municipality

    def robot(self, *words: str) -> str:
        """What a command of the robot's says when all went well."""
        ran = subprocess.run(
            [*PROGRAM, *words],
            env=self.installation.environment(),
            capture_output=True,
            text=True,
            timeout=NIGHT_SECONDS,
            check=False,
        )
        assert ran.returncode == 0, f"{words} ended with {ran.returncode}: {ran.stdout}{ran.stderr}"
        return ran.stdout

    def follow_up(self, week: str) -> str:
        """The text of a week's follow-up, as the head of unit reads it."""
        folder = Path(self.robot("follow-up", "--week", week).splitlines()[-1])
        (text,) = folder.glob("*.md")
        return text.read_text(encoding="utf-8")

    def passes(self) -> None:
        """A month passes, in the systems and for the robot."""
        answer = httpx.post(
            f"{self.installation.mocks.urls['control']}/next-month", verify=TRUST, timeout=60
        ).raise_for_status()
        today = date.fromisoformat(answer.json()["date"])
        self.installation.settings = self.installation.settings.model_copy(update={"today": today})
        self.period = f"{today:%Y-%m}"

    def completes(self, scenario: str, answers: Answers) -> None:
        """The applicant sends the form once more, with new answers."""
        stated = self.stated(scenario)
        number = str(stated["flow_instance_id"])
        complete(self.installation.mocks.urls["inbox"], stated["personnummer"], number, answers)

    def rent_applied_for(self, scenario: str) -> int:
        """The rent in the application as it was first sent, kronor."""
        form = self.installation.form(str(self.stated(scenario)["flow_instance_id"])).decode("iso-8859-1")
        found = re.search(r"CDATA\[Hyra\]\]></Kind><Amount><!\[CDATA\[([\d ]+)", form)
        assert found is not None
        return int(found[1].replace(" ", ""))

    def stated(self, scenario: str) -> Record:
        """What the scenario states of its application this month."""
        (one,) = self.installation.records("expected", scenario=scenario, period=self.period)
        return one

    def stated_kronor(self, scenario: str) -> int:
        """The kronor it states."""
        return int(self.stated(scenario)["amount_kronor"])

    def draft(self, scenario: str) -> Record:
        """The newest draft of a household this month, as Almanda's own records have it."""
        drafts = self.installation.records(
            "state/drafts", customer_number=self._key(scenario), period=self.period
        )
        assert drafts, f"{scenario} has no draft for {self.period}"
        return drafts[-1]

    def decisions(self, period: str = "") -> Mapping[str, Record]:
        """What people have decided of this month, or of another, by case file."""
        rows = self.installation.records("state/decisions", period=period or self.period)
        return {row["customer_number"]: row for row in rows}

    def decided(self, scenario: str) -> Record:
        """What somebody has decided on a household this month."""
        return self.decisions()[self._key(scenario)]

    def desk_of(self, scenario: str) -> Desk:
        """The desk of the caseworker who has the household's case file, newly logged in."""
        with self.installation.mocks.world.session() as session:
            username = session.get_one(CaseFile, self._key(scenario)).caseworker
        return Desk.log_in(
            self.page,
            self.installation.mocks.urls["almanda"],
            username=username,
            password=self.installation.mocks.secret(f"almanda.{username}.password"),
        )

    def open_draft(self, scenario: str) -> DraftPage:
        """The household's newest draft, opened from its caseworker's worklist."""
        return self.desk_of(scenario).open_draft(self.draft(scenario)["draft_number"])

    def _key(self, scenario: str) -> str:
        """The household's case file, the same from month to month."""
        stated = self.installation.records("expected", scenario=scenario, period="2026-11")
        (key,) = (str(one["customer_number"]) for one in stated)
        return key
