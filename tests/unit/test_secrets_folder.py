"""A secret is read when it is nobody else's to read, and the message names the file and never the value."""

from pathlib import Path

import pytest

from adapters.secrets_folder import SecretsFolder, SecretTrouble


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "almanda.utkast-01.password"
    file.write_text("hemligt\n", encoding="utf-8")
    return file


def test_a_secret_that_only_its_owner_reads_is_read(secret: Path) -> None:
    secret.chmod(0o600)
    assert SecretsFolder(secret.parent).value(secret.name) == "hemligt"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644])
def test_a_secret_that_others_may_read_or_change_is_refused(secret: Path, mode: int) -> None:
    secret.chmod(mode)
    with pytest.raises(SecretTrouble, match="chmod 600") as told:
        SecretsFolder(secret.parent).value(secret.name)
    assert "hemligt" not in str(told.value)


def test_systemd_lets_a_unit_in_by_what_looks_like_the_groups_right(
    secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(secret.parent))
    secret.chmod(0o440)
    assert SecretsFolder(secret.parent).value(secret.name) == "hemligt"
    secret.chmod(0o444)
    with pytest.raises(SecretTrouble):
        SecretsFolder(secret.parent).value(secret.name)


def test_another_folder_is_not_systemds(
    secret: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "elsewhere"))
    secret.chmod(0o440)
    with pytest.raises(SecretTrouble):
        SecretsFolder(secret.parent).value(secret.name)
