"""`config/municipalities/<slug>.yaml`: one municipality's systems and rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, StringConstraints

from adapters.config_files.dated_file import UNITS
from adapters.config_files.fields import Strict, Whole, Words
from adapters.config_files.hours_model import (
    MaintenanceModel,
    Margin,
    Spans,
    check_hours,
    check_maintenance,
    opening_hours,
)
from adapters.config_files.local_choices import check_choices
from adapters.config_files.local_incomes import check_local_incomes
from adapters.config_files.parameters import load_income_catalogues
from adapters.config_files.practice_model import PracticeModel, check_practice, practice_of
from adapters.config_files.retention_model import RetentionModel, check_retention, periods_of
from adapters.config_files.rules_model import RulesModel, municipality_rules
from adapters.config_files.texts import load_phrases
from adapters.config_files.trouble import UnknownMunicipality
from adapters.config_files.yaml_file import YamlFile, read_yaml, yaml_files
from flows.address import ADVICE, is_protected
from flows.municipality import PORTS, REGISTERS, Municipality, SystemSettings

HINTS = {
    "housing": "write the municipality's housing cost: caps, label, reason and forms",
    "caps": "write the highest cost: for housing a table with key, starts, ends, source and lines",
    "lines": "write the table's lines, such as - { persons: 1, amount: 6400 }",
    "source": "write the document that the amount stands in",
    "starts": "write when it starts: a day such as 2026-01-01, and for maintenance the time too",
    "ends": "write when it ends: its last day (null while it still holds), for maintenance day and time",
    "payday": "write a day from 1 to 28, which every month has",
    "months_back": "write how many months before the present one may be prepared, from 0 to 36",
    "code": 'write the municipality\'s four digits within quotes, such as "0180"',
    "night": 'write when it starts as five fields of cron, such as "30 5 * * mon-fri"',
    "doctor": 'write when it starts as five fields of cron, such as "0 5 * * mon-fri"',
    "retention": 'write when it starts as five fields of cron, such as "0 6 * * sun"',
    "follow_up": 'write when it starts as five fields of cron, such as "0 6 * * mon"',
    "orders": 'write when it starts as five fields of cron, such as "*/5 6-18 * * mon-fri"',
    "days": "write for how many days it is kept, such as 365",
    "decided": "write the day it was decided, such as 2026-01-31",
    "traces": "write true, and a failure there leaves a trace of what was done, or false",
    "apply_by": "write the last day of the month to apply for it, from 1 to 28, or take the line away",
    "late_payday_days": "write how many days after a late application it is paid, from 0 to 60",
    "answer_target_days": "write within how many working days to answer, from 1 to 60",
    "prepares_payment": "write true, and a payment row stands beside each proposed amount, or false",
    "proposals": "write the proposals that may go the main flow: BIFALL, DELAVSLAG, AVSLAG",
    "deviations_at_most": "write how many deviations the main flow may have, from 0 to 20",
    "months_at_most": "write how many months in a row with support the main flow may have, from 0 to 120",
    "stated_plans": "write a list of WORK, JOBSEEKING, SICK_LEAVE, SFI and OTHER",
    "meeting": "write mon, tue, wed, thu or fri",
    "highlights": "write a list of answer_time, children, consistency, main_flow, samples and social_needs",
    "setting": "write the setting's keys with dots between, such as rules.sample_share",
    "checked_against": "write myndighetens sida or andrahandskälla",
    "base_url": "write an address such as https://arenden.kommun.example",
}


class SystemModel(Strict):
    """One system."""

    adapter: Words
    base_url: Annotated[str, StringConstraints(pattern=r"^https?://[^/\s]+(/.*)?$")]
    accounts: Annotated[tuple[Words, ...], Field(min_length=1)]
    sessions: Annotated[Whole, Field(ge=1, le=64)]
    purpose: str = ""
    legal_basis: str = ""
    hours: dict[str, Spans] | None = None
    maintenance: tuple[MaintenanceModel, ...] = ()
    closing_margin_minutes: Margin = 2
    traces: bool = False


Cron = Annotated[str, StringConstraints(pattern=r"^[\w*/,-]+( [\w*/,-]+){4}$")]


class MunicipalityModel(PracticeModel):
    """The whole file."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    name: Words
    timezone: Words
    payday: Annotated[Whole, Field(ge=1, le=28)]
    months_back: Annotated[Whole, Field(ge=0, le=36)]
    completion_days: Annotated[Whole, Field(ge=1, le=90)] = 14
    phrases: Words
    timetable: dict[Literal["night", "doctor", "retention", "follow_up", "orders"], Cron] = Field(
        default_factory=dict
    )
    retention: RetentionModel = Field(default_factory=dict)
    systems: dict[str, SystemModel]
    rules: RulesModel


