"""Robots at work: a browser, sessions in every system, our own tables, all made from names in config.

It must not know any system: what a product needs is in `adapters.products`.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from adapters.clock import StockholmClock
from adapters.config_files import load_handover_texts, load_municipality, load_parameters
from adapters.desk import opened_desk
from adapters.evidence_folder import EvidenceFolder
from adapters.lending import Lending
from adapters.persistence.seal import Seal
from flows.lease import worker_name
from flows.logs import log_to
from flows.ordering import OrderDesk
from flows.ports import ApplicationInbox, BenefitsAgency, CaseSystem, PopulationRegister
from flows.robot import AT_WORK, Announce, Robot, unheard
from flows.run_log import told_in_the_log
from flows.scrubbing.leaving import guard
from flows.settings import Settings, load_settings
from flows.signals import obeyed
from flows.stopping import Stopping
from flows.systems import look_again
from flows.wiring.anchoring import anchored_at_the_end
from flows.wiring.desk_plan import At, desk_plan
from flows.wiring.sealing import audit_key_for, seal_for
from flows.wiring.store import EVIDENCE, kept_reports, opened_tables


@asynccontextmanager
async def robot_for(municipality: str, announce: Announce = unheard) -> AsyncIterator[Robot]:
    """The robot of this run: the worker's own if one is open and warm, else a new one.

    Either way its troubles are none yet, and the breakers that stand open are looked at again.
    A new one obeys the signals of its process and writes the log; whoever opened a warm one sees to both.
    That the run began and ended is logged, and how far the audit log had come. Raises SetUpTrouble.
    """
    async with AsyncExitStack() as stack:
        warm = AT_WORK.get(None)
        if warm is not None and warm.municipality.slug == municipality:
            stack.enter_context(told_in_the_log(municipality, warm.stopping))
        else:
            stopping, settings = Stopping(), load_settings()
            guard()
            log_to(settings.home / "logs")
            stack.enter_context(told_in_the_log(municipality, stopping))
            stack.enter_context(obeyed(asyncio.get_running_loop(), stopping))
            warm = await stack.enter_async_context(opened_robot(settings, municipality, stopping))
        robot = replace(warm, troubles=[], announce=announce)
        stack.push_async_callback(robot.anchored)
        await look_again(robot)
        token = AT_WORK.set(robot)
        stack.callback(AT_WORK.reset, token)
        yield robot


@asynccontextmanager
async def robot_at_work(
    settings: Settings, slug: str, stopping: Stopping | None = None
) -> AsyncIterator[Robot]:
    """A warm robot for the flows that run in the block, which ends when `stopping` is asked.

    Raises SetUpTrouble before any flow has begun, so that it can be said in a sentence.
    """
    async with opened_robot(settings, slug, stopping) as robot:
        token = AT_WORK.set(robot)
        try:
            yield robot
        finally:
            AT_WORK.reset(token)


@asynccontextmanager
async def opened_robot(
    settings: Settings, slug: str, stopping: Stopping | None = None
) -> AsyncIterator[Robot]:
    """A robot with its browser open; each system is logged in to when it is first needed.

    Every file of settings is read first: one that is wrong is told before anything is made or opened.
    """
    clock = StockholmClock(settings.today)
    today = clock.now().date()
    municipality = load_municipality(settings.config_dir, slug, today)
    parameters = load_parameters(settings.config_dir, today)
    handover_texts = load_handover_texts(settings.config_dir)
    seal = seal_for(settings)
    audit_key_for(settings)
    evidence = EvidenceFolder(settings.home / EVIDENCE, seal)
    worker = worker_name()
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened_tables(settings))
        at = At(municipality=municipality, clock=clock, seal=seal, evidence=evidence, worker=worker)
        plan = desk_plan(settings, at, store.audit)
        lending = Lending(store.accounts, municipality=slug, worker=worker)
        systems = await stack.enter_async_context(opened_desk(plan, lending))
        yield Robot(
            worker=worker,
            municipality=municipality,
            parameters=parameters,
            handover_texts=handover_texts,
            clock=clock,
            inbox=cast("ApplicationInbox", systems["inbox"].adapter),
            case_system=cast("CaseSystem", systems["case_system"].adapter),
            register=cast("PopulationRegister", systems["population_register"].adapter),
            benefits=cast("BenefitsAgency", systems["benefits"].adapter),
            work=store.work,
            breakers=store.breakers,
            switch=store.switch,
            audit=store.audit,
            anchored=partial(anchored_at_the_end, settings, store.audit),
            evidence=evidence,
            reports=kept_reports(settings),
            system_names={port: opened.system for port, opened in systems.items()},
            orders=cast("OrderDesk | None", systems["case_system"].orders),
            tours={port: opened.tour for port, opened in systems.items()},
            secret_marks={one.system: _mark(seal, one.secret_files) for one in systems.values()},
            width=settings.applications_at_once,
            pace=settings.pace,
            stopping=stopping or Stopping(),
        )


def _mark(seal: Seal, files: tuple[Path, ...]) -> str:
    """Changes when any of the secrets does, and tells nothing of them."""
    return seal.mark("\n".join(file.read_text(encoding="utf-8") for file in files))
