"""What `prefect.yaml` states, read once for each municipality."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from flows.errors import SetUpTrouble
from flows.municipality import Municipality
from flows.settings import PROJECT

FILE = PROJECT / "prefect.yaml"
MUNICIPALITY = "{{ $UTKAST_MUNICIPALITY }}"
"""Prefect's own way to write an environment variable in that file."""


class Stated(BaseModel):
    """A part of the file; a word that is not known here is one that would be passed over, and is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Schedule(Stated):
    """When: five fields of cron, by the clock of `timezone`; `slug` tells one schedule from another."""

    slug: str
    cron: str
    timezone: str


class WorkPool(Stated):
    """Where the runs wait for a worker."""

    name: str
    work_queue_name: str
    job_variables: dict[str, Any]


class Deployment(Stated):
    """One flow of one municipality."""

    name: str
    description: str
    entrypoint: str
    parameters: dict[str, str]
    schedules: tuple[Schedule, ...]
    work_pool: WorkPool

    @property
    def flow(self) -> str:
        """The flow's name: `nightly`, `doctor`, `ordered`, `review`, `retention` or `follow_up`."""
        return self.entrypoint.rpartition(".")[2]


def planned(municipality: Municipality, file: Path = FILE) -> tuple[Deployment, ...]:
    """The municipality's deployments, at the times of its own timetable. Raises SetUpTrouble."""
    try:
        stated = yaml.safe_load(file.read_text(encoding="utf-8"))["deployments"]
        whole = [Deployment.model_validate(_filled_in(one, municipality.slug)) for one in stated]
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValidationError) as wrong:
        raise SetUpTrouble(f"{file.name} cannot be read: {wrong}") from wrong
    return tuple(_at_its_times(one, municipality.timetable) for one in whole)


def _filled_in(part: Any, slug: str) -> Any:
    if isinstance(part, dict):
        return {key: _filled_in(value, slug) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled_in(value, slug) for value in part]
    return part.replace(MUNICIPALITY, slug) if isinstance(part, str) else part


def _at_its_times(deployment: Deployment, timetable: Mapping[str, str]) -> Deployment:
    schedules = tuple(
        one.model_copy(update={"cron": timetable.get(one.slug, one.cron)}) for one in deployment.schedules
    )
    return deployment.model_copy(update={"schedules": schedules})
