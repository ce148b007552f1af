"""The tables brought to a revision that a person names: forward, or back for an older version."""

from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from adapters.persistence.engine import ALONE, Database, alembic_config, standing_revision
from flows.errors import SetUpTrouble

HEAD = "head"


class UnknownRevision(SetUpTrouble):
    """There is no such revision, or the tables have one that this version does not know."""


async def migrated(database: Database, to: str = HEAD) -> tuple[str, str]:
    """The revisions before and after; blank is a database without tables.

    Raises UnknownRevision, and then nothing has changed; TablesAway.
    """
    return await database.alone(lambda connection: _move(connection, to))


def _move(connection: Connection, to: str) -> tuple[str, str]:
    connection.exec_driver_sql(ALONE[connection.dialect.name])
    config, before = alembic_config(connection), standing_revision(connection) or ""
    try:
        scripts = ScriptDirectory.from_config(config).walk_revisions("base", before) if before else ()
        is_back = to in {one.revision for one in scripts} - {before}
        (command.downgrade if is_back else command.upgrade)(config, to)
    except CommandError as cause:
        raise UnknownRevision(f"The tables cannot go from {before or 'nothing'} to {to}: {cause}") from cause
    return before, standing_revision(connection) or ""
