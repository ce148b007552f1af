"""What `make clean` runs: the demo's home is taken away, and what it keeps elsewhere, when it is down."""

import shutil

from flows.cli import mocks, postgresql, up
from flows.cli.trouble import CannotGoOn, told_plainly
from flows.settings import load_settings


def clean() -> None:
    """Take away the home that the demo or `make up` made; an installation's own stays.

    Raises CannotGoOn while anything still runs there.
    """
    home = load_settings().home.resolve()
    if not (home / mocks.OURS).exists():
        return
    if up.is_up(home) or postgresql.runs(home) or mocks.systems_of(home).running() is not None:
        raise CannotGoOn(f"Something still runs in {home}. Stop it first: make down")
    postgresql.remove(home)
    shutil.rmtree(home)


if __name__ == "__main__":
    with told_plainly():
        clean()
