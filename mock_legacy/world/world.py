"""The door to the invented world: one SQLite file in a data directory, and the world's own date.

Knows nothing of pages, logins or scenarios.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from mock_legacy.world.models import Table, WorldSetting
from mock_legacy.world.places import EXEMPELSTAD, PLACES, Place

WORLD_DATE = date(2026, 11, 18)
DATABASE_FILE = "world.sqlite3"


class World:
    """Sessions on the world's database, and its clock.

    A session commits when its block ends well and rolls back when it raises; rows stay readable afterwards.
    """

    def __init__(self, data_dir: Path, engine: Engine) -> None:
        self.data_dir = data_dir
        self.engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give one unit of work."""
        with self._sessions.begin() as session:
            yield session

    def today(self) -> date:
        """Return the world's date, which only the control interface moves."""
        with self.session() as session:
            setting = session.get(WorldSetting, "date")
            return date.fromisoformat(setting.value) if setting else WORLD_DATE

    def place(self) -> Place:
        """Return the municipality whose people live here."""
        with self.session() as session:
            setting = session.get(WorldSetting, "municipality")
            return PLACES[setting.value] if setting else EXEMPELSTAD

    def now(self) -> datetime:
        """Return the world's date with Sweden's time of day, without zone as old systems show it."""
        wall_clock = datetime.now(ZoneInfo("Europe/Stockholm"))
        return datetime.combine(self.today(), wall_clock.time().replace(microsecond=0, tzinfo=None))

    def move_to(self, day: date) -> None:
        """Set the world's date."""
        with self.session() as session:
            session.merge(WorldSetting(name="date", value=day.isoformat()))

    def close(self) -> None:
        """Let go of the database file."""
        self.engine.dispose()


def open_world(data_dir: Path) -> World:
    """Open the world kept in ``data_dir``, creating directory and empty tables where there are none."""
    data_dir.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        f"sqlite:///{data_dir / DATABASE_FILE}",
        connect_args={"check_same_thread": False, "timeout": 15},
        pool_size=20,
        max_overflow=40,
    )
    event.listen(engine, "connect", _prepare_connection)
    _leave_no_other_versions_tables(engine)
    Table.metadata.create_all(engine)
    return World(data_dir, engine)


def _leave_no_other_versions_tables(engine: Engine) -> None:
    """A world that another version of the mock systems has made cannot be read: it is made anew."""
    found = inspect(engine)
    made = set(found.get_table_names())
    for table in Table.metadata.sorted_tables:
        if table.name in made and {one["name"] for one in found.get_columns(table.name)} != {
            column.name for column in table.columns
        }:
            Table.metadata.drop_all(engine)
            return


def _prepare_connection(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Let readers and one writer work side by side; a crash of this process loses nothing."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
