"""`utkast demo`: a whole night against the mock systems, each outcome held against the expected one.

What is expected is stated by the mock world's scenarios, and asked for over its control interface;
what came out is what the robot read back from the case system's own pages.
"""

import asyncio
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import httpx
from pydantic import BaseModel, ConfigDict
from rich.table import Table

from flows.cli import mocks
from flows.cli.known_publicly import tell_what_is_known
from flows.cli.municipality import chosen
from flows.cli.runs import run_night
from flows.cli.tables import next_steps, outcome_table
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.eligibility.assessment import Proposal
from flows.records import Draft
from flows.report import SWEDISH
from flows.settings import Settings, load_settings
from flows.swedish_number import numbered
from flows.wiring.files import municipality_named
from flows.wiring.store import opened_store
from flows.work import State, WorkItem

console = Terminal()
CASEWORKER = "anna.handlaggare"


class Expected(BaseModel):
    """What a scenario states of one application."""

    model_config = ConfigDict(extra="ignore")

    flow_instance_id: int
    scenario: str
    state: State
    proposal: Proposal | None
    reason: str | None
    amount_kronor: Decimal | None
    waits_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One application: what its scenario states, and what came out."""

    expected: Expected
    item: WorkItem | None
    draft: Draft | None

    @property
    def equal(self) -> bool:
        """State, proposal, reason and kronor are all as stated."""
        if self.item is None or self.item.outcome.state is not self.expected.state:
            return False
        match self.expected.state:
            case State.AWAITING_CASEWORKER:
                return self._draft_equal()
            case State.NEEDS_HUMAN:
                return self.item.outcome.reason == self.expected.reason
            case _:
                return self.item.outcome.wait_until == self.expected.waits_until

    def _draft_equal(self) -> bool:
        draft, wanted = self.draft, self.expected
        return draft is not None and (draft.proposal, draft.amount) == (wanted.proposal, wanted.amount_kronor)

    @property
    def came_out(self) -> str:
        """The outcome in words, kronor if proposed."""
        if self.item is None:
            return "saknas"
        outcome = self.item.outcome
        amount = "" if self.draft is None or self.draft.amount is None else f" {self.draft.amount:,.0f} kr"
        why = outcome.proposal or (outcome.reason if outcome.state is State.NEEDS_HUMAN else "")
        return f"{SWEDISH[outcome.state]} {why}{amount}".replace(",", " ").strip()


def run_demo(*, applications: int, seed: int, municipality: str) -> int:
    """Run the demo. Exit code 0 when every outcome is the expected one."""
    chosen(municipality, load_settings())
    settings = _fresh_world(applications, seed, municipality)
    report = run_night(chosen("", settings), settings)
    compared = asyncio.run(_compare(settings))
    console.print(_scenario_table(compared))
    console.print(outcome_table(report))
    read_back = sum(one.expected.state is State.AWAITING_CASEWORKER and one.equal for one in compared)
    equal = sum(one.equal for one in compared)
    console.print(f"{equal} av {len(compared)} utfall är de väntade.", style="bold", highlight=False)
    console.print(
        f"{numbered(read_back, 'utkast läst', 'utkast lästa')} tillbaka från ärendesystemets egna sidor.",
        highlight=False,
    )
    if report.tracks:
        console.print(f"Huvudflöde: {report.tracks}.", highlight=False)
    console.print(next_steps(report, settings), markup=False, highlight=False)
    tell_what_is_known(console, municipality_named(settings, settings.municipality))
    _say_where(settings)
    return 0 if compared and equal == len(compared) and not report.troubles else 1


def _fresh_world(applications: int, seed: int, municipality: str) -> Settings:
    """The same night every time: a world made anew, and nothing left of the last demo's work items."""
    home = mocks.home_of_mocks()
    if (home / "run" / "server.pid").exists():
        raise CannotGoOn("The demo makes this world anew, and Prefect's workers are at it: make down first.")
    mocks.stop()
    for left in ("utkast.db", "utkast.db-wal", "utkast.db-shm", "audit-anchors"):
        (home / left).unlink(missing_ok=True)
    for folder in ("evidence", "reports", "mock"):
        shutil.rmtree(home / folder, ignore_errors=True)
    return mocks.start(applications=applications, seed=seed, reset=True, municipality=municipality)


async def _compare(settings: Settings) -> Sequence[Compared]:
    stated = _expected(settings)
    async with opened_store(settings) as store:
        items = {item.application_ref: item for item in await store.work.listed(settings.municipality)}
        drafts = {item.case_ref: await store.work.draft(item.case_ref) for item in items.values()}

    def compared(one: Expected) -> Compared:
        item = items.get(str(one.flow_instance_id))
        return Compared(expected=one, item=item, draft=drafts.get(item.case_ref) if item else None)

    return [compared(one) for one in stated]


def _expected(settings: Settings) -> Sequence[Expected]:
    answer = httpx.get(f"{mocks.endpoints(settings.home).control_url}/expected", timeout=30)
    answer.raise_for_status()
    return [Expected.model_validate(one) for one in answer.json()]


def _scenario_table(compared: Sequence[Compared]) -> Table:
    table = Table(title="Scenario för scenario")
    for heading in ("Scenario", "Kom ut"):
        table.add_column(heading, overflow="fold")
    table.add_column("Antal", justify="right")
    table.add_column("Som väntat")
    tally = Counter((one.expected.scenario, one.came_out, one.equal) for one in compared)
    for (scenario, came_out, equal), number in sorted(tally.items()):
        table.add_row(scenario, came_out, str(number), "ja" if equal else "NEJ")
    return table


def _say_where(settings: Settings) -> None:
    secret = settings.secrets_dir / f"almanda.{CASEWORKER}.password"
    console.print(
        f"Logga in där som {CASEWORKER} med lösenordet {secret.read_text(encoding='utf-8').strip()} "
        "(ett påhittat konto i en påhittad värld).",
        markup=False,
        highlight=False,
    )
    console.print("Stoppa systemen igen: make stop", highlight=False)
