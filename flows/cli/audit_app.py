"""The commands of `utkast audit`, each with its help; what they do is in `flows.cli.audit`."""

from pathlib import Path
from typing import Annotated

import typer

audit_app = typer.Typer(
    help="The audit log: what was looked at and written, by whom, about whom and why.", no_args_is_help=True
)


@audit_app.command()
def verify() -> None:
    """Prove the whole log against its key and its anchors; a sentence for each finding, and exit code 1."""
    from flows.cli import audit

    raise typer.Exit(audit.verify())


@audit_app.command(name="for-person")
def for_person(
    to: Annotated[Path | None, typer.Option(help="Write it to this file (CSV), its owner's alone.")] = None,
) -> None:
    """Answer a person's request: the number is typed when asked for, or read from standard input."""
    from flows.cli import audit

    audit.for_person(to)


@audit_app.command(name="list")
def list_entries(
    case_ref: Annotated[str, typer.Option(help="Our reference of the application.")],
) -> None:
    """Show what has been done in one application, by whom and why."""
    from flows.cli import audit

    audit.of_case(case_ref)


@audit_app.command()
def anchor() -> None:
    """Note how far the log has come, in the file of anchors and where else the settings say."""
    from flows.cli import audit

    audit.anchor()


@audit_app.command(name="set-aside")
def set_aside(
    reason: Annotated[str, typer.Option(help="What was found: changed, missing, restored or key.")],
    report: Annotated[str, typer.Option(help="The number of the incident's report, such as SN 2026/117.")],
) -> None:
    """Begin the chain anew after a part that is broken; nothing is deleted, and the log tells of it."""
    from flows.cli import audit

    audit.set_aside(reason, report)
