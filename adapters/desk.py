"""The desk a robot works at: one browser, and a pool of sessions for each system it uses."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import structlog
from playwright.async_api import Browser, Page

from adapters.auditing import SystemAudit
from adapters.evidence_folder import EvidenceFolder
from adapters.lender import Lendable, SystemLender
from adapters.lending import Lending
from adapters.persistence.seal import Seal
from adapters.products import Opened, Premises, open_product
from adapters.recordings import recordings_in
from adapters.secrets_folder import SecretsFolder
from adapters.trace_keeping import keep_trace
from adapters.translation import code_of
from adapters.versions import versions_at_work
from bots.kit import evidence
from bots.kit.browser import BrowserChoice, BrowserNotFound, find_browser, open_browser
from bots.kit.errors import ScreenError
from bots.kit.lender import AccountLender, OnlyWorker
from bots.kit.session_pool import Witness
from bots.kit.tracing import Recorder
from flows.errors import SetUpTrouble
from flows.hours import OpeningHours
from flows.ports import AuditLog, Clock
from flows.scrubbing import found_in

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One system on the desk: a product, where it answers, and the robot's accounts there.

    `accounts` are those in use; `known_as` are all that have been the robot's, now or before. `purpose` and
    `legal_basis` are why it is asked, for the audit log. `traced` is whether failures there leave
    a trace of what was done.
    """

    product: str
    base_url: str
    accounts: tuple[str, ...]
    known_as: tuple[str, ...]
    timeout_seconds: float
    hours: OpeningHours
    purpose: str
    legal_basis: str
    traced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPlan:
    """What to open. `evidence` is where failures leave what was seen of them, with who was at work.

    `recordings` is the folder for what the browser records while it works, where traces are on.
    `audit` is where everything that is asked is written down first.
    """

    places: Mapping[str, Place]
    municipality: str
    municipality_code: str
    audit: AuditLog
    secrets: SecretsFolder
    clock: Clock
    seal: Seal
    evidence: EvidenceFolder
    recordings: Path
    worker: str
    most_attempts: int
    browser_path: str | None
    headless: bool
    ca_files: tuple[Path, ...]


@asynccontextmanager
async def opened_desk(plan: DeskPlan, lending: Lending | None = None) -> AsyncIterator[Mapping[str, Opened]]:
    """The systems by port; every session is logged out when the block ends.

    `lending` is what the worker has of the accounts that it shares with others; without it, it has them all.
    Raises SetUpTrouble before anything is asked of a system.
    """
    choice = _browser(plan)
    with recordings_in(plan.recordings) as recordings:
        at_this_desk = replace(plan, recordings=recordings)
        async with _opened_systems(at_this_desk, choice, lending) as systems:
            yield systems


@asynccontextmanager
async def _opened_systems(
    plan: DeskPlan, choice: BrowserChoice, lending: Lending | None
) -> AsyncIterator[Mapping[str, Opened]]:
    async with (
        lending.renewed() if lending is not None else nullcontext(),
        open_browser(
            choice, headless=plan.headless, ca_files=plan.ca_files, recordings=plan.recordings
        ) as browser,
    ):
        systems = {
            port: _opened(plan, place, browser, lending=lending) for port, place in plan.places.items()
        }
        try:
            yield systems
        finally:
            await asyncio.gather(*(opened.pool.aclose() for opened in systems.values()))


def _browser(plan: DeskPlan) -> BrowserChoice:
    try:
        return find_browser(plan.browser_path)
    except BrowserNotFound as missing:
        raise SetUpTrouble(str(missing)) from missing


def _opened(plan: DeskPlan, place: Place, browser: Browser, *, lending: Lending | None) -> Opened:
    versions = versions_at_work(f"{browser.browser_type.name} {browser.version}")

    recorder = Recorder(wanted=place.traced, folder=plan.recordings)

    def witness(system: str) -> Witness:
        return _Witness(plan, system, versions, recorder=recorder)

    def lender(system: str, accounts: Sequence[Lendable]) -> AccountLender:
        return OnlyWorker() if lending is None else SystemLender(lending, system, accounts)

    def audit(system: str) -> SystemAudit:
        return SystemAudit(
            log=plan.audit,
            municipality=plan.municipality,
            system=system,
            purpose=place.purpose,
            legal_basis=place.legal_basis,
            run=plan.worker,
        )

    premises = Premises(
        base_url=place.base_url,
        accounts=place.accounts,
        known_as=place.known_as,
        timeout_seconds=place.timeout_seconds,
        municipality_code=plan.municipality_code,
        browser=browser,
        secrets=plan.secrets,
        clock=plan.clock,
        witness=witness,
        recorder=recorder,
        lender=lender,
        mark=plan.seal.mark,
        audit=audit,
        hours=place.hours,
    )
    return open_product(place.product, premises)


class _Witness:
    """Keeps what stands there when a bot meets something, with the case_ref of the application at hand."""

    def __init__(
        self, plan: DeskPlan, system: str, versions: Mapping[str, str], *, recorder: Recorder
    ) -> None:
        self._plan = plan
        self._recorder = recorder
        self._system = system
        self._versions = versions

    async def __call__(self, page: Page, error: ScreenError) -> None:
        code = code_of(error)
        trace = await self._recorder.end(page.context)
        taken = await evidence.take(
            page,
            system=error.system,
            screen=error.screen,
            attempted=f"reach the screen “{error.screen}” of {self._system}, or read or write on it",
            keep=self._plan.evidence.keep,
            is_personal=found_in,
            why=error,
            at=self._plan.clock.now(),
            bound=self._bound(code),
        )
        log.warning(
            "evidence.taken",
            system=self._system,
            screen=error.screen,
            code=code,
            evidence=taken.outline.name,
        )
        if trace is not None:
            await asyncio.to_thread(keep_trace, trace, taken.outline.stem, self._plan.evidence.keep)

    def _bound(self, code: str) -> dict[str, Any]:
        """The application at hand is known by what its log lines carry; a login may concern none."""
        at_hand = structlog.contextvars.get_contextvars()
        return {
            "code": code,
            "system": self._system,
            "case_ref": at_hand.get("case_ref", ""),
            "worker": at_hand.get("worker", self._plan.worker),
            "attempt": at_hand.get("attempt", 0),
            "most_attempts": self._plan.most_attempts,
            "versions": dict(self._versions),
        }
