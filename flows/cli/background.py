"""Programs that a command leaves running: each in a session of its own, known again by its pid file.

Stopped is exactly what was started: another process may have been given the number since, most of all after
the machine has been started anew. So the file says when it began beside its number; of one that an earlier
version wrote, which has the number alone, a word of the command line has to do.
"""

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from tenacity import RetryError, Retrying, retry_if_result, stop_after_delay, wait_fixed

from flows.cli.trouble import CannotGoOn

SAME_BEGINNING_SECONDS = 60.0
"""A process's beginning is reckoned from the machine's clock, which may have been set since."""
_STARTED: "dict[int, subprocess.Popen[bytes]]" = {}
"""What this command itself has started: only who starts a program hears that it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """One program. `mark` is a word of its command line, `pid_file` where it is noted."""

    name: str
    mark: str
    pid_file: Path
    log: Path

    def start(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        """Start it; what it says goes to its log."""
        for folder in (self.pid_file.parent, self.log.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own programs, arguments that typer has checked
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _STARTED[process.pid] = process
        began = psutil.Process(process.pid).create_time()
        self.pid_file.write_text(f"{process.pid} {began}", encoding="utf-8")

    def running(self) -> int | None:
        """Its number, if it still runs."""
        if not self.pid_file.exists():
            return None
        number, *began = self.pid_file.read_text(encoding="utf-8").split()
        if self._is_ours(int(number), *map(float, began)):
            return int(number)
        self.pid_file.unlink()
        return None

    def _is_ours(self, process: int, began: float | None = None) -> bool:
        """Whether it is there and ours. For a moment after its start nothing stands on its line yet."""
        try:
            there = psutil.Process(process)
            line, lives = there.cmdline(), there.status() != psutil.STATUS_ZOMBIE
            if began is not None and abs(there.create_time() - began) > SAME_BEGINNING_SECONDS:
                return False
        except psutil.NoSuchProcess:
            line, lives = [], False
        if not lives:
            with suppress(ChildProcessError):  # most often it was started by a command that has ended
                os.waitpid(process, os.WNOHANG)
        return lives and (not line or self.mark in " ".join(line))

    def until_ready(self, is_ready: Callable[[], bool], *, within: float) -> None:
        """Wait for it. Raises CannotGoOn when it ends, or is not ready in so many seconds."""
        asked = Retrying(
            stop=stop_after_delay(within), wait=wait_fixed(0.2), retry=retry_if_result(lambda ok: not ok)
        )
        try:
            asked(lambda: self.running() is None or is_ready())
        except RetryError:
            raise CannotGoOn(
                f"{self.name} did not answer in time. Read {self.log}. "
                "If it is only slow: the same command again goes on where this one ended."
            ) from None
        if self.running() is None:
            raise CannotGoOn(f"{self.name} ended at once: {self._last_words()} Read {self.log}.")

    def _last_words(self) -> str:
        """What it said last, as a sentence."""
        said = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return f"{said[-1].rstrip('.')}." if said else "it said nothing."

    def stop(self, *, within: float) -> bool:
        """Ask it to end and wait until it has; False when it does not run. Raises CannotGoOn."""
        process = self.running()
        if process is None:
            return False
        os.kill(process, signal.SIGTERM)
        gone = Retrying(stop=stop_after_delay(within), wait=wait_fixed(0.05), retry=retry_if_result(bool))
        try:
            gone(self.running)
        except RetryError:
            raise CannotGoOn(f"{self.name} did not end when asked to. Read {self.log}.") from None
        return True
