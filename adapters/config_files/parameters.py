"""`config/parameters/`: dated national numbers, each with unit, reference and the day it was last checked.

History is kept: a new year is a new file or a new entry, and two entries never hold for the same day.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Generic, Self, TypeVar

from pydantic import model_validator

from adapters.config_files.fields import Amount, Strict, Words
from adapters.config_files.income_model import IncomeKindModel, catalogue
from adapters.config_files.riksnorm_model import RiksnormModel, riksnorm
from adapters.config_files.trouble import ConfigTrouble
from adapters.config_files.yaml_file import Place, YamlFile, read_yaml
from flows.eligibility.parameters import Dated, Law, Parameters

Value = TypeVar("Value")
Turned = TypeVar("Turned")
KINDS = ("riksnorm", "prisbasbelopp", "jobbstimulans", "inkomster", "lagrum")


class EntryModel(Strict, Generic[Value]):
    """One dated value; `ends` is its last day, null while it still holds."""

    starts: date
    ends: date | None
    reference: Words
    last_checked: date
    value: Value

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends is not None and self.ends < self.starts:
            raise ValueError("ends is before starts: correct one of them")
        return self


class ParameterModel(Strict, Generic[Value]):
    """One file: the parameter's name, its unit and its dated values."""

    parameter: Words
    unit: Words
    values: tuple[EntryModel[Value], ...]


def load_parameters(config_dir: Path) -> Parameters:
    """Every parameter file in `config_dir/parameters`. Raises ConfigTrouble for the first that is wrong."""
    files = _files(config_dir / "parameters")
    return Parameters(
        riksnormer=_dated(files["riksnorm"], ParameterModel[RiksnormModel], riksnorm),
        price_base_amounts=_dated(files["prisbasbelopp"], ParameterModel[Amount], _same),
        job_stimulus_shares=_dated(files["jobbstimulans"], ParameterModel[Amount], _same),
        income_catalogues=_dated(files["inkomster"], ParameterModel[tuple[IncomeKindModel, ...]], catalogue),
        law_references=_dated(files["lagrum"], ParameterModel[dict[Law, Words]], _every_law),
    )


def _files(folder: Path) -> Mapping[str, Sequence[YamlFile]]:
    """The files by the parameter they belong to: `riksnorm-2026.yaml` belongs to `riksnorm`."""
    found: dict[str, list[YamlFile]] = {kind: [] for kind in KINDS}
    for path in sorted(folder.glob("*.yaml")):
        kind = path.stem.partition("-")[0]
        if kind not in found:
            raise ConfigTrouble(path, 0, f"no such parameter: name the file after one of {', '.join(KINDS)}")
        found[kind].append(read_yaml(path))
    for kind, files in found.items():
        if not files:
            raise ConfigTrouble(folder / f"{kind}.yaml", 0, "the file is missing")
    return found


def _dated(
    files: Sequence[YamlFile], model: type[ParameterModel[Value]], turn: Callable[[Value], Turned]
) -> tuple[Dated[Turned], ...]:
    """The values of all files, oldest first."""
    placed = [one for file in files for one in _entries(file, model, turn)]
    placed.sort(key=lambda one: one[2].starts)
    for (_, _, earlier), (file, place, later) in pairwise(placed):
        if earlier.covers(later.starts):
            raise file.trouble(
                place, f"{later.starts} is already covered by {earlier.reference}: mend the dates"
            )
    return tuple(value for _, _, value in placed)


def _entries(
    file: YamlFile, model: type[ParameterModel[Value]], turn: Callable[[Value], Turned]
) -> Iterator[tuple[YamlFile, Place, Dated[Turned]]]:
    checked = file.checked(model)
    if checked.parameter != file.path.stem.partition("-")[0]:
        raise file.trouble(("parameter",), "the file's name and its parameter differ: correct one of them")
    for number, entry in enumerate(checked.values):
        place = ("values", number)
        try:
            value = turn(entry.value)
        except ValueError as error:
            raise file.trouble((*place, "value"), str(error)) from None
        yield file, place, _turned(checked.unit, entry, value)


def _turned(unit: str, entry: EntryModel[Value], value: Turned) -> Dated[Turned]:
    return Dated(
        value=value,
        unit=unit,
        reference=entry.reference,
        starts=entry.starts,
        ends=entry.ends,
        last_checked=entry.last_checked,
    )


def _same(value: Decimal) -> Decimal:
    return value


def _every_law(references: dict[Law, str]) -> Mapping[Law, str]:
    missing = [law.value for law in Law if law not in references]
    if missing:
        raise ValueError(f"write a reference for {', '.join(missing)}")
    return references
