"""`utkast evidence trace`: readable while it is looked at, and gone afterwards."""

from pathlib import Path

import pytest

from adapters.private_file import write_private
from flows.cli import traces
from flows.cli.keys import ensure_key
from flows.cli.trouble import CannotGoOn
from flows.settings import load_settings
from flows.wiring.sealing import seal_for

NAME = "20261118T081402-skatteverket-0011aabb.trace"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UTKAST_ENV_FILE", str(tmp_path / "none.env"))
    monkeypatch.setenv("UTKAST_HOME", str(tmp_path))
    monkeypatch.setenv("UTKAST_SECRETS_DIR", str(tmp_path / "secrets"))
    settings = load_settings()
    ensure_key(settings)
    write_private(tmp_path / "evidence" / NAME, seal_for(settings).seal(b"a trace"))
    return tmp_path


def test_the_viewer_gets_a_private_copy_that_is_gone_when_it_ends(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[tuple[bytes, int, Path]] = []

    def viewed(file: Path, port: int) -> None:
        assert port == 9000
        seen.append((file.read_bytes(), file.stat().st_mode & 0o777, file))

    monkeypatch.setattr(traces, "_viewed", viewed)
    traces.show_trace(NAME, 9000)
    ((content, mode, file),) = seen
    assert (content, mode, file.exists()) == (b"a trace", 0o600, False)
    assert "http://127.0.0.1:9000" in capsys.readouterr().out


@pytest.mark.usefixtures("home")
def test_a_trace_that_is_not_there_is_told() -> None:
    with pytest.raises(CannotGoOn, match="no evidence called"):
        traces.show_trace("../secrets/data_key", 9000)
