"""The follow-up at work: the case system's lists, our own tables, and where reports are kept.

The case system alone is opened, with an account of the robot's lent like any other; nothing is written there.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from adapters.clock import StockholmClock
from adapters.config_files import load_handover_texts, load_municipality
from adapters.desk import opened_desk
from adapters.evidence_folder import EvidenceFolder
from adapters.lending import Lending
from adapters.persistence.engine import Database
from adapters.persistence.prepared import SqlPreparedWork
from adapters.report_folder import ReportFolder
from flows.errors import SetUpTrouble
from flows.follow_up.ports import CaseRegister, PreparedWork
from flows.handover_text import HandoverText
from flows.lease import worker_name
from flows.municipality import Municipality
from flows.ports import Clock
from flows.settings import Settings
from flows.wiring.anchoring import anchored_at_the_end
from flows.wiring.desk_plan import At, desk_plan
from flows.wiring.sealing import audit_key_for, seal_for
from flows.wiring.store import EVIDENCE, kept_reports, opened_tables

CASE_SYSTEM = "case_system"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpSources:
    """What a follow-up is made of, and where it is put."""

    municipality: Municipality
    register: CaseRegister
    work: PreparedWork
    reports: ReportFolder
    handover_texts: Mapping[str, HandoverText]
    clock: Clock


def kept_in(folder: Path) -> ReportFolder:
    """A folder that somebody at the terminal names."""
    return ReportFolder(folder)


@asynccontextmanager
async def follow_up_sources(settings: Settings, slug: str) -> AsyncIterator[FollowUpSources]:
    """Raises SetUpTrouble before anything is asked, also when the case system's product has no such lists."""
    clock = StockholmClock(settings.today)
    municipality = load_municipality(settings.config_dir, slug, clock.now().date())
    handover_texts = load_handover_texts(settings.config_dir)
    seal, worker = seal_for(settings), worker_name()
    audit_key_for(settings)
    evidence = EvidenceFolder(settings.home / EVIDENCE, seal)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened_tables(settings))
        database = await stack.enter_async_context(Database.as_it_is(settings.database))
        at = At(municipality=municipality, clock=clock, seal=seal, evidence=evidence, worker=worker)
        plan = desk_plan(settings, at, store.audit)
        plan = replace(plan, places={CASE_SYSTEM: plan.places[CASE_SYSTEM]})
        lending = Lending(store.accounts, municipality=slug, worker=worker)
        desk = await stack.enter_async_context(opened_desk(plan, lending))
        register = desk[CASE_SYSTEM].case_register
        if register is None:
            raise SetUpTrouble(
                f"{desk[CASE_SYSTEM].system} has no lists for follow-up: its adapter needs a CaseRegister."
            )
        stack.push_async_callback(anchored_at_the_end, settings, store.audit)
        yield FollowUpSources(
            municipality=municipality,
            register=cast("CaseRegister", register),
            work=SqlPreparedWork(database, seal),
            reports=kept_reports(settings),
            handover_texts=handover_texts,
            clock=clock,
        )
