"""The packages the project asks for, and the one version of each that its tests passed with."""

import re
import tomllib

from tests.house.sources import Source


def unpinned(constraints: Source) -> list[str]:
    """A constraint is a name and one version: no address, no range."""
    return [
        f"{constraints.path}:{number} is not name==version"
        for number, line in enumerate(constraints.text.splitlines(), start=1)
        if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*", line)
    ]


def without_a_pin(project: Source, constraints: Source) -> list[str]:
    """Every package that the project asks for has its version in the constraints."""
    table = tomllib.loads(project.text)["project"]
    asked = [
        *table["dependencies"],
        *(one for extra in table["optional-dependencies"].values() for one in extra),
    ]
    names = {_package(requirement) for requirement in asked} - {_package(table["name"])}
    pinned = {_package(line) for line in constraints.text.splitlines() if "==" in line}
    return [
        f"{project.path} asks for {name}, which {constraints.path} does not pin"
        for name in sorted(names - pinned)
    ]


def _package(requirement: str) -> str:
    """`SQLAlchemy[asyncio]>=2` and `sqlalchemy==2.1.9` name the same package."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~ ;]", requirement, maxsplit=1)[0]).lower()
