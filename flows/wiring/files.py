"""Files of settings, for those who only look: the law's numbers and a municipality's own choices."""

from collections.abc import Sequence
from datetime import date, datetime

from adapters.clock import StockholmClock
from adapters.config_files import (
    known_municipalities,
    load_municipality,
    load_parameters,
    load_published_caps,
    parameter_entries,
    published_entries,
)
from flows.eligibility.parameters import Parameters
from flows.eligibility.published_caps import PublishedCaps
from flows.municipality import Municipality
from flows.parameter_entries import ParameterEntry
from flows.settings import Settings


def now_in(settings: Settings) -> datetime:
    """What time it is in Sweden, on the fixed date if the installation has one."""
    return StockholmClock(settings.today).now()


def listed_parameters(settings: Settings) -> tuple[date, tuple[ParameterEntry, ...]]:
    """Today, and every dated value with the place it stands. Raises SetUpTrouble."""
    today = _today(settings)
    entries = parameter_entries(settings.config_dir, today)
    return today, (*entries, *published_entries(settings.config_dir, today))


def national_parameters(settings: Settings) -> Parameters:
    """The law's own numbers, for those who only look. Raises SetUpTrouble with file and line."""
    return load_parameters(settings.config_dir, _today(settings))


def municipality_named(settings: Settings, slug: str) -> Municipality:
    """A municipality's own choices, for those who only look. Raises SetUpTrouble."""
    return load_municipality(settings.config_dir, slug, _today(settings))


def every_municipality(settings: Settings) -> Sequence[str]:
    """The municipalities that have a file, by the file's name. Raises SetUpTrouble."""
    return known_municipalities(settings.config_dir)


def published_caps(settings: Settings) -> Sequence[PublishedCaps]:
    """The caps on housing cost that municipalities have published, kept as examples. Raises SetUpTrouble."""
    return load_published_caps(settings.config_dir, _today(settings))


def _today(settings: Settings) -> date:
    return now_in(settings).date()
