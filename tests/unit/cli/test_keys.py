"""`utkast keys`: ids and counts, never a key; an old key goes when nothing is left of it, not before."""

import asyncio
from pathlib import Path

import pytest

from adapters import key_sources
from adapters.persistence.seal import Keys, key_id, new_key
from flows.cli.trouble import CannotGoOn
from flows.errors import SetUpTrouble
from flows.settings import load_settings
from flows.wiring.keys import KeyBox, SealedHere, make_missing_keys, opened_sealed
from flows.wiring.sealing import seal_for
from flows.wiring.store import Store
from tests import examples
from tests.unit.cli.conftest import Terminal

REF = "UTK-9901-100234"


def file() -> Path:
    return load_settings().secrets_dir / "data_key"


def held() -> Keys:
    return Keys.written(file().read_text(encoding="utf-8"))


def collected(terminal: Terminal, ref: str = "100234") -> None:
    async def work(store: Store) -> None:
        await store.work.collect(examples.work_item(ref), examples.application(ref))

    terminal.in_tables(work)


def readable(terminal: Terminal) -> bool:
    async def work(store: Store) -> bool:
        return await store.work.application(REF) == examples.application()

    return terminal.in_tables(work)


def test_a_rotation_from_beginning_to_end(terminal: Terminal) -> None:
    collected(terminal)
    (old,) = held().ids
    code, said = terminal.type("keys", "rotate")
    assert code == 0, said
    new, kept = held().ids
    assert kept == old != new
    assert "2 värden är förseglade om." in said
    assert f"utkast keys retire {old}" in said
    assert file().stat().st_mode & 0o077 == 0
    code, said = terminal.type("keys", "retire", old)
    assert code == 0, said
    assert held().ids == (new,)
    assert readable(terminal)


def test_a_key_that_something_is_sealed_with_is_not_taken_away(terminal: Terminal) -> None:
    collected(terminal)
    (old,) = held().ids
    KeyBox(load_settings()).add()
    KeyBox(load_settings()).begin_to_seal()
    with pytest.raises(CannotGoOn, match=f"2 values are sealed with {old}"):
        terminal.type("keys", "retire", old)
    assert old in held().ids


