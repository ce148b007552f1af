"""The house rules that no linter knows, each as one small function from sources to complaints.

They read text and syntax trees only.
They must not import what they judge, so that a broken module is still judged.
"""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_MODULE = 400
SHORTEST_COPY = 6


def _joined(*words: str) -> tuple[str, ...]:
    """The words without their bar, which keeps this file from breaking the rule it states."""
    return tuple(word.replace("|", "") for word in words)


_REGISTRIES = _joined(
    "pypi|.org",
    "python|hosted",
    "npm|js.org",
    "npm|js.com",
    "debian|.org",
    "golang|.org",
    "crates|.io",
    "cdn.play|wright",
)
_MACHINE_PATHS = _joined(
    "/work|/main",
    "/work|/shared",
    "/work|/.library",
    "/root|/",
    "/opt|/wheels",
    "/opt|/pypi",
    "/usr/bin|/chromium",
)
_PURE_LAW_SHUNS = frozenset(
    {"asyncio", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets"}
    | {"socket", "sqlite3", "subprocess", "threading", "time", "urllib", "uuid", "zoneinfo"}
)
_CLOCK = frozenset({"now", "today", "utcnow", "localtime", "monotonic", "perf_counter"})
_DECIDING_VERBS = frozenset(
    {"approve", "decide", "deny", "disburse", "grant", "pay", "payout", "refuse", "reject"}
    | {"avslå", "avsla", "besluta", "bevilja", "betala", "fastställ", "faststall", "fastställa", "faststalla"}
    | {"godkänn", "godkann", "godkänna", "godkanna", "utbetala"}
)
_DECIDING_BUTTON = re.compile(
    r"\s*(avslå|besluta|bevilja|betala ut|fastställ|fatta beslut|godkänn|utbetala)( beslut(et)?)?\s*",
    re.IGNORECASE,
)
_BLIND_WAITS = frozenset(("wait_for_timeout", "networkidle"))
_REASONED_SLEEP = re.compile(r"# noqa: TID251 +\S+ \S+")
_PERSONNUMMER = re.compile(r"(?<![\w.])((?:19|20)?\d{2})(\d{2})(\d{2})([-+]?)(\d{3})\d(?![\w.]\w|\w)")
_TEST_SERIALS = ("238", "239")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One text file of the project; `path` is relative to its root."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)


def sources(*folders: str, suffix: str = "") -> list[Source]:
    """The project's own text files in these folders (all of it without one): tracked or about to be."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = sorted(
        path for path in set(listing.stdout.split("\0")) if path.endswith(suffix) and (ROOT / path).is_file()
    )
    return [Source(path=path, text=text) for path in paths if (text := _text(ROOT / path)) is not None]


def _text(path: Path) -> str | None:
    """None for a picture, an archive or anything else that is not text."""
    content = path.read_bytes()
    return None if b"\0" in content else content.decode(errors="replace")


def foreign_imports(law: Iterable[Source]) -> list[str]:
    """The law imports the standard library and itself, and of the library nothing that reads or writes."""
    return [
        f"{source.path}:{line} imports {module}"
        for source in law
        for line, module in _imports(source.tree)
        if not _is_pure(module)
    ]


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "flows.eligibility" if node.level == 1 else node.module or "a package above"


def _is_pure(module: str) -> bool:
    if module == "flows.eligibility" or module.startswith("flows.eligibility."):
        return True
    top = module.partition(".")[0]
    return top in sys.stdlib_module_names and top not in _PURE_LAW_SHUNS


def clock_readings(law: Iterable[Source]) -> list[str]:
    """The law is told the date; it never looks at a clock."""
    return [
        f"{source.path}:{node.lineno} reads the clock by {node.attr}"
        for source in law
        for node in _clock_attributes(source.tree)
    ]


def _clock_attributes(tree: ast.Module) -> Iterator[ast.Attribute]:
    """`x.today()` whatever x is, and `date.today` uncalled; but not a record's own field, `case.today`."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _CLOCK:
            owner = (
                node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            )
            if id(node) in called or owner in {"date", "datetime", "time"}:
                yield node


def deciding_names(hands: Iterable[Source]) -> list[str]:
    """No port, bot or adapter has a public name that decides: the robot proposes."""
    return [
        f"{source.path}:{line} is named {name}"
        for source in hands
        for line, name in _names(source.tree)
        if not name.startswith("_") and _DECIDING_VERBS & set(name.lower().split("_"))
    ]


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every function, method, class attribute and instance attribute that a module makes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()) if not _is_a_date(name):
                yield node.lineno, name
            case ast.ClassDef(body=body) | ast.Module(body=body):
                yield from _assigned(body)


