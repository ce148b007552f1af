"""A year of ten thousand decisions in the case system's own database and ours, followed up through its pages.

What the workbook's formulas come to in LibreOffice is held against sums that the two databases make by
themselves, in SQL, of rows that nobody has suppressed.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from sqlalchemy import delete, func, insert, inspect, select

from adapters.persistence.documents import DRAFT
from adapters.persistence.engine import Database
from adapters.persistence.rows import item_values
from adapters.persistence.tables import DraftRow, WorkItemRow
from flows.cli import follow_up as command
from flows.errors import Reason
from flows.follow_up.decided import Checked, HumanDecision
from flows.follow_up.proposed import Prepared
from flows.follow_up.week import Week
from flows.swedish_time import SWEDEN
from flows.wiring.sealing import seal_for
from flows.work import Outcome, State
from mock_legacy.world import models
from mock_legacy.world.world import WORLD_DATE
from tests import examples
from tests.end_to_end.installation import MUNICIPALITY, Installation, installed
from tests.follow_up.generated_year import FIRST, Made, Year, generated
from tests.follow_up.office import MAIN, reckoned_anew, sheets, sums

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(1800)]
YEAR = Year(decisions=10_000)
LAST = FIRST + timedelta(days=YEAR.days - 1)
HANDED_OVER = 37
BEYOND_OURS = 1_000_000


@pytest.fixture
def here(mocks: "RunningMocks", tmp_path: Path) -> Iterator[Installation]:
    """The robot's home on the day after the year, and no decision but the year's in the case system."""
    mocks.world.move_to(WORLD_DATE)
    installation = installed(mocks, tmp_path / "home")
    installation.new_world(applications=2)
    day = LAST + timedelta(days=1)
    mocks.world.move_to(day)
    installation.settings = installation.settings.model_copy(update={"today": day})
    with mocks.world.session() as session:
        session.execute(delete(models.Decision))
    yield installation
    mocks.world.move_to(WORLD_DATE)


@pytest_asyncio.fixture
async def ours(here: Installation) -> AsyncIterator[Database]:
    async with Database.opened(here.settings.database) as opened:
        yield opened


def local(moment: datetime) -> datetime:
    """As the case system keeps a time: Sweden's, without a zone."""
    return moment.astimezone(SWEDEN).replace(tzinfo=None)


def ore(kronor: Decimal | None) -> int | None:
    return None if kronor is None else int(kronor * 100)


def akt_of(one: HumanDecision) -> str:
    """A key that no household of the invented town has."""
    return one.case_key.replace("K", "K9")


def put_in_almanda(here: Installation, made: Made) -> None:
    """Case files, the drafts as they were left, and what people decided on them."""
    with here.mocks.world.session() as session:
        pattern = session.scalars(select(models.CaseFile)).first()
        assert pattern is not None
        like = {one.key: getattr(pattern, one.key) for one in inspect(models.CaseFile).column_attrs}
        keys = sorted({akt_of(one) for one in made.decisions})
        session.add_all(
            models.CaseFile(**(like | {"customer_number": key, "protection": "none", "closed_on": None}))
            for key in keys
        )
        both = zip(made.prepared, made.decisions, strict=True)
        for number, (prepared, decision) in enumerate(both, start=BEYOND_OURS):
            session.add_all([a_draft(number, prepared, decision), a_decision(number, decision)])


def a_draft(number: int, prepared: Prepared, decision: HumanDecision) -> models.Draft:
    return models.Draft(
        draft_number=number,
        customer_number=akt_of(decision),
        external_reference=prepared.reference,
        period=str(prepared.period),
        proposal=str(prepared.proposal),
        amount_ore=ore(prepared.amount),
        status="Beslutad",
        created_by="utkast-01",
        changed_by="utkast-01",
        created_at=local(prepared.collected_at),
        changed_at=local(prepared.collected_at),
    )


def a_decision(number: int, one: HumanDecision) -> models.Decision:
    assert one.opened_at is not None
    return models.Decision(
        customer_number=akt_of(one),
        period=str(one.period),
        period_from=one.period.first_day,
        period_to=one.period.shifted(1).first_day - timedelta(days=1),
        kind=str(one.kind),
        amount_ore=ore(one.amount),
        decided_by="anna.handlaggare",
        decided_on=local(one.decided_at).date(),
        reason=one.reason,
        text="",
        draft_number=number,
        unit=one.unit,
        opened_at=local(one.opened_at),
        decided_at=local(one.decided_at),
        stickprov_result="" if one.checked is Checked.NOT_CHECKED else str(one.checked),
        stickprov_error_ore=ore(one.stickprov_error),
    )


async def put_in_ours(here: Installation, database: Database, made: Made) -> None:
    """The applications and the drafts as the robot keeps them, sealed; and some that were handed over."""
    seal = seal_for(here.settings)
    items, drafts = [], []
    for one in made.prepared:
        number = one.case_ref.rpartition("-")[2]
        outcome = Outcome(state=one.state, proposal=one.proposal, stickprov=one.stickprov)
        items.append(an_item(number, outcome, one.collected_at, seal=seal))
        draft = replace(
            examples.draft(number),
            proposal=one.proposal,
            amount=one.amount,
            track=one.track,
            period=one.period,
        )
        drafts.append(
            {
                "reference": draft.reference,
                "case_ref": draft.case_ref,
                "revision": 1,
                "key": number,
                "read_back_at": one.collected_at,
                "draft": DRAFT.sealed(draft, seal),
            }
        )
    collected = made.prepared[-1].collected_at
    for number in range(HANDED_OVER):
        outcome = Outcome(state=State.NEEDS_HUMAN, reason=list(Reason)[number % 5])
        items.append(an_item(str(900_000 + number), outcome, collected, seal=seal))
    async with database.session() as session:
        await session.execute(insert(WorkItemRow), items)
        await session.execute(insert(DraftRow), drafts)


