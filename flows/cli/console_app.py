"""The commands of `utkast console`, each with its help; what they do is in `console`, imported when given."""

from typing import Annotated

import typer

from flows.cli.options import Municipality

console_app = typer.Typer(help="Prefect as the operations console.", no_args_is_help=True)


@console_app.command("deploy")
def console_deploy(
    municipality: Municipality = "",
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many workers share the night.")] = 1,
) -> None:
    """Make in Prefect what it needs: pool, queues, deployments, limits, automations and notices.

    For the municipalities of UTKAST_MUNICIPALITIES (unless set, the one of UTKAST_MUNICIPALITY), or for the
    one named. Made again, it is the same; what Prefect has of others begins no run by itself any more.
    """
    from flows.cli import console

    console.deploy(municipality, workers)


@console_app.command("night")
def console_night(municipality: Municipality = "") -> None:
    """Have the workers begin a night now, as its schedule would."""
    from flows.cli import console

    console.order_night(municipality)


@console_app.command("server")
def console_server() -> None:
    """Be Prefect's server on the address of UTKAST_PREFECT_API_URL, until told to stop."""
    from flows.cli import console

    raise typer.Exit(console.serve())


@console_app.command("worker")
def console_worker(
    name: Annotated[str, typer.Option(help="What Prefect calls it; unless given, a name of its own.")] = "",
    queue: Annotated[list[str] | None, typer.Option(help="on-demand or night; unless given, both.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many runs at the same time.")] = 2,
) -> None:
    """Be one of Prefect's workers, until told to stop; its runs put their work down first."""
    from flows.cli import console

    raise typer.Exit(console.work(name, queue or [], limit))
