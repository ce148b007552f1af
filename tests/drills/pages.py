"""A runbook as those read it who follow it: the commands of its Diagnosis and of its Mitigation, in order."""

import re
from dataclasses import dataclass
from pathlib import Path

RUNBOOKS = Path(__file__).resolve().parents[2] / "runbooks"
NOT_DRILLED = {"make": "its tests are run by themselves", "journalctl": "the machine's own journal"}
"""What a drill does not type, by the first word of the line."""
SECRETS, SERVERS_SECRETS = ".utkast/secrets", "/etc/utkast/credentials"
"""Where the pages say that the secrets lie: where somebody tries the robot, and on a server."""
_BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One runbook's commands."""

    name: str
    diagnosis: tuple[str, ...]
    mitigation: tuple[str, ...]


def page(name: str) -> Page:
    """The runbook called so. Raises FileNotFoundError when there is none."""
    parts = _HEADING.split((RUNBOOKS / f"{name}.md").read_text(encoding="utf-8"))
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    return Page(
        name=name, diagnosis=_commands(sections["Diagnosis"]), mitigation=_commands(sections["Mitigation"])
    )


def is_for(line: str, *, server: bool) -> bool:
    """Whether the line is typed there: a secret is written in one place or in the other."""
    on_a_server_alone = SERVERS_SECRETS in line or line.startswith(("systemctl ", "sudo "))
    elsewhere_alone = line.startswith("install ") and SECRETS in line
    return not (elsewhere_alone if server else on_a_server_alone)


def _commands(text: str) -> tuple[str, ...]:
    lines = (line for block in _BLOCK.findall(text) for line in block.splitlines())
    return tuple(line for line in lines if line and line.split()[0] not in NOT_DRILLED)
