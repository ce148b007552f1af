"""Exempelstad's rules with other choices, written as in the municipality's own file.

What a case does not mention is as Exempelstad has it; a cost is changed by its `kind`; null takes it away.
"""

from collections.abc import Mapping
from typing import Any

from adapters.config_files.rules_model import RulesModel, municipality_rules
from adapters.config_files.yaml_file import read_yaml
from flows.eligibility.municipality import MunicipalityRules
from tests.household_facts import CONFIG, rules


def with_choices(changes: Mapping[str, Any]) -> MunicipalityRules:
    """The rules with these changes. Raises pydantic.ValidationError for what no municipality may choose."""
    if not changes:
        return rules()
    written = read_yaml(CONFIG / "municipalities" / "exempelstad.yaml").values["rules"]
    return municipality_rules(RulesModel.model_validate(_merged(written, changes)), rules().phrases)


def _merged(written: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(written)
    for name, value in changes.items():
        old = written.get(name)
        if value is None:
            merged.pop(name, None)
        elif name == "costs":
            merged[name] = _costs(written["costs"], value)
        else:
            merged[name] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _costs(written: list[dict[str, Any]], changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    changed = {one["kind"]: one for one in changes}
    kept = [one | changed.pop(one["kind"], {}) for one in written]
    return [*kept, *changed.values()]
