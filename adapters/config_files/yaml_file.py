"""Read one YAML file, keep the line of every value, and check it against a model.

What YAML itself would take for something else in silence is refused: a key written twice, a number with a
leading zero (octal), with a colon (base sixty) or with an underscore, a tag of one's own.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from yaml.constructor import SafeConstructor

from adapters.config_files.advice import advice, most_telling
from adapters.config_files.trouble import ConfigTrouble

Place: TypeAlias = tuple[str | int, ...]
FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it: ten times faster, the same nodes."""
Checked = TypeVar("Checked", bound=BaseModel)
NO_HINTS: Mapping[str, str] = MappingProxyType({})
TAG = "tag:yaml.org,2002:"
KNOWN_TAGS = {f"{TAG}{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}
PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)")


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

        `hints` say, by key, what to write there.
        """
        try:
            return model.model_validate(self.values)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            first = most_telling(errors)
            raise self.trouble(first["loc"], advice(first, errors, hints)) from None


def read_yaml(path: Path) -> YamlFile:
    """Read the file. Raises ConfigTrouble when it is missing, is no YAML, or is not plain keys and values."""
    try:
        node = _composed(path)
        if not isinstance(node, yaml.MappingNode):
            raise ConfigTrouble(path, 0, "write keys and values, such as `name: value`")
        reading = _Reading(path)
        return YamlFile(path=path, values=reading.value(node, ()), lines=reading.lines)
    except RecursionError:
        raise ConfigTrouble(path, 0, "the values stand too deep within each other: write them out") from None


def yaml_files(folder: Path) -> Sequence[Path]:
    """The folder's `*.yaml`, in order. Raises ConfigTrouble for a file that is plainly meant, but not one."""
    read = sorted(folder.glob("*.yaml"))
    for path in sorted(set(folder.rglob("*")) - set(read)):
        if _is_meant(path):
            name = folder / f"{path.name.partition('.')[0]}.yaml"
            raise ConfigTrouble(path, 0, f"this file is not read: name it {name}, or take it away")
    return read


def _is_meant(path: Path) -> bool:
    """Whether it looks like a file of values; what an editor leaves behind does not."""
    left_behind = path.name.startswith(".") or path.name.endswith("~")
    return not left_behind and bool({one.lower() for one in path.suffixes} & {".yaml", ".yml"})


def _composed(path: Path) -> yaml.Node | None:
    try:
        with path.open(encoding="utf-8") as stream:
            return yaml.compose(stream, Loader=FAST_LOADER)
    except FileNotFoundError:
        raise ConfigTrouble(path, 0, "the file is missing") from None
    except OSError as error:
        raise ConfigTrouble(path, 0, f"let the robot read the file ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ConfigTrouble(path, 0, "save the file as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ConfigTrouble(path, line, f"this is no YAML: {error.problem}") from None
    except yaml.YAMLError:
        raise ConfigTrouble(path, 0, "save the file as plain text without control characters") from None


@dataclass(frozen=True, slots=True)
class _Reading:
    """Nodes become values, and the line of each is kept; `within` are the nodes that are being read."""

    path: Path
    lines: dict[Place, int] = field(default_factory=dict)
    within: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.lines[place] = node.start_mark.line + 1
        if node.tag not in KNOWN_TAGS:
            raise self._trouble(node, f"take away {node.tag.removeprefix(TAG)} and write a plain value")
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self.within:
            raise self._trouble(node, "an anchor (&) stands for itself here: write the values out")
        self.within.add(id(node))
        try:
            return (
                self._mapping(node, place) if isinstance(node, yaml.MappingNode) else self._list(node, place)
            )
        finally:
            self.within.remove(id(node))

    def _list(self, node: yaml.Node, place: Place) -> list[Any]:
        return [self.value(one, (*place, number)) for number, one in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[Hashable, Any]:
        found: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._trouble(key_node, "write a word before the colon")
            key = key_node.value
            if key in found:
                raise self._trouble(key_node, f"`{key}` is written twice: keep one")
            found[key] = self.value(value_node, (*place, key))
            self.lines[(*place, key)] = key_node.start_mark.line + 1
        return found

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if node.tag == f"{TAG}int" and not PLAIN_NUMBER.fullmatch(node.value):
            raise self._trouble(
                node,
                f"{node.value} would be read as another number: write the digits alone,"
                " without a leading zero, or within quotes where it is no number",
            )
        try:
            return SafeConstructor().construct_object(node, deep=True)
        except (ValueError, KeyError):
            kind = "day" if node.tag == f"{TAG}timestamp" else "value of its kind"
            raise self._trouble(node, f"there is no {kind} {node.value}: correct it") from None

    def _trouble(self, node: yaml.Node, what: str) -> ConfigTrouble:
        return ConfigTrouble(self.path, node.start_mark.line + 1, what)
