"""`utkast console` and `utkast order`: Prefect as the operations console, from the terminal."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from flows.cli.municipality import chosen
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.engine import prepare_engine
from flows.references import asked_reference
from flows.settings import Settings, load_settings
from flows.wiring.files import municipality_named

console = Terminal()


def deploy(municipality: str, workers: int) -> None:
    """Make in Prefect what this installation needs; again, nothing changes but what has changed.

    For all its municipalities, or for the one named; what Prefect has of any other runs no more by itself.
    """
    settings = _with_a_server()
    installed = _installed(settings) if not municipality else [chosen(municipality, settings)]
    municipalities = [municipality_named(settings, one) for one in installed]
    from flows.console.deploy import deploy as make

    with _asking(settings):
        kept = None if municipality else installed
        made = asyncio.run(make(settings, municipalities, workers=workers, kept=kept))
    for name in (*made.deployments, *made.automations):
        console.print(f"  {name}", highlight=False)
    for name in made.retired:
        told = f"  {name}: startar inte mer, för kommunen är ingen av {', '.join(installed)}."
        console.print(told, style="yellow", markup=False, highlight=False, soft_wrap=True)
    if not made.channels:
        console.print(
            "Ingen får besked: sätt UTKAST_NOTIFY_EMAIL eller UTKAST_NOTIFY_WEBHOOK.", style="yellow"
        )


def _installed(settings: Settings) -> Sequence[str]:
    """The installation's own municipalities. A file that only lies there, as an example does, is none."""
    return [chosen(one, settings) for one in settings.municipalities] or [chosen("", settings)]


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

    with _asking(settings):
        made = asyncio.run(ordered())
    said = "Beställd" if made.is_new else f"Redan beställd ({made.state})"
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

    with _asking(settings):
        runs = asyncio.run(ordered())
    for run in runs:
        console.print(_page_of(settings, run), highlight=False, markup=False, soft_wrap=True)


@contextmanager
def _asking(settings: Settings) -> Iterator[None]:
    """Tell in a sentence that Prefect's server does not answer, or says no. Raises CannotGoOn."""
    try:
        yield
    except Exception as trouble:
        from flows.console.telling import UNANSWERED  # Prefect is imported when its settings are made

        if not isinstance(trouble, UNANSWERED):
            raise
        answer = getattr(trouble, "response", None)
        said = f"answers {answer.status_code}" if answer is not None else "does not answer"
        raise CannotGoOn(
            f"Prefect's server at {settings.prefect_api_url} {said} ({type(trouble).__name__}). "
            "Is `utkast console server` running?"
        ) from trouble


def _page_of(settings: Settings, run: UUID) -> str:
    page = settings.prefect_ui_api_url or settings.prefect_api_url
    return f"{page.removesuffix('/api')}/runs/flow-run/{run}"


def _with_a_server() -> Settings:
    settings = load_settings()
    if not settings.prefect_api_url:
        raise CannotGoOn("Which Prefect server? Set UTKAST_PREFECT_API_URL; make up starts one to try.")
    prepare_engine(settings)
    return settings
