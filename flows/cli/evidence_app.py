"""`utkast evidence …`: what a failure looked like.

What each does is imported when it is asked for: `--help` must not wait for Prefect or a browser.
"""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import CaseRef

evidence_app = typer.Typer(help="What a failure looked like, for IT to see.", no_args_is_help=True)


@evidence_app.command("list")
def evidence_list(
    case_ref: Annotated[str, typer.Option(help="Only of this application.")] = "",
    system: Annotated[str, typer.Option(help="Only of this system, such as Almanda.")] = "",
) -> None:
    """Show what evidence there is, newest first: when, what, where, and of which application."""
    from flows.cli import evidence

    evidence.show_all(case_ref=case_ref, system=system)


@evidence_app.command("show")
def evidence_show(case_ref: CaseRef) -> None:
    """Tell in words what went wrong with one application, and what to do."""
    from flows.cli import evidence

    evidence.show(case_ref)


@evidence_app.command("open")
def evidence_open(
    name: Annotated[str, typer.Argument(help="A name as `utkast evidence list` shows it.")],
    to: Annotated[Path, typer.Option(help="Where to write it, readable.")],
) -> None:
    """Write one outline or masked picture where it can be read."""
    from flows.cli import evidence

    evidence.open_one(name, to)


@evidence_app.command("trace")
def evidence_trace(
    name: Annotated[str, typer.Argument(help="A name that ends in .trace, from `utkast evidence list`.")],
    port: Annotated[int, typer.Option(help="Where the viewer is served, on this machine alone.")] = 9323,
) -> None:
    """Show step by step what the robot did before a failure, in Playwright's viewer, until Ctrl-C."""
    from flows.cli import traces

    traces.show_trace(name, port)
