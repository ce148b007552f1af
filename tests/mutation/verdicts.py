"""What mutmut found, read from the files it leaves in the workshop."""

import contextlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import orig_function_and_class_names_from_key

from tests.mutation.survivors import Survivor
from tests.mutation.workshop import LAW

KILLED = {"killed", "timeout", "segfault"}
NOT_TRIED = "not checked"
_MARKS = ("---", "+++", "@@")


@dataclass(frozen=True)
class Alive:
    """A mutant that the tests did not notice, by mutmut's name and by what it does."""

    name: str
    status: str
    survivor: Survivor


@dataclass(frozen=True)
class Verdicts:
    """One campaign: how each mutant that was tried ended, and those that live."""

    statuses: dict[str, str]
    alive: tuple[Alive, ...]

    @property
    def total(self) -> int:
        """Mutants tried."""
        return len(self.statuses)

    @property
    def killed(self) -> int:
        """Mutants that the tests noticed."""
        return self.total - len(self.alive)

    def by_module(self) -> dict[str, tuple[int, int]]:
        """Killed and tried, for each module of the law."""
        tried = Counter(_module(name) for name in self.statuses)
        killed = Counter(_module(name) for name, status in self.statuses.items() if status in KILLED)
        return {module: (killed[module], number) for module, number in tried.items()}


def read_verdicts(workshop: Path) -> Verdicts:
    """The verdicts on every mutant that was tried."""
    statuses, alive = {}, []
    with contextlib.chdir(workshop):
        for path, name, code in _results():
            status = status_by_exit_code[code]
            if status == NOT_TRIED:
                continue
            statuses[name] = status
            if status not in KILLED:
                alive.append(Alive(name=name, status=status, survivor=_survivor(name, path)))
    return Verdicts(statuses=statuses, alive=tuple(alive))


def forget_alive(workshop: Path) -> None:
    """Let those that lived be tried again: new tests may notice them."""
    for meta in (workshop / "mutants" / LAW).rglob("*.meta"):
        kept = json.loads(meta.read_text("utf-8"))
        codes = kept["exit_code_by_key"]
        for name, code in codes.items():
            codes[name] = code if status_by_exit_code[code] in KILLED else None
        meta.write_text(json.dumps(kept, indent=4), "utf-8")


def _results() -> Iterator[tuple[Path, str, int | None]]:
    for meta in sorted((Path("mutants") / LAW).rglob("*.meta")):
        path = meta.relative_to("mutants").with_suffix("")
        for name, code in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items():
            yield path, name, code


def _module(name: str) -> str:
    return name.removeprefix(f"{'.'.join(LAW.parts)}.").rpartition(".")[0]


def _survivor(name: str, path: Path) -> Survivor:
    function, of_class = orig_function_and_class_names_from_key(name)
    where = ".".join(part for part in (_module(name), of_class, function) if part)
    diff = get_diff_for_mutant(name, path=path).splitlines()
    lines = [line for line in diff if not line.startswith(_MARKS)]
    return Survivor(where=where, was=_changed(lines, "-"), became=_changed(lines, "+"))


def _changed(lines: list[str], sign: str) -> str:
    return " ".join(line[1:].strip() for line in lines if line.startswith(sign))
