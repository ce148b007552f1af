"""A failure where traces are on leaves one that Playwright's own reader opens, and nobody is found in it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from sqlalchemy import select

from adapters.evidence_folder import EvidenceFolder
from flows.collect import collect
from flows.prepare import known, prepare
from flows.settings import PROJECT
from flows.wiring.sealing import seal_for
from mock_legacy.world.models import Person
from tests.end_to_end.installation import Installation, installed

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
SCENARIO = "single_with_costs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What is kept of an application that met a changed screen: its files by ending, readable."""

    installation: Installation
    files: Mapping[str, bytes]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def failure(mocks: "RunningMocks", tmp_path_factory: pytest.TempPathFactory) -> Failure:
    home = tmp_path_factory.mktemp("traced")
    installation = installed(mocks, home)
    installation.new_world(SCENARIO)
    installation.strike("renamed_label", "skatteverket", "population", text="Namn", new_text="Benämning")
    async with installation.at_work(config_dir=with_traces(home / "config")) as robot:
        await collect(robot)
        await prepare(robot, await known(robot, installation.case_ref(SCENARIO)))
    mocks.platform.faults.clear()
    seal = seal_for(installation.settings)
    kept = (home / "evidence").iterdir()
    return Failure(
        installation=installation,
        files={"".join(file.suffixes): seal.unseal(file.read_bytes()) for file in kept},
    )


def with_traces(folder: Path) -> Path:
    """The project's settings, with traces on in every system."""
    shutil.copytree(PROJECT / "config", folder)
    file = folder / "municipalities" / "exempelstad.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^(    sessions: \d)$", r"\1\n    traces: true", text, flags=re.MULTILINE))
    return folder


async def test_the_trace_lies_sealed_beside_its_piece_of_evidence(failure: Failure) -> None:
    assert set(failure.files) == {".json", ".png", ".trace"}
    settings = failure.installation.settings
    (piece,) = await EvidenceFolder(settings.home / "evidence", seal_for(settings)).pieces()
    assert piece.has_trace


def test_playwrights_own_reader_opens_it_and_tells_what_was_done(failure: Failure, tmp_path: Path) -> None:
    file = tmp_path / "trace.zip"
    file.write_bytes(failure.files[".trace"])

    def told(*words: str) -> str:
        command = [sys.executable, "-m", "playwright", "trace", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert "chromium" in told("open", str(file))
    assert re.search(r"1\. .*\n", told("actions"))


def test_no_person_secret_or_session_is_in_any_byte_of_it(failure: Failure, tmp_path: Path) -> None:
    file = tmp_path / "trace.zip"
    file.write_bytes(failure.files[".trace"])
    shutil.unpack_archive(file, tmp_path / "out")
    parts = [one for one in (tmp_path / "out").rglob("*") if one.is_file()]
    content = "\n".join([str(parts), *(one.read_bytes().decode("utf-8") for one in parts)]).casefold()
    assert "trace.trace" in content
    looked_for = {*of_persons(failure.installation), *of_secrets(failure.installation)}
    assert len(looked_for) > 20
    assert [word for word in looked_for if word.casefold() in content] == []
    assert not re.search(r"cookie|authorization|jsessionid|set-cookie", content)


def of_persons(installation: Installation) -> set[str]:
    with installation.mocks.world.session() as session:
        persons = session.scalars(select(Person)).all()
    return {
        word
        for one in persons
        for word in (one.personnummer, one.personnummer[2:], one.name, one.last_name, one.street)
    }


def of_secrets(installation: Installation) -> set[str]:
    """Every line of every secret that is long enough to be told from other words."""
    files = [file for file in installation.settings.secrets_dir.iterdir() if file.is_file()]
    lines = {line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()}
    return {line for line in lines if len(line) >= 8 and "http" not in line}
