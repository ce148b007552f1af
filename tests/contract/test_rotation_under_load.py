"""Keys are changed while workers are at work: everything they keep can be read with the new key alone."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.persistence.seal import Keys
from flows.cli import keys
from flows.settings import load_settings
from flows.wiring.keys import opened_sealed
from flows.wiring.store import opened_store
from tests import examples
from tests.databases import our_postgresql, our_sqlite
from tests.keyholders import TOLD, keyholders

pytestmark = pytest.mark.timeout(600)
AT_A_TIME = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many processes keep things in which database, and how often the key is changed under them."""

    database: str
    workers: int
    rotations: int


LOADS = [
    pytest.param(Load(database="sqlite", workers=2, rotations=1), id="sqlite"),
    pytest.param(Load(database="sqlite", workers=4, rotations=3), id="four", marks=pytest.mark.campaign),
    pytest.param(Load(database="postgresql", workers=6, rotations=3), id="six", marks=pytest.mark.campaign),
]


@pytest.mark.parametrize("load", LOADS)
async def test_nothing_is_lost_that_workers_keep_while_keys_are_changed(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    load: Load,
) -> None:
    url = (
        await our_sqlite(tmp_path)
        if load.database == "sqlite"
        else await our_postgresql(request.getfixturevalue("postgresql_folder"))
    )
    ours = {
        "UTKAST_HOME": str(tmp_path),
        "UTKAST_SECRETS_DIR": str(tmp_path / "secrets"),
        "UTKAST_ENV_FILE": str(tmp_path / "none.env"),
        "UTKAST_DATABASE_URL": url,
    }
    for name, value in ours.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    keys.ensure_key(settings)
    file = settings.secrets_dir / "data_key"
    first = Keys.written(file.read_text(encoding="utf-8"))
    kept: list[str] = []
    async with keyholders(load.workers, os.environ) as hired:
        for _ in range(load.rotations):
            for one in hired:
                kept += await one.kept(AT_A_TIME)
            assert await asyncio.to_thread(keys.rotate, None) == 0
        for one in hired:
            kept += await one.kept(AT_A_TIME)
        for one in hired:
            kept += await one.ended()
    assert await asyncio.to_thread(keys.rotate, None) == 0
    for old in Keys.written(file.read_text(encoding="utf-8")).ids[1:]:
        await asyncio.to_thread(keys.retire, old, None)
    assert Keys.written(file.read_text(encoding="utf-8")).ids[0] not in first.ids
    assert len(kept) == len(set(kept)) >= load.workers * AT_A_TIME * (load.rotations + 1)
    await require_all_there(kept)


async def require_all_there(kept: list[str]) -> None:
    """Each application, draft and explanation, opened with what is left of the keys."""
    settings = load_settings()
    async with opened_sealed(settings) as sealed:
        assert {len(one) for one in (await sealed.counted()).values()} <= {0, 1}
    async with opened_store(settings) as store:
        items = {one.case_ref: one for one in await store.work.listed("exempelstad")}
        assert set(items) == set(kept)
        for ref in kept:
            number = ref.rpartition("-")[2]
            assert items[ref].outcome == TOLD
            assert await store.work.application(ref) == examples.application(number)
            assert await store.work.draft(ref) == examples.draft(number)
