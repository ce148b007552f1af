"""The folder where mutants are made: a copy of what the law's tests need, laid out for mutmut.

mutmut passes over decorated functions, and the law's smallest questions are properties.
In the copy each property is therefore written `norm = property(norm)` after a plain function: the same to
Python, and a function that mutmut mutates.
"""

import os
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKSHOP = ROOT / "build" / "mutants"
LAW = Path("flows/eligibility")
PARTS = ("flows", "adapters", "bots", "config", "docs", "tests", "README.md", "pyproject.toml")
"""The bots, the documents and README.md are read by tests that stand beside the law's."""
_NOT_COPIED = shutil.ignore_patterns("__pycache__", "browser", "benchmarks", "caseworker", "end_to_end")
_PROPERTY = re.compile(
    r"^ {4}@property\n(?P<function> {4}def (?P<name>\w+)\(self\).*\n(?:(?: {5,}.*)?\n)*?)(?=^ {0,4}\S|\Z)",
    re.MULTILINE,
)


def make_workshop(*, anew: bool) -> Path:
    """Copy what is needed; keep the verdicts on unchanged functions unless everything is to be done anew."""
    if anew and WORKSHOP.exists():
        shutil.rmtree(WORKSHOP)
    fresh = WORKSHOP.with_name("mutants-fresh")
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    for part in PARTS:
        _copy(ROOT / part, fresh / part)
    for source in sorted((fresh / LAW).rglob("*.py")):
        source.write_text(plain_functions(source.read_text("utf-8")), "utf-8")
    _keep_unchanged(fresh)
    return WORKSHOP


def plain_functions(source: str) -> str:
    """The source with each property as a plain function that is made a property on the line after it."""

    def plain(found: re.Match[str]) -> str:
        function, name = found["function"].rstrip("\n"), found["name"]
        return f"{function}\n\n    {name} = property({name})\n\n"

    return _PROPERTY.sub(plain, source)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=_NOT_COPIED)
    elif source.exists():
        shutil.copy2(source, target)


def _keep_unchanged(fresh: Path) -> None:
    """Put the fresh copy in place; a file that is the same keeps its age, which is what mutmut looks at."""
    WORKSHOP.mkdir(exist_ok=True)
    verdicts = WORKSHOP / "mutants"
    for part in PARTS:
        old, new = WORKSHOP / part, fresh / part
        for file in (one for one in new.rglob("*") if one.is_file()):
            before = old / file.relative_to(new)
            if before.exists() and before.read_bytes() == file.read_bytes():
                age = before.stat()
                os.utime(file, ns=(age.st_atime_ns, age.st_mtime_ns))
        if old.is_dir():
            shutil.rmtree(old)
        if new.exists():
            new.replace(old)
        if verdicts.exists() and part != "flows":
            shutil.rmtree(verdicts / part, ignore_errors=True)
    shutil.rmtree(fresh)
