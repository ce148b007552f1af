"""`utkast follow-up`: read, compare and write without Prefect, and say where it lies."""

import asyncio
from datetime import timedelta
from pathlib import Path

from flows.audit import Act
from flows.cli.audited import deed_of
from flows.cli.municipality import chosen
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.cli.written import write_to, writing
from flows.follow_up.choices import choices_of
from flows.follow_up.week import week_asked_for
from flows.logs import log_to
from flows.settings import Settings, load_settings
from flows.wiring.files import national_parameters
from flows.wiring.follow_up import follow_up_sources, kept_in
from flows.wiring.store import opened_store

console = Terminal()
BEFORE_ITS_MONTH = timedelta(days=62)
"""An application for a month may be decided so long before the month begins."""


def write(municipality: str, week: str, to: Path | None) -> None:
    """Write a week's files and say what they tell first. Raises SetUpTrouble for no week, or one to come."""
    settings = load_settings()
    log_to(settings.home / "logs")
    for line in asyncio.run(_written(chosen(municipality, settings), settings, week, to=to)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


async def _written(slug: str, settings: Settings, week: str, *, to: Path | None) -> list[str]:
    from flows.follow_up.gathering import files_of, folder_of, gathered, statistics_file
    from flows.follow_up.wording import headline

    async with follow_up_sources(settings, slug) as sources:
        wanted = week_asked_for(week, sources.clock.now().date())
        report, told = await gathered(sources, wanted, choices_of(sources.municipality))
        files = files_of(report)
        if to is None:
            where = await sources.reports.keep_beside(folder_of(report), files)
        else:
            of_households = statistics_file(report, told, sources.municipality.code)
            with writing(to):
                where = await kept_in(to).keep_beside("", {**files, **of_households})
    return [
        f"{report.municipality}, {report.week_told}",
        *headline(report),
        f"{len(report.findings)} fynd.",
        str(where),
    ]


def case(municipality: str, case_ref: str, to: Path | None) -> None:
    """Write a proposed case. Raises CannotGoOn when there is no assessment, or nobody has decided."""
    settings = load_settings()
    text = asyncio.run(_case(chosen(municipality, settings), settings, case_ref))
    if to is None:
        console.out(text, highlight=False)
        return
    file = write_to(to, text.encode())
    console.print(str(file), markup=False, highlight=False, soft_wrap=True)


async def _case(slug: str, settings: Settings, case_ref: str) -> str:
    from flows.follow_up.case_yaml import Law, NoCase, case_of

    async with opened_store(settings) as store:
        await store.audit.record(deed_of(settings, Act.EXPLAINED, case_ref=case_ref))
        assessed = await store.work.assessments(case_ref)
    if not assessed:
        raise CannotGoOn(f"{case_ref} has no assessment: it was never made, or it has been taken away.")
    first = assessed[0].facts.period.first_day - BEFORE_ITS_MONTH
    async with follow_up_sources(settings, slug) as sources:
        made = await sources.register.decisions(first, sources.clock.now().date())
        of_it = [one for one in made if one.reference.partition("/")[0] == case_ref]
        if not of_it:
            raise CannotGoOn(f"The case system has no decision on {case_ref} yet.")
        law = Law(parameters=national_parameters(settings), municipality=sources.municipality)
        try:
            return case_of(assessed[0], of_it[-1], law)
        except NoCase as why:
            raise CannotGoOn(str(why)) from None
