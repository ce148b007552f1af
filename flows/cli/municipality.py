"""Which municipality a command is about."""

from flows.cli.trouble import CannotGoOn
from flows.settings import Settings


def chosen(municipality: str, settings: Settings) -> str:
    """The municipality asked for, or the setting's. Raises CannotGoOn when there is neither."""
    name = municipality or settings.municipality
    if not name:
        raise CannotGoOn("Which municipality? Give --municipality or set UTKAST_MUNICIPALITY.")
    return name
