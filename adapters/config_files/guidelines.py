"""`config/guidelines/boendetak.yaml`: housing caps that municipalities have published, kept as examples."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from adapters.config_files.caps_model import CapTableModel, cap_table
from adapters.config_files.dated_file import HINTS, check_not_ahead
from adapters.config_files.fields import Day, Strict, Words
from adapters.config_files.yaml_file import YamlFile, read_yaml
from flows.eligibility.parameters import CheckedAgainst
from flows.eligibility.published_caps import PublishedCaps
from flows.parameter_entries import ParameterEntry


class PublishedCapsModel(Strict):
    """One published table."""

    municipality: Words
    address: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    last_checked: Day
    checked_against: CheckedAgainst
    remark: str = ""
    table: CapTableModel


class GuidelinesModel(Strict):
    """The whole file."""

    published: Annotated[tuple[PublishedCapsModel, ...], Field(min_length=1)]


def load_published_caps(config_dir: Path, today: date | None = None) -> tuple[PublishedCaps, ...]:
    """Every published table, by municipality and oldest first. Raises ConfigTrouble with file and line.

    With `today`, a table that is said to have been checked after that day is refused too.
    """
    _, placed = _read(config_dir, today)
    return tuple(_published(model) for _, model in placed)


def published_entries(config_dir: Path, today: date | None = None) -> tuple[ParameterEntry, ...]:
    """The tables as entries to look after, in the order they stand. Raises as `load_published_caps`."""
    file, placed = _read(config_dir, today)
    return tuple(_entry(file, number, model) for number, model in sorted(placed, key=lambda one: one[0]))


def _read(config_dir: Path, today: date | None) -> tuple[YamlFile, list[tuple[int, PublishedCapsModel]]]:
    file = read_yaml(config_dir / "guidelines" / "boendetak.yaml")
    models = file.checked(GuidelinesModel, HINTS).published
    for number, model in enumerate(models):
        check_not_ahead(file, ("published", number), model.last_checked, today=today)
    placed = sorted(enumerate(models), key=lambda one: (one[1].municipality, one[1].table.starts))
    for (_, earlier), (number, later) in pairwise(placed):
        _check_follows(file, number, earlier, later=later)
    return file, placed


def _check_follows(
    file: YamlFile, number: int, earlier: PublishedCapsModel, *, later: PublishedCapsModel
) -> None:
    same = earlier.municipality == later.municipality
    if same and cap_table(earlier.table).covers(later.table.starts):
        advice = f"{later.table.starts} is already covered by {earlier.table.source}: mend the dates"
        raise file.trouble(("published", number, "table", "starts"), advice)


def _entry(file: YamlFile, number: int, model: PublishedCapsModel) -> ParameterEntry:
    return ParameterEntry(
        file=f"guidelines/{file.path.name}",
        line=file.line_of(("published", number)),
        name=model.municipality,
        unit="kronor per månad",
        starts=model.table.starts,
        ends=model.table.ends,
        reference=model.table.source,
        last_checked=model.last_checked,
        checked_against=model.checked_against,
        remark=model.remark,
    )


def _published(model: PublishedCapsModel) -> PublishedCaps:
    return PublishedCaps(
        municipality=model.municipality,
        address=model.address,
        last_checked=model.last_checked,
        checked_against=model.checked_against,
        remark=model.remark,
        table=cap_table(model.table),
    )
