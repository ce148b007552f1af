"""`utkast cases check`: worked examples held against the law, with the numbers in `config/`."""

from pathlib import Path

import typer

from flows.settings import load_settings
from flows.wiring.files import national_parameters, published_caps
from flows.worked_examples.check import Verdict, check
from flows.worked_examples.form import ExampleForm
from flows.worked_examples.form_text import NotInTheForm, Unreadable, read_examples
from flows.worked_examples.lines import counts, explanation, line
from flows.worked_examples.readings import Known

ALL_WELL, DIFFERENT, NOT_IN_THE_FORM = 0, 1, 2


def check_file(file: Path, *, explain: bool) -> int:
    """Print a line an example and the three counts; the exit code, 2 for a file that is not in the form.

    Raises ConfigTrouble when the law's own numbers cannot be loaded.
    """
    try:
        examples = _read(file)
    except NotInTheForm as trouble:
        typer.secho(f"{file}: {trouble}", fg="red", err=True)
        return NOT_IN_THE_FORM
    settings = load_settings()
    known = Known.of(national_parameters(settings), published_caps(settings))
    everything = [check(example, known) for example in examples]
    for checked in everything:
        typer.echo(line(checked))
        for told in explanation(checked) if explain else ():
            typer.echo(told)
    typer.echo(counts(everything))
    return DIFFERENT if any(one.verdict is Verdict.DIFFERENT for one in everything) else ALL_WELL


def _read(file: Path) -> tuple[ExampleForm | Unreadable, ...]:
    try:
        return read_examples(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as trouble:
        raise NotInTheForm(f"cannot be read as text ({trouble})") from trouble
