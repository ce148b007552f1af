"""What the robot keeps and for how long, for those who take away what has been kept long enough."""

import getpass
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from adapters.clock import StockholmClock
from adapters.config_files import load_municipality
from adapters.evidence_folder import EvidenceFolder
from adapters.perishing_files import PerishableEvidence, PerishableLogs, PerishableReports
from adapters.persistence.audit import SqlAuditLog
from adapters.persistence.engine import Database
from adapters.persistence.erasing import SqlPersons
from adapters.persistence.handed_over import SqlHandedOver
from adapters.persistence.perishing import SqlContents, SqlEntries, SqlSteps, open_references
from flows.audit import ARCHIVES_ACT, RETENTION, Act, Deed
from flows.erasing import PersonsKept
from flows.errors import Reason
from flows.lease import worker_name
from flows.ports import AuditLog
from flows.retention import SHARED, Kind, LeftBehind, Periods, Perishable, shared
from flows.settings import Settings
from flows.wiring.anchoring import anchored_when_left
from flows.wiring.sealing import audit_key_for, seal_for
from flows.wiring.store import EVIDENCE, REPORTS

LOGS = "logs"
"""The folder in our home that the log lies in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """All that is kept for one municipality, with how long.

    `swept` has the database let go of what was taken away, byte for byte; False when others were at it and a
    part must wait. `deed` says who takes away and why, and `audit` is where that is written down first.
    """

    kept: Mapping[Kind, Perishable]
    periods: Periods
    left_behind: LeftBehind
    persons: PersonsKept
    now: datetime
    swept: Callable[[], Awaitable[bool]]
    audit: AuditLog
    deed: Deed


@asynccontextmanager
async def opened_shelves(settings: Settings, slug: str) -> AsyncIterator[Shelves]:
    """All that is kept; what is recorded of it is anchored at last. Raises SetUpTrouble, and TablesAway."""
    now = StockholmClock(settings.today).now()
    seal, periods = seal_for(settings), _periods(settings, slug, now)
    settings.home.mkdir(parents=True, exist_ok=True)
    async with Database.opened(settings.database) as database:
        folder = settings.home / EVIDENCE
        evidence = PerishableEvidence(
            folder, EvidenceFolder(folder, seal), partial(open_references, database)
        )
        audit = SqlAuditLog(database, seal, partial(audit_key_for, settings))
        deed = _deed(settings, slug)
        async with anchored_when_left(settings, audit):
            yield Shelves(
                kept={
                    Kind.APPLICATIONS: SqlContents(database, seal, slug),
                    Kind.JOURNAL: SqlSteps(database, slug),
                    Kind.EVIDENCE: evidence,
                    Kind.REPORTS: PerishableReports(settings.home / REPORTS),
                    Kind.LOGS: PerishableLogs(settings.home / LOGS),
                    Kind.AUDIT: SqlEntries(database, audit, replace(deed, act=Act.PURGED)),
                },
                periods=periods,
                left_behind=SqlHandedOver(
                    database, seal, slug, reason=Reason.MANUAL_HANDLING, evidence=EvidenceFolder(folder, seal)
                ),
                persons=SqlPersons(database, seal, slug, evidence=evidence),
                now=now,
                swept=database.swept,
                audit=audit,
                deed=deed,
            )


def _deed(settings: Settings, slug: str) -> Deed:
    return Deed(
        act=Act.COPIES_PURGED,
        account=settings.who or getpass.getuser(),
        municipality=slug,
        system="Utkast",
        purpose=RETENTION,
        legal_basis=ARCHIVES_ACT,
        run=worker_name(),
    )


def _periods(settings: Settings, slug: str, now: datetime) -> Periods:
    """The municipality's own; of what it shares with others of the installation, the longest of them all."""

    def own(one: str) -> Periods:
        return load_municipality(settings.config_dir, one, now.date()).retention

    common = shared([own(one) for one in {slug, *settings.municipalities}])
    ours = {kind: period for kind, period in own(slug).items() if kind not in SHARED}
    return ours | {kind: period for kind, period in common.items() if kind in SHARED}
