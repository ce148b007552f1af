"""`utkast rules`: the rule register as a page, from the rules, numbers and choices that are in force here."""

from pathlib import Path

from flows.cli.terminal import Terminal
from flows.cli.written import write_to
from flows.eligibility.assess import RULES
from flows.eligibility.register import Local, register
from flows.settings import Settings, load_settings
from flows.wiring.files import municipality_named, national_parameters

console = Terminal()


def show(municipality: str, to: Path | None = None) -> None:
    """Print the register as Markdown, or write it to a file.

    The choices shown are those of `municipality`, else of the installation's own, else none.
    Raises CannotGoOn when the file cannot be written.
    """
    settings = load_settings()
    text = register(RULES, national_parameters(settings), _local(settings, municipality))
    if to is None:
        console.out(text, end="", highlight=False)
    else:
        file = write_to(to, text.encode())
        console.print(f"Regelregistret ligger i {file}.", highlight=False, markup=False, soft_wrap=True)


def _local(settings: Settings, municipality: str) -> Local | None:
    slug = municipality or settings.municipality
    if not slug:
        return None
    ours = municipality_named(settings, slug)
    known = tuple((one.setting, one.what, one.source) for one in ours.practice.publicly_known)
    return Local(name=ours.name, rules=ours.rules, known=known)
