"""Read one YAML file, keep the line of every value, and check it against a model.

A key written twice is refused: YAML itself would keep the last one in silence.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from yaml.constructor import SafeConstructor

from adapters.config_files.trouble import ConfigTrouble

Place: TypeAlias = tuple[str | int, ...]
FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it: ten times faster, the same nodes."""
Checked = TypeVar("Checked", bound=BaseModel)
NO_HINTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
    """A file's values, and the line on which each stands (by its place: keys and list positions)."""

    path: Path
    values: Any
    lines: Mapping[Place, int]

    def line_of(self, place: Place) -> int:
        """The line of the value, or of the nearest value around it."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def trouble(self, place: Place, what: str) -> ConfigTrouble:
        """Trouble with the value at `place`."""
        return ConfigTrouble(self.path, self.line_of(place), what)

    def checked(self, model: type[Checked], hints: Mapping[str, str] = NO_HINTS) -> Checked:
        """The values as `model`. Raises ConfigTrouble for the first thing that does not fit.

        `hints` say, by key, what to write where that key is missing or empty.
        """
        try:
            return model.model_validate(self.values)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise self.trouble(first["loc"], _advice(first, hints)) from None


def read_yaml(path: Path) -> YamlFile:
    """Read the file. Raises ConfigTrouble when it is missing, is no YAML, or has a key twice."""
    try:
        with path.open(encoding="utf-8") as stream:
            node = yaml.compose(stream, Loader=FAST_LOADER)
    except FileNotFoundError:
        raise ConfigTrouble(path, 0, "the file is missing") from None
    except UnicodeDecodeError:
        raise ConfigTrouble(path, 0, "save the file as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ConfigTrouble(path, line, f"this is no YAML: {error.problem}") from None
    if not isinstance(node, yaml.MappingNode):
        raise ConfigTrouble(path, 0, "write keys and values, such as `name: value`")
    lines: dict[Place, int] = {}
    return YamlFile(path=path, values=_value(path, node, (), lines), lines=lines)


def _value(path: Path, node: yaml.Node, place: Place, lines: dict[Place, int]) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(path, node, place, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(path, one, (*place, number), lines) for number, one in enumerate(node.value)]
    return _scalar(node)


def _mapping(
    path: Path, node: yaml.MappingNode, place: Place, lines: dict[Place, int]
) -> dict[Hashable, Any]:
    found: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in found:
            raise ConfigTrouble(path, key_node.start_mark.line + 1, f"`{key}` is written twice: keep one")
        found[key] = _value(path, value_node, (*place, key), lines)
        lines[(*place, key)] = key_node.start_mark.line + 1
    return found


def _scalar(node: yaml.Node) -> Any:
    return SafeConstructor().construct_object(node, deep=True)


def _advice(error: ErrorDetails, hints: Mapping[str, str]) -> str:
    key = ".".join(str(part) for part in error["loc"])
    hint = hints.get(str(error["loc"][-1]))
    match error["type"]:
        case "missing":
            return f"`{key}` is missing: {hint or 'write it'}"
        case "too_short" | "string_too_short":
            return f"`{key}` is empty: {hint or 'write at least one'}"
        case "extra_forbidden":
            return f"`{key}` is not a known key: take it away or correct its spelling"
        case "value_error":
            return f"`{key}`: {error['ctx']['error']}"
        case _:
            return f"`{key}`: {error['msg'][:1].lower()}{error['msg'][1:]}"
