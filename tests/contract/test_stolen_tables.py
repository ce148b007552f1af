"""Our tables without the keys tell of nobody: every byte of every column, and of SQLite's files."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from adapters.persistence.audit import SqlAuditLog
from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.switch import SqlSwitch
from adapters.persistence.tables import Base, Sealed
from adapters.persistence.work_items import SqlWorkItems
from flows.audit import Act, Deed
from flows.eligibility.case import Statement
from flows.eligibility.period import Period
from flows.journal import Pause
from flows.records import Application, DraftRow
from flows.work import Ordered, Outcome, State
from tests import examples
from tests.household_facts import APPLICANT, Case, cost, declared

REF, TOWN, NOW = "UTK-9901-100234", "exempelstad", examples.NOW
MESSAGE = "Kalle Kula på Åvägen 4 har sagt upp oss"
PAUSE = Pause(since=NOW, who="Berit Bertilsson", reason="Berit reser bort")
TOLD = "Ansökan gäller barnet Tuva Tunander."
EMPLOYER, SIGNATURE = "Qvistbergas Bageri", "disa.djurberg"
RENT = 58_431_726
"""Kronor, of no real rent: so many digits do not stand by chance within what is sealed, as four did."""
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
    str(RENT),
    EMPLOYER,
    SIGNATURE,
)
"""What must be nowhere: numbers, names, addresses, free text, employers, what somebody pays for the rent."""
DEED = Deed(
    act=Act.PERSON_LOOKED_UP,
    account="robot-1",
    municipality=TOWN,
    system="Skatteverket",
    purpose="Handläggning",
    legal_basis="15 kap. 1 § SoF",
    case_ref=REF,
    person=examples.APPLICANT,
)


async def filled(database: Database, seal: Seal) -> None:
    """Everything that is ever kept: an order, a message, facts, a draft, an outcome, a look-up, a pause."""
    work, switch = SqlWorkItems(database, seal), SqlSwitch(database, seal)
    plain: Application = examples.application()
    rent = cost("RENT", RENT)
    statement: Statement = replace(plain.statement, message=MESSAGE, costs=(rent,))
    await work.collect(examples.work_item(), replace(plain, statement=statement))
    item = replace(examples.work_item(), ordered=Ordered(number="B-7", by=SIGNATURE))
    assert await work.open_again(item, Outcome(state=State.COLLECTED), NOW)
    assert await work.claim(REF, "w", NOW)
    wages = {APPLICANT: (declared(EMPLOYER, 3000, Period(2026, 10)),)}
    case = Case(costs=(rent,), wages=wages)
    facts = replace(case.facts(), case_ref=REF)
    await work.keep_assessment(facts, replace(case.assessed(), case_ref=REF), NOW, worker="w")
    row = DraftRow(section="Utgifter", label="Hyra", applied=rent.amount, amount=rent.amount, note="")
    await work.keep_draft(replace(examples.draft(), rows=(row,)), "77", NOW, worker="w")
    await work.settle(REF, Outcome(state=State.NEEDS_HUMAN, explanation=TOLD), NOW, worker="w")
    await SqlAuditLog(database, seal, lambda: b"k" * 32).record(DEED)
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


async def never_filled(database: Database) -> list[str]:
    """The sealed columns in which nothing lies: what is kept there has not been looked at."""
    async with database.session() as session:
        return [
            str(column)
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, Sealed)
            and not await session.scalar(select(func.count()).select_from(table).where(column.is_not(None)))
        ]


def read(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def found_in(stolen: bytes) -> Sequence[str]:
    return [one for one in PERSONAL if one.encode() in stolen]


async def test_a_dump_of_the_tables_tells_of_nobody(ours: Database) -> None:
    seal = Seal([new_key()])
    await filled(ours, seal)
    dump = await dumped(ours)
    assert REF.encode() in dump
    assert found_in(dump) == []
    assert await never_filled(ours) == []
    application = await SqlWorkItems(ours, seal).application(REF)
    assert found_in(repr(application.statement).encode()) == [MESSAGE, "Åvägen", str(RENT)]


async def test_sqlites_files_tell_of_nobody(tmp_path: Path) -> None:
    async with Database.opened(f"sqlite+aiosqlite:///{tmp_path / 'utkast.db'}") as database:
        await filled(database, Seal([new_key()]))
        # While it is open what was written last is in the file beside it.
        stolen = read(tmp_path)
    assert REF.encode() in stolen["utkast.db-wal"]
    assert {name: found_in(content) for name, content in stolen.items() if found_in(content)} == {}
