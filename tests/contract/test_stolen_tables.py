"""Our tables without the keys tell of nobody: every byte of every column, and of SQLite's files."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.switch import SqlSwitch
from adapters.persistence.tables import Base
from adapters.persistence.work_items import SqlWorkItems
from flows.eligibility.case import Statement
from flows.journal import Pause
from flows.records import Application
from flows.work import Outcome, State
from tests import examples
from tests.household_facts import Case, cost

REF, TOWN, NOW = "UTK-9901-100234", "exempelstad", examples.NOW
MESSAGE = "Kalle Kula på Åvägen 4 har sagt upp oss"
PAUSE = Pause(since=NOW, who="Berit Bertilsson", reason="Berit reser bort")
TOLD = "Ansökan gäller barnet Tuva Tunander."
DIGITS = examples.APPLICANT.digits
PERSONAL = (
    MESSAGE,
    "Åvägen",
    PAUSE.who,
    PAUSE.reason,
    TOLD,
    DIGITS,
    DIGITS[2:],
    f"{DIGITS[:8]}-{DIGITS[8:]}",
    examples.draft().text.verdict,
    "5800",
)
"""What must be nowhere: numbers, names, addresses, free text, what somebody pays for the rent."""


async def filled(database: Database, seal: Seal) -> None:
    """Everything that is ever kept: an application with a message, facts, a draft, an outcome, a pause."""
    work, switch = SqlWorkItems(database, seal), SqlSwitch(database, seal)
    plain: Application = examples.application()
    statement: Statement = replace(plain.statement, message=MESSAGE)
    await work.collect(examples.work_item(), replace(plain, statement=statement))
    await work.claim(REF, "w", NOW)
    case = Case(costs=(cost("RENT", 5800),))
    facts = replace(case.facts(), case_ref=REF)
    await work.keep_assessment(facts, replace(case.assessed(), case_ref=REF), NOW, worker="w")
    await work.keep_draft(examples.draft(), "77", NOW, worker="w")
    await work.settle(REF, Outcome(state=State.NEEDS_HUMAN, explanation=TOLD), NOW, worker="w")
    await switch.pause(TOWN, PAUSE)
    await switch.resume(TOWN, PAUSE.who, NOW)


async def dumped(database: Database) -> bytes:
    """Every value of every column, as a dump of the database has them."""
    values: list[bytes] = []
    async with database.session() as session:
        for table in Base.metadata.sorted_tables:
            for row in await session.execute(select(table)):
                values += [one if isinstance(one, bytes) else str(one).encode() for one in row]
    return b"\n".join(values)


def read(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def found_in(stolen: bytes) -> Sequence[str]:
    return [one for one in PERSONAL if one.encode() in stolen]


async def test_a_dump_of_the_tables_tells_of_nobody(database_url: str) -> None:
    seal = Seal([new_key()])
    async with Database.opened(database_url) as database:
        await filled(database, seal)
        dump = await dumped(database)
        assert REF.encode() in dump
        assert found_in(dump) == []
        application = await SqlWorkItems(database, seal).application(REF)
    assert found_in(repr(application.statement).encode()) == [MESSAGE, "Åvägen", "5800"]


async def test_sqlites_files_tell_of_nobody(tmp_path: Path) -> None:
    async with Database.opened(f"sqlite+aiosqlite:///{tmp_path / 'utkast.db'}") as database:
        await filled(database, Seal([new_key()]))
        # While it is open what was written last is in the file beside it.
        stolen = read(tmp_path)
    assert REF.encode() in stolen["utkast.db-wal"]
    assert {name: found_in(content) for name, content in stolen.items() if found_in(content)} == {}