def an_item(number: str, outcome: Outcome, collected: datetime, *, seal: Any) -> dict[str, object]:
    item = examples.work_item(number, outcome=outcome, collected_at=collected, updated_at=collected)
    return item_values(item, seal)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the databases sum by themselves; kronor."""

    granted: Decimal
    by_month: list[Decimal]
    by_unit: list[int]
    decisions: int
    net: Decimal
    gross: Decimal
    changed: int
    wrong: Decimal
    drafts: int
    handed_over: int


def kronor(sum_of_ore: int | None) -> Decimal:
    return Decimal(sum_of_ore or 0) / 100


async def said_by_the_databases(here: Installation, database: Database) -> Said:
    made, draft = models.Decision, models.Draft
    moved = func.coalesce(made.amount_ore, 0) - func.coalesce(draft.amount_ore, 0)
    both = select(func.count(), func.sum(moved), func.sum(func.abs(moved)))
    by_month = select(func.sum(made.amount_ore)).group_by(made.period).order_by(made.period)
    by_unit = select(func.count()).select_from(made).group_by(made.unit).order_by(made.unit)
    handed = select(func.count()).where(WorkItemRow.state == State.NEEDS_HUMAN)
    of_the_year = WorkItemRow.collected_at >= datetime.combine(FIRST, time(), tzinfo=SWEDEN)
    left = select(func.count()).select_from(DraftRow).join(WorkItemRow).where(of_the_year)
    with here.mocks.world.session() as almanda:
        decisions, net, gross = almanda.execute(
            both.join_from(made, draft, draft.draft_number == made.draft_number)
        ).one()
        totals = select(
            func.sum(made.amount_ore),
            func.sum(made.stickprov_error_ore),
            func.count().filter(made.reason != ""),
        )
        granted, wrong, changed = almanda.execute(totals).one()
        months, units = almanda.scalars(by_month).all(), almanda.scalars(by_unit).all()
    async with database.session() as own:
        drafts = await own.scalar(left)
        handed_over = await own.scalar(handed)
    return Said(
        granted=kronor(granted),
        by_month=[kronor(one) for one in months],
        by_unit=list(units),
        decisions=decisions,
        net=kronor(net),
        gross=kronor(gross),
        changed=changed,
        wrong=kronor(wrong),
        drafts=drafts or 0,
        handed_over=handed_over or 0,
    )


def numbers(book: bytes, sheet: str, letter: str) -> list[Decimal]:
    """The numbers under a heading, without the sum."""
    return [
        Decimal(cell.findtext("m:v", namespaces=MAIN))
        for cell in sheets(book)[sheet].findall(".//m:c", MAIN)
        if cell.get("r")[0] == letter and cell.get("t") != "s" and cell.find("m:f", MAIN) is None
    ]


async def test_the_workbooks_sums_are_those_of_the_databases(
    here: Installation, ours: Database, tmp_path: Path
) -> None:
    made = generated(YEAR)
    put_in_almanda(here, made)
    await put_in_ours(here, ours, made)
    week = Week.of(LAST)
    await command._written(MUNICIPALITY, here.settings, str(week), to=tmp_path / "out")
    book = (tmp_path / "out" / f"uppfoljning-{str(week).lower()}.xlsx").read_bytes()
    reckoned = sums(reckoned_anew(book, tmp_path))
    said = await said_by_the_databases(here, ours)
    assert said.decisions == YEAR.decisions
    assert {
        "granted": reckoned["Kostnad per hushåll", "C"],
        "decisions": reckoned["Beslut jämförda med utkasten", "B"],
        "net": reckoned["Beslut jämförda med utkasten", "C"],
        "gross": reckoned["Beslut jämförda med utkasten", "D"],
        "by week": reckoned["Vecka för vecka", "B"],
        "by unit": reckoned["Per enhet", "B"],
        "changed": reckoned["Varför utkasten ändrades", "B"] + reckoned["Varför utkasten ändrades", "C"],
        "wrong": reckoned["Stickprov", "C"],
        "drafts": reckoned["Utkastens förslag", "B"],
        "handed over": reckoned["Överlämnade till handläggare", "B"],
    } == pytest.approx(
        {
            "granted": float(said.granted),
            "decisions": said.decisions,
            "net": float(said.net),
            "gross": float(said.gross),
            "by week": said.decisions,
            "by unit": said.decisions,
            "changed": said.changed,
            "wrong": float(said.wrong),
            "drafts": said.drafts,
            "handed over": said.handed_over,
        },
        abs=0.001,
    )
    assert numbers(book, "Kostnad per hushåll", "C") == said.by_month
    assert numbers(book, "Per enhet", "B") == said.by_unit
