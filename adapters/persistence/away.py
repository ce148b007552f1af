"""A database that is away for a moment, told from a question that is wrong.

Seen with a PostgreSQL that is stopped, killed, starting or silent, and with a SQLite file that another
process keeps locked.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from flows.errors import Code, TablesAway

AWAY_CLASSES = ("08", "53", "57")
"""PostgreSQL's classes of errors: the connection, too few resources, an operator who stops or starts it."""
AWAY_CODES = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
)
NEXT_STEP = "See that the database is up and has room; what was at hand is taken up again by itself."


@contextmanager
def tables_that_may_be_away() -> Iterator[None]:
    """Raise TablesAway from a cause that will pass; let every other error out as it is.

    A connection that was cut while it committed leaves it unsaid whether the change was made.
    """
    try:
        yield
    except (OSError, NoConnectionFree) as cause:
        raise _away(type(cause).__name__) from cause
    except DBAPIError as cause:
        if not _is_away(cause):
            raise
        raise _away(_sqlstate(cause.orig) or type(cause.orig).__name__) from cause
    except Exception as cause:
        # SQLAlchemy 2.0 lets the driver's own error out when a connection cannot be made; the driver is not
        # imported here, for who has SQLite needs none.
        if not _sqlstate(cause).startswith(AWAY_CLASSES):
            raise
        raise _away(_sqlstate(cause)) from cause


def _away(kind: str) -> TablesAway:
    return TablesAway(Code.TABLES_AWAY, f"our own database does not answer ({kind}).", next_step=NEXT_STEP)


def _is_away(error: DBAPIError) -> bool:
    if error.connection_invalidated or _sqlstate(error.orig).startswith(AWAY_CLASSES):
        return True
    # SQLite tells the kind of trouble in the lowest eight bits.
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in AWAY_CODES


def _sqlstate(error: BaseException | None) -> str:
    return getattr(error, "sqlstate", None) or ""
