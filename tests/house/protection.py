"""What the pages for data protection promise, and what they name: read as text, held against the project.

It must not know what any protection is; it knows how a promise leads to its claim, and a claim to its tests.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from flows.settings import Settings
from tests.unit.test_readme import VARIABLES_ONLY

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "dataskydd"
REGISTER = FOLDER / "skydd.md"
PAGES = sorted(FOLDER.glob("*.md"))
PROMISING = [page for page in PAGES if page not in (REGISTER, FOLDER / "README.md")]
NO_TEST = "*inget prov än*"
OURS = ("adapters/", "bots/", "config/", "docs/", "flows/", "mock_legacy/", "runbooks/", "tests/")
ON_A_SERVER = ("/etc/", "/opt/", "/var/")

_CLAIM = re.compile(r"^\| (S\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
A_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`( \*i kampanj\*)?")
_CITED = re.compile(r"\[(S\d+)\]\(skydd\.md\)(?:–\[(S\d+)\]\(skydd\.md\))?")
STATED = re.compile(r"märkta \*inget prov än\*: \*\*(\d+)\*\*")
_PROMISE = re.compile(
    r"\b(aldrig|avslöja[rs]?|förseglad[et]?|förseglat|nekas?|nekat|avvisas|hindras|glöms|glömmer|upptäcks)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"^## (?:Öppna frågor|Skydd som saknar prov)\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([^`\n]+)`")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def claims() -> Mapping[str, str]:
    """Each claim's number, with what its last column says of tests."""
    found = _CLAIM.findall(text_of(REGISTER))
    assert len({number for number, _, _ in found}) == len(found), "a number stands twice"
    return {number: held_by for number, _, held_by in found}


@cache
def tests_in(path: str) -> Mapping[str, bool]:
    """The test functions of a file, and whether each runs in the campaigns alone."""
    file = ROOT / path
    if not file.is_file():
        return {}
    tree = ast.parse(text_of(file))
    marks = [ast.unparse(one) for one in tree.body if isinstance(one, ast.Assign)]
    whole_file = any(one.startswith("pytestmark") and "campaign" in one for one in marks)
    return {
        node.name: whole_file or any("campaign" in ast.unparse(one) for one in node.decorator_list)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def what_is_wrong(held_by: str) -> str:
    """Of the last column of a claim: that it names no test, one that is not there, or not when it runs."""
    named = A_TEST.findall(held_by)
    if held_by == NO_TEST:
        return ""
    if not named:
        return "names no test"
    for path, name, marked in named:
        if name not in tests_in(path):
            return f"there is no {path}::{name}"
        if tests_in(path)[name] is not bool(marked):
            return f"says wrongly whether {name} runs in the campaigns alone"
    return ""


def cited(text: str) -> Iterator[str]:
    """Every claim that a text leads to; a span such as S14–S18 leads to all between."""
    for first, last in _CITED.findall(text):
        for number in range(int(first[1:]), int((last or first)[1:]) + 1):
            yield f"S{number}"


def promises_without_a_test(text: str) -> list[str]:
    """Lines that promise protection and lead to no claim; an open question promises nothing."""
    lines = _OPEN.sub("", text).splitlines()
    return [line for line in lines if _PROMISE.search(line) and not _CITED.search(line)]


def is_there(named: str) -> bool:
    """Whether what stands in a page as code exists: a file of ours, one of the server's, a setting."""
    first = named.split(maxsplit=1)[0]
    if first.startswith(OURS):
        return (ROOT / first).exists()
    if first.startswith(ON_A_SERVER):
        return _is_the_servers(first)
    if first.startswith("UTKAST_HOME/"):
        return any(f'"{first.partition("/")[2]}"' in text_of(one) for one in (ROOT / "flows").rglob("*.py"))
    if first.startswith("UTKAST_"):
        return first.removeprefix("UTKAST_") in _settings() or _is_the_servers(first)
    return True


def _is_the_servers(name: str) -> bool:
    files = [one for one in (ROOT / "config" / "server").rglob("*") if one.is_file()]
    return any(name in text_of(one) for one in (*files, ROOT / "runbooks" / "server-installation.md"))


def _settings() -> set[str]:
    return {name.upper() for name in Settings.model_fields} | VARIABLES_ONLY
