"""The mock systems as a process of their own, and what their owners can be asked and told about them.

Everything here goes over the control interface: nothing knows the robot.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from tests.trust import TRUST

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """The running systems. `data_dir` holds their world, `handed_over` the secrets of the accounts."""

    data_dir: Path
    handed_over: Path
    urls: Mapping[str, str]
    control_url: str
    world_date: str

    def records(self, what: str, **chosen: str) -> Sequence[Record]:
        """The systems' own records, such as `state/drafts`."""
        answer = httpx.get(f"{self.control_url}/{what}", params=chosen, verify=TRUST, timeout=120)
        rows: Sequence[Record] = answer.raise_for_status().json()
        return rows

    def asked(self) -> int:
        """How many requests have come so far: how far a campaign has come, however slow the machine is."""
        counts = httpx.get(f"{self.control_url}/state", verify=TRUST, timeout=60).raise_for_status().json()
        return int(counts["requests"])

    def strike(self, kind: str, **order: object) -> None:
        """Put a fault in force."""
        self._post("faults", {"kind": kind, **order})

    def schedule(self, **order: object) -> None:
        """Put random faults from a seed in force."""
        self._post("faults/schedule", order)

    def lift_faults(self) -> None:
        """Let everything work again."""
        httpx.delete(f"{self.control_url}/faults", verify=TRUST, timeout=30).raise_for_status()

    def unlock_accounts(self) -> None:
        """Let locked accounts in again, as a system's owner does."""
        self._post("accounts/unlock", {})

    def change_password(self, system: str, account: str) -> str:
        """The system's owner gives an account another password; it is the answer."""
        told: str = self._post("accounts/password", {"system": system, "account": account}).json()["password"]
        return told

    def new_world(self, **order: object) -> None:
        """Make the world anew; the accounts stay."""
        self._post("reset", order)

    def _post(self, what: str, order: Mapping[str, object]) -> httpx.Response:
        address = f"{self.control_url}/{what}"
        return httpx.post(address, json=dict(order), verify=TRUST, timeout=600).raise_for_status()


@contextmanager
def running_town(folder: Path, *options: str) -> Iterator[Town]:
    """The systems in `folder`, started with `options` of their command, for as long as the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "mock_legacy",
        "--plain",
        "--ports",
        "auto",
        "--data-dir",
        str(folder),
        *options,
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield _answering(folder, process)
        finally:
            process.terminate()


@retry(
    retry=retry_if_exception_type((FileNotFoundError, httpx.TransportError)),
    stop=stop_after_delay(120),
    wait=wait_fixed(0.1),
    reraise=True,
)
def _answering(folder: Path, process: "subprocess.Popen[bytes]") -> Town:
    if process.poll() is not None:
        raise RuntimeError(f"the mock systems ended with {process.returncode}; their words are above")
    handed_over = folder / "credentials"
    told = json.loads((handed_over / "endpoints.json").read_text(encoding="utf-8"))
    httpx.get(f"{told['control_url']}/state", verify=TRUST, timeout=30).raise_for_status()
    return Town(
        data_dir=folder,
        handed_over=handed_over,
        urls={name: system["base_url"] for name, system in told["systems"].items()},
        control_url=told["control_url"],
        world_date=told["world_date"],
    )
