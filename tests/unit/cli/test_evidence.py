"""Evidence lies sealed; IT opens one piece at a time, and only what lies in the evidence folder."""

from pathlib import Path

import pytest

from adapters.persistence.seal import Seal, new_key
from flows.cli import evidence
from flows.cli.trouble import CannotGoOn

OUTLINE = b'{"system": "almanda", "screen": "draft"}'
NAME = "20261118T223100-almanda-0a1b2c3d.json"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one sealed outline, and settings that lead there alone."""
    monkeypatch.setenv("UTKAST_ENV_FILE", str(tmp_path / "none.env"))
    monkeypatch.setenv("UTKAST_HOME", str(tmp_path))
    monkeypatch.setenv("UTKAST_SECRETS_DIR", str(tmp_path / "secrets"))
    key = new_key()
    secret = tmp_path / "secrets" / "data_key"
    secret.parent.mkdir()
    secret.touch(mode=0o600)
    secret.write_text(key)
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / NAME).write_bytes(Seal([key]).seal(OUTLINE))
    return tmp_path


def test_a_sealed_outline_is_listed_and_opened(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evidence.show()
    evidence.open_one(NAME, home / "seen.json")
    assert NAME in capsys.readouterr().out
    assert (home / "seen.json").read_bytes() == OUTLINE


def test_what_was_opened_can_be_read_by_its_owner_alone(home: Path) -> None:
    evidence.open_one(NAME, home / "seen.json")
    assert (home / "seen.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["gone.json", "../secrets/data_key", "."])
def test_only_what_lies_in_the_evidence_folder_is_opened(home: Path, name: str) -> None:
    with pytest.raises(CannotGoOn, match="evidence list"):
        evidence.open_one(name, home / "seen")
    assert not (home / "seen").exists()


def test_no_evidence_is_said_plainly(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "evidence" / NAME).unlink()
    evidence.show()
    assert "Inga bevis" in capsys.readouterr().out
