"""A statement that fails leaves no cursor to the garbage collector, in ours and in Prefect's server."""

from collections import Counter
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.persistence import engine, sqlite_file

NOWHERE = text("SELECT 1 FROM nowhere")


class Counted(sqlite_file.ClosingCursor):
    """Tells what was made and closed."""

    told: ClassVar[Counter[str]] = Counter()

    def __init__(self, *asked: object) -> None:
        super().__init__(*asked)  # type: ignore[arg-type]
        self.told["made"] += 1

    def close(self) -> None:
        """As every cursor is."""
        super().close()
        self.told["closed"] += 1


def ours(url: str) -> AsyncEngine:
    """As our own tables are opened."""
    return engine._engine(url)


def somebody_elses(url: str) -> AsyncEngine:
    """As Prefect's server opens its own, with our plugin loaded."""
    (plugin,) = entry_points(group="prefect.collections", name="utkast")
    plugin.load()
    return create_async_engine(url, connect_args={"timeout": 1.0})


@pytest.mark.parametrize("rows", [None, [{"one": 1}, {"one": 2}]], ids=["once", "for many rows"])
@pytest.mark.parametrize("opened", [ours, somebody_elses])
async def test_the_cursor_of_a_failed_statement_is_closed(
    opened: Callable[[str], AsyncEngine],
    rows: list[dict[str, int]] | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sqlite_file, "ClosingCursor", Counted)
    Counted.told.clear()
    tables = opened(f"sqlite+aiosqlite:///{tmp_path / 'some.db'}")
    async with tables.connect() as connection:
        with pytest.raises(OperationalError, match="no such table"):
            await connection.execute(NOWHERE, rows)
        assert Counted.told["made"]
        assert Counted.told["closed"] == Counted.told["made"]
    await tables.dispose()


async def test_a_connection_from_before_is_replaced_when_it_is_asked_for(tmp_path: Path) -> None:
    sqlite_file.close_failed_cursors()
    tables = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'some.db'}")
    seen = []
    for from_before in (True, False, False):
        async with tables.connect() as connection:
            driver = await connection.get_raw_connection()
            seen.append(driver.driver_connection)
            if from_before:
                driver.info.clear()
    assert seen[0] is not seen[1]
    assert seen[1] is seen[2]
    await tables.dispose()
