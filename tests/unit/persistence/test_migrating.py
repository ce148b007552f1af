"""Our tables by a person's word: to the newest revision, back to an older one, and never half-way."""

from pathlib import Path

import pytest
import pytest_asyncio

from adapters.persistence.engine import NEWEST, Database
from adapters.persistence.migrating import UnknownRevision, migrated
from tests.databases import empty_postgresql, empty_sqlite


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return empty_sqlite(tmp_path)
    return await empty_postgresql(request.getfixturevalue("postgresql_folder"))


async def test_the_tables_go_forward_back_and_forward_again(url: str) -> None:
    async with Database.as_it_is(url) as database:
        assert await migrated(database) == ("", NEWEST)
        assert await migrated(database) == (NEWEST, NEWEST)
        assert await migrated(database, "0001") == (NEWEST, "0001")
        assert await migrated(database, NEWEST) == ("0001", NEWEST)


async def test_a_revision_that_nobody_knows_changes_nothing(url: str) -> None:
    async with Database.as_it_is(url) as database:
        await migrated(database)
        with pytest.raises(UnknownRevision, match="9999"):
            await migrated(database, "9999")
        assert await database.revision() == NEWEST
