"""Keys from each place there is, in their order; and what is told when none has one."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from adapters import key_sources
from adapters.key_sources import SERVICE, KeyringKeys
from adapters.persistence.seal import NoDataKey, key_id, new_key, sealed_with
from adapters.secrets_folder import SecretTrouble
from flows.console.programs import worker_environment
from flows.errors import SetUpTrouble
from flows.scrubbing import scrubbed
from flows.settings import Settings
from flows.wiring.sealing import HeldKeys, audit_key_for, seal_for
from flows.wiring.sealing import key_sources as sources_of

KEY, OTHER, THIRD = new_key(), new_key(), new_key()


@pytest.fixture(autouse=True)
def nothing_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of the process that runs the tests, no keyring of the machine, and nothing left behind."""
    for name in ("CREDENTIALS_DIRECTORY", "UTKAST_DATA_KEY", "UTKAST_MARK_KEY", "UTKAST_AUDIT_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setattr(key_sources, "_taken", {})


def installation(folder: Path, **changes: object) -> Settings:
    return Settings(home=folder, secrets_dir=folder / "secrets").model_copy(update=changes)


def put(file: Path, text: str, mode: int = 0o600) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=mode)
    file.write_text(f"{text}\n", encoding="utf-8")


def used(settings: Settings) -> str:
    """The id of the key that seals."""
    return sealed_with(seal_for(settings).seal(b"x"))


def test_systemds_credential_comes_first_then_the_folder_then_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = installation(tmp_path)
    monkeypatch.setenv("UTKAST_DATA_KEY", THIRD)
    assert used(settings) == key_id(THIRD)
    put(tmp_path / "secrets" / "data_key", OTHER)
    assert used(settings) == key_id(OTHER)
    put(tmp_path / "handed" / "data_key", KEY)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "handed"))
    assert used(settings) == key_id(KEY)


def test_the_setting_names_one_place_and_no_other_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "secrets" / "data_key", OTHER)
    monkeypatch.setenv("UTKAST_DATA_KEY", THIRD)
    assert used(installation(tmp_path, keys_from="environment")) == key_id(THIRD)
    with pytest.raises(NoDataKey, match="utkast new-key"):
        seal_for(installation(tmp_path, keys_from="credentials"))


def test_no_key_at_all_is_said_with_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoDataKey, match="Make one with `utkast new-key`"):
        seal_for(installation(tmp_path))


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "secrets" / "data_key", KEY)
    (tmp_path / "secrets" / "data_key").chmod(0o644)
    with pytest.raises(SecretTrouble, match="chmod 600"):
        seal_for(installation(tmp_path))


@pytest.mark.parametrize("where", ["environment", "folder"])
def test_a_key_among_the_variables_is_taken_away_wherever_the_keys_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    put(tmp_path / "secrets" / "data_key", OTHER)
    monkeypatch.setenv("UTKAST_DATA_KEY", KEY)
    monkeypatch.setenv("UTKAST_MARK_KEY", THIRD)
    settings = installation(tmp_path, keys_from=where)
    assert used(settings) == used(settings)
    child = [sys.executable, "-c", "import os; print([one for one in os.environ if one.endswith('_KEY')])"]
    said = subprocess.run(child, capture_output=True, text=True, check=True).stdout
    assert "UTKAST" not in said
    assert "UTKAST_DATA_KEY" not in os.environ


def test_prefects_worker_hands_the_variables_on_to_its_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UTKAST_DATA_KEY", KEY)
    assert worker_environment(installation(tmp_path))["UTKAST_DATA_KEY"] == KEY


def test_marks_have_a_key_of_their_own_from_the_same_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "secrets" / "data_key", KEY)
    of_data = seal_for(installation(tmp_path)).mark("x")
    monkeypatch.setenv("UTKAST_MARK_KEY", OTHER)
    assert seal_for(installation(tmp_path)).mark("x") != of_data


def test_keys_that_are_changed_in_the_folder_are_found_and_a_file_that_is_away_changes_nothing(
    tmp_path: Path,
) -> None:
    file = tmp_path / "secrets" / "data_key"
    put(file, KEY)
    held = HeldKeys(sources_of(installation(tmp_path)))
    assert held.read().data == (KEY,)
    assert held.changed() is None
    file.rename(tmp_path / "elsewhere")
    assert held.changed() is None
    put(file, f"{OTHER}\n{KEY}")
    changed = held.changed()
    assert changed is not None
    assert changed.data == (OTHER, KEY)
    assert held.changed() is None


class _Elsewhere:
    """A place that tells nobody of what it has, as the keyring and Prefect do."""

    name = "elsewhere"

    def __init__(self, held: dict[str, str]) -> None:
        self._held = held

    def value(self, secret: str) -> str | None:
        return self._held.get(secret)

    def stamp(self, secret: str) -> object:
        return None


def test_a_key_from_any_place_is_taken_out_of_every_text_from_when_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, older, mark, audit = (new_key() for _ in range(4))
    HeldKeys([_Elsewhere({"data_key": f"{data}\n{older}\n", "mark_key": mark})]).read()
    monkeypatch.setenv("UTKAST_AUDIT_KEY", audit)
    assert audit_key_for(installation(tmp_path)) == audit.encode()
    for key in (data, older, mark, audit):
        assert scrubbed(f"boom {key}") == "boom [hemlighet]"


class _Keyring(ModuleType):
    """A keyring with one secret, as the library shows it."""

    def get_password(self, service: str, username: str) -> str | None:
        return {(SERVICE, "data_key"): KEY}.get((service, username))


def test_the_operating_systems_keyring_is_asked_when_the_places_before_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", _Keyring("keyring"))
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    assert used(installation(tmp_path)) == key_id(KEY)
    put(tmp_path / "secrets" / "data_key", OTHER)
    assert used(installation(tmp_path)) == key_id(OTHER)
    assert used(installation(tmp_path, keys_from="keyring")) == key_id(KEY)


def test_the_library_itself_is_asked_as_it_wants_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "keyring")
    keyring = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend
    from keyring.backends.fail import Keyring as Nowhere

    class InMemory(KeyringBackend):
        priority = 1.0  # type: ignore[assignment]

        def get_password(self, service: str, username: str) -> str | None:
            return {("utkast", "data_key"): KEY}.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            raise NotImplementedError

        def delete_password(self, service: str, username: str) -> None:
            raise NotImplementedError

    before = keyring.get_keyring()
    try:
        keyring.set_keyring(InMemory())
        assert KeyringKeys(required=True).value("data_key") == KEY
        assert KeyringKeys(required=True).value("mark_key") is None
        keyring.set_keyring(Nowhere())
        assert KeyringKeys(required=False).value("data_key") is None
        with pytest.raises(SetUpTrouble, match="does not open here"):
            KeyringKeys(required=True).value("data_key")
    finally:
        keyring.set_keyring(before)


def test_a_keyring_that_is_wanted_and_not_installed_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetUpTrouble, match="extra `keyring`"):
        seal_for(installation(tmp_path, keys_from="keyring"))
