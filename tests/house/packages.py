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


def unhashed(lock: Source) -> list[str]:
    """Every package of a list that is installed from has one version and the hashes of its files."""
    return [
        f"{lock.path}: {_package(entry)} has no version or no hash"
        for entry in _entries(lock)
        if not re.fullmatch(r"[A-Za-z0-9._\[\],-]+==[^\s;]+( ; .+)?( --hash=sha256:[0-9a-f]{64})+", entry)
    ]


def out_of_step(lock: Source, constraints: Source, *, whole: bool) -> list[str]:
    """Versions of the list that are not the pinned ones; when it is the `whole` list, pins that it lacks too.

    What only other platforms or later Pythons need, which the list says, has no pin.
    """
    locked = {_package(entry): entry for entry in _entries(lock)}
    pins = {_package(line): line for line in constraints.text.splitlines() if "==" in line}
    versions = {name: _version(line) for name, line in pins.items()}
    strange = [
        name
        for name, entry in locked.items()
        if (versions[name] != _version(entry) if name in versions else " ; " not in entry)
    ]
    lacking = sorted(pins.keys() - locked.keys()) if whole else []
    return [
        f"{lock.path} and {constraints.path} say different things of {name}" for name in (*strange, *lacking)
    ]


def _entries(lock: Source) -> list[str]:
    text = lock.text.replace(" \\\n", " ")
    return [" ".join(line.split()) for line in text.splitlines() if line and not line.startswith("#")]


def _version(requirement: str) -> str:
    return re.split(r"[\s;]", requirement.partition("==")[2], maxsplit=1)[0]
