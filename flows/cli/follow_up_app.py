"""`utkast follow-up`: a week compared with its drafts, and a case made of what a person changed."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import CaseRef, Municipality

follow_up_app = typer.Typer(help="What people decided, compared with the drafts, week by week.")


@follow_up_app.callback(invoke_without_command=True)
def write(
    context: typer.Context,
    *,
    week: Annotated[str, typer.Option(help="Such as 2026-W47; the week before this one unless given.")] = "",
    to: Annotated[Path | None, typer.Option(help="Write the files in this folder instead.")] = None,
    municipality: Municipality = "",
) -> None:
    """Compare a week's decisions with the drafts, and write page, workbook, pictures and statistics."""
    if context.invoked_subcommand is None:
        from flows.cli import follow_up

        follow_up.write(municipality, week, to)


@follow_up_app.command()
def case(
    case_ref: CaseRef,
    to: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
    municipality: Municipality = "",
) -> None:
    """Make a proposed legal case of a decision on a draft: the facts without identity, in YAML."""
    from flows.cli import follow_up

    follow_up.case(municipality, case_ref, to)
