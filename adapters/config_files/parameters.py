"""`config/parameters/`: dated national numbers, each with unit, reference and the day it was last checked.

A new number is a new file or a new entry; a new kind of parameter is a line here and in `UNITS`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from adapters.config_files.benefit_model import BenefitAmountsModel, benefit_amounts
from adapters.config_files.dated_file import (
    UNITS,
    ParameterModel,
    Placed,
    check_not_ahead,
    in_order,
    parameter_of,
    placed_values,
)
from adapters.config_files.fields import PositiveAmount, Reference
from adapters.config_files.income_model import IncomeKindModel, catalogue
from adapters.config_files.reform_model import JobStimulusModel, Months, ReformModel, job_stimulus, reform
from adapters.config_files.riksnorm_model import RiksnormModel, riksnorm
from adapters.config_files.trouble import ConfigTrouble
from adapters.config_files.yaml_file import YamlFile, read_yaml, yaml_files
from flows.eligibility.incomes import IncomeCatalogue
from flows.eligibility.parameters import Dated, Law, Parameters
from flows.eligibility.reform import Reform
from flows.parameter_entries import ParameterEntry

Value = TypeVar("Value")
Turned = TypeVar("Turned")


def load_parameters(config_dir: Path, today: date | None = None) -> Parameters:
    """Every parameter file in `config_dir/parameters`. Raises ConfigTrouble for the first that is wrong.

    With `today`, a value that is said to have been checked after that day is refused too.
    """
    return _parameters(_Files(_found(config_dir / "parameters"), today))


def load_income_catalogues(config_dir: Path) -> tuple[Dated[IncomeCatalogue], ...]:
    """The income catalogues alone, oldest first. Raises ConfigTrouble."""
    return _catalogues(_Files({"inkomster": [read_yaml(config_dir / "parameters" / "inkomster.yaml")]}))


def parameter_entries(config_dir: Path, today: date | None = None) -> tuple[ParameterEntry, ...]:
    """Every dated value with the place it stands, file by file. Raises ConfigTrouble as `load_parameters`."""
    files = _Files(_found(config_dir / "parameters"), today)
    _parameters(files)
    return tuple(sorted(files.entries, key=lambda one: (one.file, one.line)))


def _parameters(files: "_Files") -> Parameters:
    return Parameters(
        riksnormer=files.dated("riksnorm", ParameterModel[RiksnormModel], riksnorm),
        price_base_amounts=files.dated("prisbasbelopp", ParameterModel[PositiveAmount], _same),
        job_stimulus_terms=files.dated(
            "jobbstimulans", ParameterModel[JobStimulusModel | None], job_stimulus
        ),
        statutory_benefits=files.dated("formansbelopp", ParameterModel[BenefitAmountsModel], benefit_amounts),
        income_catalogues=_catalogues(files),
        law_references=files.dated("lagrum", ParameterModel[dict[Law, Reference | None]], _every_law),
        repayment_limits=files.dated("aterkrav", ParameterModel[Months], _same),
        reforms=files.dated("reformer", ParameterModel[ReformModel], reform, series=_name),
    )


def _catalogues(files: "_Files") -> tuple[Dated[IncomeCatalogue], ...]:
    return files.dated("inkomster", ParameterModel[tuple[IncomeKindModel, ...]], catalogue)


@dataclass(frozen=True, slots=True)
class _Files:
    """The files by the parameter they belong to, the day they are read, and what has been read so far."""

    by_parameter: Mapping[str, Sequence[YamlFile]]
    today: date | None = None
    entries: list[ParameterEntry] = field(default_factory=list)

    def dated(
        self,
        parameter: str,
        model: type[ParameterModel[Value]],
        turn: Callable[[Value], Turned],
        *,
        series: Callable[[Turned], str] = lambda _: "",
    ) -> tuple[Dated[Turned], ...]:
        """The values of all files of one parameter, oldest first; values of different series may overlap."""
        placed = [one for file in self.by_parameter[parameter] for one in placed_values(file, model, turn)]
        for one in placed:
            check_not_ahead(one.file, one.place, one.dated.last_checked, today=self.today)
        ordered = in_order(placed, series)
        self.entries.extend(_entry(one, series(one.dated.value) or parameter) for one in ordered)
        return tuple(one.dated for one in ordered)


def _entry(one: Placed[Turned], name: str) -> ParameterEntry:
    return ParameterEntry(
        file=f"parameters/{one.file.path.name}",
        line=one.file.line_of(one.place),
        name=name,
        unit=one.dated.unit,
        starts=one.dated.starts,
        ends=one.dated.ends,
        reference=one.dated.reference,
        last_checked=one.dated.last_checked,
        checked_against=one.dated.checked_against,
        remark=one.dated.remark,
    )


def _found(folder: Path) -> Mapping[str, Sequence[YamlFile]]:
    found: dict[str, list[YamlFile]] = {kind: [] for kind in UNITS}
    for path in yaml_files(folder):
        kind = parameter_of(path)
        if kind not in found:
            raise ConfigTrouble(path, 0, f"no such parameter: name the file after one of {', '.join(UNITS)}")
        found[kind].append(read_yaml(path))
    for kind, files in found.items():
        if not files:
            raise ConfigTrouble(folder / f"{kind}.yaml", 0, "the file is missing")
    return found


def _same(value: Value) -> Value:
    return value


def _name(one: Reform) -> str:
    return one.name


def _every_law(references: dict[Law, str | None]) -> Mapping[Law, str]:
    """The paragraphs that there were; null is written for a question that no paragraph answered then."""
    missing = [law.value for law in Law if law not in references]
    if missing:
        raise ValueError(f"write a reference for {', '.join(missing)}, or null when there was none")
    return {law: reference for law, reference in references.items() if reference is not None}