def _assigned(body: Iterable[ast.stmt]) -> Iterator[tuple[int, str]]:
    for statement in body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                if not _is_a_date(name):
                    yield statement.lineno, name


def _is_a_date(name: str) -> bool:
    """A field such as `pay_on` holds the day of a person's act; a function of that name would be the act."""
    return name.lower().endswith("_on")


def deciding_buttons(hands: Iterable[Source]) -> list[str]:
    """No bot or adapter holds the label of a button that decides, so none can press it."""
    return [
        f"{source.path}:{node.lineno} holds the label {node.value!r}"
        for source in hands
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _DECIDING_BUTTON.fullmatch(node.value)
    ]


def registry_addresses(files: Iterable[Source]) -> list[str]:
    """Where packages come from is the machine's business: no file names a registry's host."""
    return _lines_with(files, _REGISTRIES)


def machine_paths(files: Iterable[Source]) -> list[str]:
    """No file names a folder or a browser of one particular machine."""
    return _lines_with(files, _MACHINE_PATHS)


def _lines_with(files: Iterable[Source], words: tuple[str, ...]) -> list[str]:
    return [
        f"{source.path}:{number} names {word}"
        for source in files
        for number, line in enumerate(source.text.splitlines(), start=1)
        for word in words
        if word in line.lower()
    ]


def unpinned(constraints: Source) -> list[str]:
    """A constraint is a name and one version: no address, no range."""
    return [
        f"{constraints.path}:{number} is not name==version"
        for number, line in enumerate(constraints.text.splitlines(), start=1)
        if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*", line)
    ]


def real_personnummer(files: Iterable[Source]) -> list[str]:
    """Only numbers of the published test series (serial 238x or 239x) stand in the project.

    The complaint says where, never which: it ends in a log.
    """
    return [
        f"{source.path}:{number} holds a personnummer that is not of the test series"
        for source in files
        for number, line in enumerate(source.text.splitlines(), start=1)
        if any(_may_be_a_person(found) for found in _PERSONNUMMER.finditer(line))
    ]


def _may_be_a_person(found: re.Match[str]) -> bool:
    year, month, day, sign, serial = found.groups()
    written_as_one = len(year) == 4 or sign
    a_day = 1 <= int(month) <= 12 and (1 <= int(day) <= 31 or 61 <= int(day) <= 91)
    return bool(written_as_one and a_day and serial not in _TEST_SERIALS)


def long_modules(modules: Iterable[Source]) -> list[str]:
    """A module is short enough to hold in the head."""
    return [
        f"{source.path} has {length} lines"
        for source in modules
        if (length := len(source.text.splitlines())) > LONGEST_MODULE
    ]


def blind_waits(robot: Iterable[Source]) -> list[str]:
    """The robot waits for what it expects to see; a sleep says on its line what it is for."""
    return [
        f"{source.path}:{node.lineno} waits blindly ({name})"
        for source in robot
        for node in ast.walk(source.tree)
        if isinstance(node, ast.expr | ast.stmt) and (name := _blind_wait(node, source)) is not None
    ]


def _blind_wait(node: ast.expr | ast.stmt, source: Source) -> str | None:
    match node:
        case ast.Attribute(attr=name) if name in _BLIND_WAITS:
            return name
        case ast.Constant(value=str() as name) if name in _BLIND_WAITS:
            return name
        case ast.Attribute(value=ast.Name(id="time"), attr="sleep"):
            return "time.sleep"
        case ast.ImportFrom(module="time" | "asyncio" as module, names=names) if "sleep" in {
            n.name for n in names
        }:
            return f"{module}.sleep"
        case ast.Attribute(value=ast.Name(id="asyncio"), attr="sleep"):
            line = source.text.splitlines()[node.lineno - 1]
            return None if _REASONED_SLEEP.search(line) else "asyncio.sleep"
    return None


def silent_modules(modules: Iterable[Source]) -> list[str]:
    """Every module says what it is for."""
    return [f"{source.path} has no docstring" for source in modules if not ast.get_docstring(source.tree)]


def copied_functions(modules: Iterable[Source]) -> list[str]:
    """No function is written twice: a body of some length stands in one place."""
    places: dict[str, list[str]] = defaultdict(list)
    for source in modules:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) >= SHORTEST_COPY:
                body = "\n".join(ast.dump(statement) for statement in node.body)
                places[body].append(f"{source.path}:{node.lineno} {node.name}")
    return [" = ".join(same) for same in places.values() if len(same) > 1]


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.body[0].lineno + 1
