"""Say which pinned packages have known weaknesses: `make audit-packages`, by pip-audit.

What is known of weaknesses is asked of the package index and, if that has nothing to tell, of OSV: both are
pip-audit's own places. Where neither can be reached that is said, and nothing is called audited.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

LISTS = ("requirements-dev.lock", ".ci/tools.lock")
SERVICES = ("pypi", "osv")
SOUND, WEAK, NOT_AUDITED = 0, 1, 2
Report = Mapping[str, Any]


def asked(program: Path, service: str, lists: Sequence[str]) -> Report | None:
    """What the service knows of the pinned packages; None when it did not answer."""
    command = [str(program), "--vulnerability-service", service, "--format", "json", "--timeout", "15"]
    command += ["--progress-spinner", "off", "--require-hashes", "--disable-pip"]
    for one in lists:
        command += ["--requirement", one]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a tool of ours
    try:
        report: Report = json.loads(ran.stdout)
    except ValueError:
        return None
    return report


def told(report: Report | None) -> tuple[int, list[str]]:
    """The exit code, and in sentences what was found."""
    packages = report["dependencies"] if report else []
    known = [one for one in packages if "vulns" in one]
    weak = [f"{one['name']} {one['version']}: {_weakness(this)}" for one in known for this in one["vulns"]]
    unknown = sorted({one["name"] for one in packages if "vulns" not in one})
    if not known:
        return NOT_AUDITED, ["NOT AUDITED: no list of known weaknesses could be reached from this machine."]
    sentences = [*weak, f"{len(known)} packages audited, {len(weak)} known weaknesses."]
    if unknown:
        sentences.append(f"NOT AUDITED, for nothing is known of them: {', '.join(unknown)}.")
    return (WEAK if weak else NOT_AUDITED if unknown else SOUND), sentences


def _weakness(one: Mapping[str, Any]) -> str:
    mended = ", ".join(one.get("fix_versions", ())) or "no version yet"
    return f"{one['id']}, mended in {mended}"


def audit(ask: Callable[[str], Report | None]) -> tuple[int, list[str]]:
    """The first service that knows of any package is the one that is told of."""
    for service in SERVICES:
        code, sentences = told(ask(service))
        if len(sentences) > 1 or code != NOT_AUDITED:
            return code, [f"Asked of {service}.", *sentences]
    return code, sentences


def main(folder: str) -> int:
    """0 when every package was audited and is sound, 1 with a weakness, 2 when not all could be audited."""
    code, sentences = audit(lambda service: asked(Path(folder) / "pip-audit", service, LISTS))
    sys.stdout.write("\n".join(sentences) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
