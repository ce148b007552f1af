"""The canary would find whatever it looks for: planted in each kind of place, and in each encoding."""

import base64
import gzip
import io
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from mock_legacy.world import open_world
from mock_legacy.world.generator import Recipe, generate
from mock_legacy.world.marked import MARK
from mock_legacy.world.models import CaseFile, InboxInstance, Person
from tests.canary import Search, Wanted, open_to_others, processes_seen
from tests.unit.scrubbing.encodings import ENCODINGS

NAME, NUMBER, SECRET = f"{MARK}bådöfä", "199012312384", "kort&gott-12"
WANTED = Wanted(numbers=frozenset({NUMBER[-10:]}), secrets=frozenset({b"kort&gott-12", b"kort%26gott-12"}))


@pytest.mark.parametrize("encoded", ENCODINGS.values(), ids=ENCODINGS.keys())
def test_a_word_and_a_number_are_found_in_every_encoding(encoded: "object") -> None:
    assert callable(encoded)
    for text in (NAME, NUMBER, "901231-2384", "19901231+2384", "19901231 2384"):
        data = encoded(f"om {text}, i går").encode("utf-8", errors="surrogateescape")
        assert WANTED.found_in(data), text


@pytest.mark.parametrize("written", ["kort&gott-12", "KORT&gott-12", "password=kort%26gott-12;"])
def test_a_secret_is_found(written: str) -> None:
    assert WANTED.found_in(f"x{written}y".encode()) == ["secret"]


@pytest.mark.parametrize(
    "written",
    ["994000037", "8327-9,994 000 037", "83279994000037", "994%20000%20037", "x994-000-037y"],
)
def test_an_account_is_found_with_and_without_its_clearing_number(written: str) -> None:
    found = replace(WANTED, accounts=frozenset({"994000037"})).found_in(f"to {written}, sent".encode())
    assert {one.partition(" ")[0] for one in found} == {"account"}


@pytest.mark.parametrize("figure", ["0.994000037123", "169999994000037", "994000074", "99400003"])
def test_a_longer_figure_is_no_account(figure: str) -> None:
    assert replace(WANTED, accounts=frozenset({"994000037"})).found_in(figure.encode()) == []


@pytest.mark.parametrize("turn", [0, 1, 2])
def test_a_word_is_found_packed_in_base64_and_in_wide_letters(turn: int) -> None:
    text = f"{'x' * turn}{NAME}".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("trace.json", gzip.compress(text))
    for data in (base64.b64encode(text), gzip.compress(text), packed.getvalue(), NAME.encode("utf-16")):
        assert WANTED.found_in(data)


def test_nothing_is_found_where_nothing_is() -> None:
    assert WANTED.found_in(b"UTK-9901-540001 2026-11-18T08:14:00 901231 kr 2384 201012312391") == []


def test_every_kind_of_place_is_looked_through(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    (folder / "deep" / NAME).mkdir(parents=True)
    (folder / "a.log").write_text(f"om {NAME}", encoding="latin-1")
    (folder / "secrets").mkdir()
    (folder / "secrets" / "password").write_text(SECRET, encoding="utf-8")
    database = sqlite3.connect(folder / "prefect.db")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE log (message TEXT)")
    database.execute("INSERT INTO log VALUES (?)", [f"om {NUMBER}"])
    database.commit()
    search = Search(wanted=WANTED)
    search.look_through("home", folder, but=[folder / "secrets"])
    search.look("metrics", f'utkast_items{{name="{NAME}"}} 1')
    database.close()
    where = {found.partition(": word" if ": word" in found else ": number")[0] for found in search.found}
    assert where == {"home: names ", "home a.log", "home prefect.db-wal", "metrics "}
    assert f"Found: {len(search.found)}" in search.told()


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are seen by Linux's own files")
def test_a_process_is_seen_by_its_line_and_its_environment(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "input()", str(tmp_path)]
    with processes_seen(str(tmp_path)) as seen:
        child = subprocess.Popen(command, env={"SECRET": SECRET}, stdin=subprocess.PIPE, text=True)
        while not any(SECRET.encode() in one for one in seen.copy()):
            assert child.poll() is None
        child.communicate("\n")
    search = Search(wanted=WANTED)
    for one in seen:
        search.look("processes", one)
    assert search.found == ["processes : secret"]


def test_a_file_that_others_may_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").touch(mode=0o600)
    (tmp_path / "open").touch(mode=0o640)
    assert open_to_others(tmp_path) == [str(tmp_path / "open")]


def test_the_marked_world_gives_each_person_words_of_their_own_that_are_found(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    generate(world, Recipe(applications=60, marked=True))
    with world.session() as session:
        people = list(session.scalars(select(Person)))
        accounts = list(session.scalars(select(CaseFile.account_number)))
        forms = [one.payload for one in session.scalars(select(InboxInstance))]
    world.close()
    assert len({one.first_name for one in people}) == len(people)
    assert len(set(accounts)) == len(accounts) >= 50
    for person in people:
        for word in (person.first_name, person.last_name, person.street):
            assert WANTED.found_in(word.encode("latin-1"))
    applied = [form for form in forms if b"<applicant>" in form]
    assert len(applied) >= 60
    assert all(WANTED.found_in(form) for form in applied)
