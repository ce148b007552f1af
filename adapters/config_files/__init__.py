"""Configuration files: dated parameters, municipalities, phrases and texts, read once and checked whole.

Trouble is told with file, line and what to write. Knows no system and no flow.
"""

from adapters.config_files.guidelines import load_published_caps, published_entries
from adapters.config_files.municipality import known_municipalities, load_municipality
from adapters.config_files.parameters import load_parameters, parameter_entries
from adapters.config_files.texts import load_handover_texts, load_phrases
from adapters.config_files.trouble import ConfigTrouble, UnknownMunicipality

__all__ = [
    "ConfigTrouble",
    "UnknownMunicipality",
    "known_municipalities",
    "load_handover_texts",
    "load_municipality",
    "load_parameters",
    "load_phrases",
    "load_published_caps",
    "parameter_entries",
    "published_entries",
]
