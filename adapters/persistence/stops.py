"""Stopped systems in SQL; implements `flows.ports.SystemStops`."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from adapters.persistence import tables
from adapters.persistence.engine import Database
from flows.work import SystemStop

Stop = tables.SystemStopRow


class SqlSystemStops:
    """Stops that outlive the run that met them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stop(self, municipality: str, stop: SystemStop) -> None:
        """Remember that a system is stopped; the newest reason stands."""
        try:
            await self._keep(municipality, stop)
        except IntegrityError:
            # Another application met the same refusal at the same moment: now there is a row to renew.
            await self._keep(municipality, stop)

    async def _keep(self, municipality: str, stop: SystemStop) -> None:
        row = Stop(
            municipality=municipality,
            system=stop.system,
            code=stop.code,
            what=stop.what,
            since=stop.since,
            secret_mark=stop.secret_mark,
        )
        async with self._database.session() as session:
            await session.merge(row)

    async def standing(self, municipality: str) -> Sequence[SystemStop]:
        """The stops that stand."""
        wanted = select(Stop).where(Stop.municipality == municipality).order_by(Stop.system)
        async with self._database.session() as session:
            return tuple(_stop_of(row) for row in await session.scalars(wanted))

    async def lift(self, municipality: str, system: str) -> None:
        """Let the system be asked again."""
        gone = delete(Stop).where(Stop.municipality == municipality, Stop.system == system)
        async with self._database.session() as session:
            await session.execute(gone)


def _stop_of(row: tables.SystemStopRow) -> SystemStop:
    return SystemStop(
        system=row.system, code=row.code, what=row.what, since=row.since, secret_mark=row.secret_mark
    )
