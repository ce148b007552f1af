"""Mutate the law and see what the tests notice: `make mutants`, or `python -m tests.mutation MODULE …`.

Prints the score, and every mutant that lives and is not listed with a reason in `survivors.yaml`.
Exits with 1 when the score is below the least, when a mutant that lives is not listed, or, after a whole
campaign, when a listed one is dead.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tests.mutation.survivors import listed
from tests.mutation.verdicts import Verdicts, forget_alive, read_verdicts
from tests.mutation.workshop import LAW, make_workshop

LEAST = 90
MUTMUT = Path(sys.executable).with_name("mutmut")
FAST = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def main() -> int:
    """Run the campaign and say how it went."""
    options = _options()
    workshop = make_workshop(anew=not (options.again or options.go_on))
    wanted = [f"{'.'.join(LAW.parts)}.{module}.*" for module in options.modules]
    if options.again:
        forget_alive(workshop)
    _run_mutmut(workshop, [*wanted, "--max-children", str(options.processes)])
    return _tell(read_verdicts(workshop), whole=not wanted)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument(
        "modules", nargs="*", help="modules of flows/eligibility, such as outcome or rules.salary"
    )
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--again", action="store_true", help="only those that lived, and changed functions")
    kept.add_argument("--go-on", action="store_true", help="only those that a stopped campaign did not reach")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _run_mutmut(workshop: Path, arguments: list[str]) -> None:
    """Run mutmut with low priority; on a terminal it shows how far it has come, else it writes to a file."""
    log = workshop / "mutmut.log"
    os.nice(10)
    with log.open("w") as file:
        output = None if sys.stdout.isatty() else file
        command = [str(MUTMUT), "run", *arguments]
        ended = subprocess.run(
            command, cwd=workshop, env=os.environ | FAST, stdout=output, stderr=output, check=False
        )
    if ended.returncode:
        raise SystemExit(
            f"mutmut stopped with {ended.returncode}. Do the tests pass without mutants? See {log}."
        )


def _tell(verdicts: Verdicts, *, whole: bool) -> int:
    known = listed()
    alive = [one.survivor for one in verdicts.alive]
    unlisted = [one for one in verdicts.alive if one.survivor not in known]
    dead = [one for one in known if whole and one not in alive]
    score = 100 * verdicts.killed / verdicts.total
    lines = [
        *(
            f"{100 * killed / total:6.1f} %  {killed:4} of {total:4}  {module}"
            for module, (killed, total) in sorted(verdicts.by_module().items())
        ),
        f"{score:6.1f} %  {verdicts.killed} of {verdicts.total} mutants killed; {len(alive)} live.",
        *(f"\nLives, not listed ({one.name}, {one.status}):\n{one.survivor.told()}" for one in unlisted),
        *(f"\nListed, but no such mutant lives: take it out.\n{one.told()}" for one in dead),
    ]
    if score < LEAST:
        lines.append(f"\nThe score must be at least {LEAST} %.")
    sys.stdout.write("\n".join([*lines, ""]))
    return 1 if unlisted or dead or score < LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
