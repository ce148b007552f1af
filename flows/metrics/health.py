"""Whether the installation is well: 200 or 503, and what is wrong in words that name a runbook.

A paused robot is well, and so is one that a system keeps waiting: both are told, for whoever asks why nothing
happens.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.errors import Code, TablesAway
from flows.metrics.exporter import ANSWER_WITHIN_SECONDS
from flows.metrics.seen import BreakerSeen, OtherTables, Watch
from flows.ports import Clock

OTHER_TABLES = "TABLES_OF_ANOTHER_VERSION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing that is wrong, and the page that tells what to do."""

    what: str
    detail: str
    runbook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is wrong, if anything; and what makes a well robot stand still."""

    wrong: Sequence[Wrong] = ()
    paused: Sequence[str] = ()
    stopped: Sequence[BreakerSeen] = ()

    @property
    def status(self) -> int:
        """The HTTP status."""
        return 503 if self.wrong else 200

    def as_json(self) -> Mapping[str, object]:
        """What a monitoring system reads."""
        return {
            "healthy": not self.wrong,
            "wrong": [{"what": one.what, "detail": one.detail, "runbook": one.runbook} for one in self.wrong],
            "paused": list(self.paused),
            "stopped": [
                {"municipality": one.municipality, "system": one.system, "code": one.code}
                for one in self.stopped
            ],
        }


async def examined(watch: Watch, clock: Clock) -> Health:
    """Look, for a few seconds at most."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN_SECONDS):
            await watch.require_our_tables()
            seen = await watch.seen(clock.now(), datetime.now(UTC))
    except OtherTables as other:
        return Health(wrong=(Wrong(what=OTHER_TABLES, detail=str(other), runbook="runbooks/upgrade.md"),))
    except TablesAway as away:
        return _away(away.what)
    except TimeoutError:
        return _away(f"our own database has not answered for {ANSWER_WITHIN_SECONDS:.0f} seconds.")
    return Health(paused=seen.paused, stopped=[one for one in seen.breakers if one.code])


def _away(detail: str) -> Health:
    runbook = f"runbooks/{Code.TABLES_AWAY}.md"
    return Health(wrong=(Wrong(what=Code.TABLES_AWAY, detail=detail, runbook=runbook),))
