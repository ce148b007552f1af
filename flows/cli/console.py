"""`utkast console` and `utkast order`: Prefect as the operations console, from the terminal."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from rich.console import Console

from flows.cli.municipality import chosen
from flows.cli.trouble import CannotGoOn
from flows.engine import prepare_engine
from flows.references import asked_reference
from flows.settings import Settings, load_settings
from flows.wiring.files import every_municipality, municipality_named

console = Console()


def deploy(municipality: str, workers: int) -> None:
    """Make in Prefect what this installation needs; again, nothing changes but what has changed."""
    settings = _with_a_server()
    which = [municipality] if municipality else every_municipality(settings)
    municipalities = [municipality_named(settings, one) for one in which]
    from flows.console.deploy import deploy as make

    made = asyncio.run(make(settings, municipalities, workers=workers))
    for name in made.deployments:
        console.print(f"  {name}", highlight=False)
    for name in made.automations:
        console.print(f"  {name}", highlight=False)
    if not made.channels:
        console.print(
            "Ingen får besked: sätt UTKAST_NOTIFY_EMAIL eller UTKAST_NOTIFY_WEBHOOK.", style="yellow"
        )


def serve() -> int:
    """Be Prefect's server, with the settings that this installation needs; its exit code."""
    settings = _with_a_server()
    from flows.console import programs

    return programs.serve(settings)


def work(name: str, queues: Sequence[str], limit: int) -> int:
    """Be one of Prefect's workers, until told to stop; its exit code."""
    settings = _with_a_server()
    from flows.console import programs

    return programs.work(settings, name=name, queues=queues, limit=limit)


def order(municipality: str, which: str) -> None:
    """Start the run of one application, unless it is open already; say which run and where to see it.

    Raises UnknownReference for what is no reference, before Prefect hears of it.
    """
    settings = _with_a_server()
    slug = chosen(municipality, settings)
    case_ref = asked_reference(which, municipality_named(settings, slug).code)
    from prefect.client.orchestration import get_client

    from flows.console.orders import Order
    from flows.console.orders import order as start

    async def ordered() -> Order:
        async with get_client() as client:
            return await start(client, slug, case_ref)

    made = asyncio.run(ordered())
    said = "Beställd" if made.is_new else "Redan beställd"
    console.print(f"{said}: {case_ref}, körningen {made.name}.", highlight=False, markup=False)
    console.print(_page_of(settings, made.run), highlight=False, markup=False, soft_wrap=True)


def order_night(municipality: str) -> None:
    """Start a night now: as many runs as there are workers to share it."""
    settings = _with_a_server()
    slug = chosen(municipality, settings)
    from prefect.client.orchestration import get_client

    from flows.console.orders import order_night as start

    async def ordered() -> Sequence[UUID]:
        async with get_client() as client:
            return await start(client, slug)

    for run in asyncio.run(ordered()):
        console.print(_page_of(settings, run), highlight=False, markup=False, soft_wrap=True)


def _page_of(settings: Settings, run: UUID) -> str:
    page = settings.prefect_ui_api_url or settings.prefect_api_url
    return f"{page.removesuffix('/api')}/runs/flow-run/{run}"


def _with_a_server() -> Settings:
    settings = load_settings()
    if not settings.prefect_api_url:
        raise CannotGoOn("Which Prefect server? Set UTKAST_PREFECT_API_URL; make up starts one to try.")
    prepare_engine(settings)
    return settings
