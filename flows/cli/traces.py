"""`utkast evidence trace`: a trace in Playwright's own viewer, readable for as long as it is looked at."""

import subprocess
import sys
import tempfile
from pathlib import Path

from flows.cli.evidence import readable
from flows.cli.terminal import Terminal

console = Terminal()
THIS_MACHINE = "127.0.0.1"


def show_trace(name: str, port: int) -> None:
    """Serve the viewer on this machine until Ctrl-C; the readable copy is gone when this returns.

    Raises CannotGoOn when there is no trace of that name.
    """
    content = readable(name)
    with tempfile.TemporaryDirectory(prefix="utkast-") as folder:
        file = Path(folder) / "trace.zip"
        file.touch(mode=0o600)
        file.write_bytes(content)
        console.print(f"Spårningen visas på http://{THIS_MACHINE}:{port} tills du trycker Ctrl-C.")
        console.print(f"Från en annan dator: ssh -L {port}:{THIS_MACHINE}:{port} hit, och samma adress där.")
        _viewed(file, port)


def _viewed(file: Path, port: int) -> None:
    viewer = [sys.executable, "-m", "playwright", "show-trace", "--host", THIS_MACHINE, "--port", str(port)]
    with subprocess.Popen([*viewer, str(file)]) as running:  # noqa: S603 - Playwright of this environment
        try:
            running.wait()
        except KeyboardInterrupt:
            running.terminate()
