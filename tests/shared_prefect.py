"""Prefect's own server for a test run: started by whichever process of the run needs it first, used by all.

Its start makes its tables one migration after the other: measured 17 seconds of a core, each time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_HOME,
    PREFECT_SERVER_ANALYTICS_ENABLED,
    temporary_settings,
)
from prefect.testing.utilities import prefect_test_harness
from tenacity import RetryError, Retrying, retry_if_result, stop_after_delay, wait_fixed

BEAT_SECONDS = 0.2
MOST_SECONDS = 900.0


@contextmanager
def shared_prefect(folder: Path, process: str, home: Path) -> Iterator[None]:
    """The server of the run whose processes share `folder`; the one that started it ends it as the last."""
    address, users = folder / "prefect-address", folder / "prefect-users"
    lock = FileLock(folder / "prefect-lock")
    users.mkdir(exist_ok=True)
    ours = users / process
    with temporary_settings({PREFECT_HOME: home, PREFECT_SERVER_ANALYTICS_ENABLED: False}):
        lock.acquire()
        try:
            ours.touch()
            if address.exists():
                lock.release()
                with temporary_settings({PREFECT_API_URL: address.read_text(encoding="ascii")}):
                    yield
                return
            with prefect_test_harness(server_startup_timeout=170):
                address.write_text(str(PREFECT_API_URL.value()), encoding="ascii")
                lock.release()
                yield
                ours.unlink()
                _until_nobody_needs_it(users, address, lock)
        finally:
            ours.unlink(missing_ok=True)
            lock.release(force=True)


def _until_nobody_needs_it(users: Path, address: Path, lock: FileLock) -> None:
    """Wait for the others, and let nobody begin to use it from then on. Raises TimeoutError."""
    waiting = Retrying(
        retry=retry_if_result(lambda left: not left),
        wait=wait_fixed(BEAT_SECONDS),
        stop=stop_after_delay(MOST_SECONDS),
    )
    try:
        waiting(_is_left, users, address, lock)
    except RetryError as late:
        who = ", ".join(sorted(user.name for user in users.iterdir()))
        raise TimeoutError(f"after {MOST_SECONDS:.0f} s Prefect's server is still used by {who}") from late


def _is_left(users: Path, address: Path, lock: FileLock) -> bool:
    with lock:
        if any(users.iterdir()):
            return False
        address.unlink()
        return True
