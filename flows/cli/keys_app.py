"""The commands of `utkast keys`, each with its help; what they do is in `keys`, imported when given."""

from pathlib import Path
from typing import Annotated

import typer

keys_app = typer.Typer(help="The data keys: which there are, and how they are changed.")

To = Annotated[
    Path | None,
    typer.Option(help="Write the keys to this file, where the robot itself may not write them."),
]


@keys_app.callback(invoke_without_command=True)
def keys(context: typer.Context) -> None:
    """Without a command: as `utkast keys list`."""
    if context.invoked_subcommand is None:
        keys_list()


@keys_app.command("list")
def keys_list() -> None:
    """Show the data keys by id, and how much each has sealed; never a key."""
    from flows.cli import keys

    keys.show()


@keys_app.command("add")
def keys_add(to: To = None) -> None:
    """Make a key that opens and does not seal yet, for every machine to have before `utkast keys rotate`."""
    from flows.cli import keys

    keys.add(to)


@keys_app.command("rotate")
def keys_rotate(to: To = None) -> None:
    """Have the newest key seal, and seal anew all that an older one has sealed, while workers are at work."""
    from flows.cli import keys

    raise typer.Exit(keys.rotate(to))


@keys_app.command("retire")
def keys_retire(
    key: Annotated[str, typer.Argument(help="The key's id as `utkast keys list` shows it.")], to: To = None
) -> None:
    """Take away an old key that has nothing left; refused while it has."""
    from flows.cli import keys

    keys.retire(key, to)