def known_municipalities(config_dir: Path) -> Sequence[str]:
    """The slugs that have a file, in order. Raises ConfigTrouble for one that would not be read."""
    return tuple(path.stem for path in yaml_files(config_dir / "municipalities"))


def load_municipality(config_dir: Path, slug: str, today: date | None = None) -> Municipality:
    """The municipality's settings. Raises UnknownMunicipality, or ConfigTrouble with file and line.

    With `today`, one whose caps do not hold on that day is refused too.
    """
    known = known_municipalities(config_dir)
    if slug not in known:
        raise UnknownMunicipality(slug, known)
    file = read_yaml(config_dir / "municipalities" / f"{slug}.yaml")
    _check_nothing_national(file)
    model = file.checked(MunicipalityModel, HINTS)
    _check(file, model)
    check_practice(file, model, model.payday)
    check_choices(file, model.rules, today)
    check_local_incomes(file, model.rules.local_incomes, load_income_catalogues(config_dir))
    return Municipality(
        slug=slug,
        code=model.code,
        name=model.name,
        timezone=model.timezone,
        payday=model.payday,
        months_back=model.months_back,
        completion_days=model.completion_days,
        systems={port: _settings(one) for port, one in model.systems.items()},
        timetable={str(what): when for what, when in model.timetable.items()},
        retention=periods_of(model.retention),
        rules=municipality_rules(
            model.rules, replace(load_phrases(config_dir, model.phrases), contact=model.contact)
        ),
        practice=practice_of(model),
    )


def _settings(system: SystemModel) -> SystemSettings:
    return SystemSettings(
        adapter=system.adapter,
        base_url=system.base_url,
        accounts=system.accounts,
        sessions=system.sessions,
        purpose=system.purpose,
        legal_basis=system.legal_basis,
        hours=opening_hours(system.hours, system.maintenance, system.closing_margin_minutes),
        traces=system.traces,
    )


def _check_nothing_national(file: YamlFile) -> None:
    """A national number is never a municipality's to change, under whatever key it is tried."""
    for place in ((), ("rules",)):
        values = file.values.get("rules") if place else file.values
        for key in values if isinstance(values, dict) else ():
            if key in UNITS:
                advice = (
                    f"{key} is national and not marked as local: take it away"
                    " (local_incomes holds what a municipality may decide)"
                )
                raise file.trouble((*place, key), advice)


def _check(file: YamlFile, model: MunicipalityModel) -> None:
    try:
        ZoneInfo(model.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise file.trouble(("timezone",), "write a time zone such as Europe/Stockholm") from None
    if set(model.systems) != set(PORTS):
        raise file.trouble(("systems",), f"write one system for each of {', '.join(PORTS)}, and no other")
    check_retention(file, model.retention, model.months_back)
    for port in PORTS:
        _check_system(file, port, model.systems[port])


def _check_system(file: YamlFile, port: str, system: SystemModel) -> None:
    place = ("systems", port)
    if not is_protected(system.base_url):
        raise file.trouble((*place, "base_url"), ADVICE)
    if system.sessions > len(system.accounts):
        raise file.trouble((*place, "sessions"), "an account is one session: add accounts or lower sessions")
    if len(set(system.accounts)) != len(system.accounts):
        raise file.trouble((*place, "accounts"), "an account is written twice: keep one")
    if port in REGISTERS and not (system.purpose and system.legal_basis):
        raise file.trouble(place, "a register look-up needs both purpose and legal_basis: write them")
    check_hours(file, place, system.hours, margin=system.closing_margin_minutes)
    check_maintenance(file, place, system.maintenance)
