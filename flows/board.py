"""The board of systems that must not be asked any more in this run, and why."""

from flows.errors import SystemBroken, Transient, UtkastError

FAILURES_IN_A_ROW = 3
"""So many transient failures of one system in a row, and the rest of the run does without it."""


class Board:
    """Systems by name, each with the error that stopped it."""

    def __init__(self) -> None:
        self._stopped: dict[str, UtkastError] = {}
        self._in_a_row: dict[str, int] = {}

    def note(self, error: UtkastError) -> None:
        """A failure: a broken system stops at once, an unreachable one after a few in a row."""
        if isinstance(error, SystemBroken):
            self._stopped.setdefault(error.system, error)
        elif isinstance(error, Transient):
            self._in_a_row[error.system] = self._in_a_row.get(error.system, 0) + 1
            if self._in_a_row[error.system] >= FAILURES_IN_A_ROW:
                self._stopped.setdefault(error.system, error)

    def note_success(self) -> None:
        """An application went through: no system is failing in a row."""
        self._in_a_row.clear()

    def stop_for(self, *systems: str) -> UtkastError | None:
        """The error that stopped any of `systems`."""
        return next((self._stopped[name] for name in systems if name in self._stopped), None)

    @property
    def stopped(self) -> tuple[UtkastError, ...]:
        """Every stop of this run."""
        return tuple(self._stopped.values())