def test_a_key_that_something_is_sealed_with_as_it_is_taken_away_is_put_back(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected(terminal)
    (old,) = held().ids
    terminal.type("keys", "rotate")
    before, really = file().read_text(encoding="utf-8"), SealedHere.counted
    asked: list[int] = []

    async def counted(self: SealedHere) -> object:
        asked.append(1)
        return await really(self) if len(asked) == 1 else {"work_items": {old: 1, "": 0}}

    monkeypatch.setattr(SealedHere, "counted", counted)
    with pytest.raises(CannotGoOn, match="1 values"):
        terminal.type("keys", "retire", old)
    assert file().read_text(encoding="utf-8") == before


def test_the_key_that_seals_is_never_taken_away(terminal: Terminal) -> None:
    with pytest.raises(CannotGoOn, match="no older key"):
        terminal.type("keys", "retire", held().ids[0])


def test_a_rotation_that_was_cut_off_goes_on_with_the_same_key(terminal: Terminal) -> None:
    collected(terminal)
    KeyBox(load_settings()).add()
    new = KeyBox(load_settings()).begin_to_seal()
    _, said = terminal.type("keys", "rotate")
    assert "2 värden är förseglade om." in said
    assert held().ids[0] == new
    assert len(held().ids) == 2


def test_a_key_is_handed_out_first_and_begins_to_seal_when_it_is_told_to(terminal: Terminal) -> None:
    collected(terminal)
    (old,) = held().ids
    _, said = terminal.type("keys", "add")
    (coming,) = [key_id(one) for one in held().coming]
    assert f"Nyckeln {coming} öppnar och förseglar inte än." in said
    collected(terminal, "100235")
    assert asyncio.run(counts()) == {old: 4}
    terminal.type("keys", "rotate")
    assert held().ids == (coming, old)
    assert asyncio.run(counts()) == {coming: 4}


async def counts() -> dict[str, int]:
    async with opened_sealed(load_settings()) as sealed:
        return dict((await sealed.counted())["work_items"])


def test_ids_and_counts_are_shown_and_no_key(terminal: Terminal) -> None:
    collected(terminal)
    terminal.type("keys", "rotate")
    for words in (("keys",), ("keys", "list")):
        code, said = terminal.type(*words)
        assert code == 0
        assert all(one in said for one in (*held().ids, "förseglar", "öppnar", "Ansökningar", "mark_key"))
        assert not any(key in said for key in held().data)


def test_a_key_that_is_missing_is_shown_as_missing_and_a_rotation_says_so(terminal: Terminal) -> None:
    collected(terminal)
    (lost,) = held().ids
    file().write_text(f"{new_key()}\n", encoding="utf-8")
    assert f"{lost}" in terminal.type("keys", "list")[1]
    assert "SAKNAS" in terminal.type("keys", "list")[1]
    code, said = terminal.type("keys", "rotate")
    assert code == 1
    assert "2 värden öppnas av ingen nyckel här" in said


def test_where_we_may_not_write_the_keys_are_written_to_be_handed_out(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a server: systemd's folder holds a copy, and root puts the written file in its place."""
    collected(terminal)
    (old,) = held().ids
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(file().parent))
    to = tmp_path / "handed-out"
    with pytest.raises(CannotGoOn, match="--to FILE"):
        terminal.type("keys", "rotate")
    with pytest.raises(CannotGoOn, match="keys add --to FILE"):
        terminal.type("keys", "rotate", "--to", str(to))
    for words in (("add",), ("rotate",)):
        code, said = terminal.type("keys", *words, "--to", str(to))
        assert code == 0
        assert str(to) in said
        assert held().ids[0] == old
        to.rename(file())
    assert "2 värden är förseglade om." in terminal.type("keys", "rotate")[1]
    terminal.type("keys", "retire", old, "--to", str(to))
    to.rename(file())
    assert len(held().ids) == 1
    assert readable(terminal)


def test_where_we_may_not_write_marks_must_have_a_key_of_their_own_before_a_key_goes(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file().parent / "mark_key").unlink()
    (old,) = held().ids
    terminal.type("keys", "rotate")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(file().parent))
    with pytest.raises(CannotGoOn, match="mark_key"):
        terminal.type("keys", "retire", old, "--to", str(tmp_path / "to"))


@pytest.mark.parametrize("words", [("keys", "rotate"), ("new-key",)], ids=" ".join)
def test_an_installation_of_before_goes_on_with_its_marks(terminal: Terminal, words: tuple[str, ...]) -> None:
    """It has no mark_key: the oldest data key marks, and goes on to when it is gone as a data key."""
    (file().parent / "mark_key").unlink()
    (old,) = held().ids
    mark = seal_for(load_settings()).mark("199006022397")
    terminal.type(*words)
    assert seal_for(load_settings()).mark("199006022397") == mark
    if words == ("keys", "rotate"):
        terminal.type("keys", "retire", old)
        assert old not in held().ids
    assert (file().parent / "mark_key").exists()
    assert seal_for(load_settings()).mark("199006022397") == mark


def test_a_place_that_cannot_be_written_is_told_and_no_key_is_changed(
    terminal: Terminal, tmp_path: Path
) -> None:
    before = held()
    (taken := tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(SetUpTrouble, match=f"{taken}/to cannot be written: .* No key has been changed"):
        terminal.type("keys", "add", "--to", str(taken / "to"))
    assert held() == before


def test_a_new_installation_has_a_mark_key_that_is_no_data_key(terminal: Terminal) -> None:
    mark = (file().parent / "mark_key").read_text(encoding="utf-8").strip()
    assert mark not in held().data
    assert make_missing_keys(load_settings()) is False
    assert (file().parent / "mark_key").read_text(encoding="utf-8").strip() == mark


def test_keys_in_the_environment_are_never_written_over(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_sources, "_taken", {})
    monkeypatch.setenv("UTKAST_DATA_KEY", new_key())
    monkeypatch.setenv("UTKAST_KEYS_FROM", "environment")
    before = file().read_text(encoding="utf-8")
    with pytest.raises(CannotGoOn, match="environment"):
        terminal.type("keys", "add")
    assert file().read_text(encoding="utf-8") == before
