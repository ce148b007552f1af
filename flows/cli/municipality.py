"""Which municipality a command is about."""

from pathlib import PurePath

from flows.cli.trouble import CannotGoOn
from flows.settings import Settings


def chosen(municipality: str, settings: Settings) -> str:
    """The municipality asked for, or the setting's; one without a file is refused, for nothing is ever there.

    Raises CannotGoOn when there is neither, or no such municipality.
    """
    name = municipality or settings.municipality
    if not name:
        raise CannotGoOn("Which municipality? Give --municipality or set UTKAST_MUNICIPALITY.")
    if not _has_a_file(name, settings):
        # What reads the files takes long to import, and a command that looks need not.
        from flows.wiring.files import every_municipality

        known = ", ".join(every_municipality(settings)) or "none"
        raise CannotGoOn(f"There is no municipality {name!r}. Known: {known}.")
    return name


def _has_a_file(name: str, settings: Settings) -> bool:
    is_a_name = PurePath(name).name == name
    return is_a_name and (settings.config_dir / "municipalities" / f"{name}.yaml").is_file()
