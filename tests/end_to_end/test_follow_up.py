"""A night's drafts, what people decided of them, and the week's follow-up of it on Almanda's own pages."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from sqlalchemy import select

from flows.cli import follow_up as command
from flows.eligibility.assess import assess
from flows.follow_up.case_yaml import read_facts
from flows.work import State
from mock_legacy.world.models import CaseFile, Decision, Draft
from tests.end_to_end.installation import MUNICIPALITY, Installation, installed
from tests.household_facts import parameters, rules

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(600)]
WEEK = "2026-W47"
SECONDS = 20
RAISED_ORE = 50_000


def decided(installation: Installation) -> list[str]:
    """A person decides on every draft with an amount: the first with more money, all in seconds."""
    references = []
    world = installation.mocks.world
    with world.session() as session:
        drafts = session.scalars(select(Draft).where(Draft.amount_ore > 0).order_by(Draft.draft_number)).all()
        for number, draft in enumerate(drafts):
            file = session.get_one(CaseFile, draft.customer_number)
            made = datetime.combine(world.today(), datetime.min.time()) + timedelta(hours=10, minutes=number)
            session.add(
                Decision(
                    customer_number=draft.customer_number,
                    period=draft.period,
                    period_from=draft.period_from,
                    period_to=draft.period_to,
                    kind={"BIFALL": "Bifall", "DELAVSLAG": "Delvis bifall"}[draft.proposal],
                    amount_ore=(draft.amount_ore or 0) + (RAISED_ORE if number == 0 else 0),
                    decided_by="anna.handlaggare",
                    decided_on=made.date(),
                    reason="Ny uppgift",
                    text="",
                    draft_number=draft.draft_number,
                    unit=file.unit,
                    opened_at=made - timedelta(seconds=SECONDS),
                    decided_at=made,
                )
            )
            draft.status = "Beslutad"
            references.append(draft.external_reference)
    return references


async def test_a_week_is_followed_up_from_what_people_decided(
    installation: Installation, tmp_path: Path
) -> None:
    installation.new_world(applications=8)
    report = await installation.night()
    drafted = [one for one in report.items if one.outcome.state is State.AWAITING_CASEWORKER]
    references = decided(installation)
    assert references
    lines = await command._written(MUNICIPALITY, installation.settings, WEEK, to=tmp_path / "out")
    told = "\n".join(lines)
    hasty = len(references) - 1
    assert f"{hasty} av {hasty} beslut som föreslaget inom 60 sekunder" in told
    assert f"({len(references) - 1} av {len(references)})" in told
    assert f"({len(drafted)} av {len(report.items)})" in told
    page = (tmp_path / "out" / "uppfoljning-2026-w47-pagar.html").read_text(encoding="utf-8")
    assert "anna.handlaggare" not in page
    # One household's kronor are told to nobody; that one decision was changed is.
    assert "500 kr" not in page
    assert "Ändrat belopp" in page
    await assert_case(installation, references[0])


async def assert_case(installation: Installation, reference: str) -> None:
    """The changed decision as a proposed case: nobody in it, and the law says what it said."""
    text = await command._case(MUNICIPALITY, installation.settings, reference)
    (case,) = yaml.safe_load(text)
    assert reference not in text
    assert case["granskat"] == "nej"
    facts = read_facts(case["fakta"])
    again = assess(facts, parameters(), rules(), today=case["idag"])
    assert (str(again.proposal), str(again.amount)) == tuple(case["roboten_föreslog"].values())
    assert int(float(case["väntat"]["belopp"])) == int(again.amount or 0) + RAISED_ORE // 100
    assert case["samma_utan_identitet"] == "ja"
    assert all(one.born.day == 1 for one in facts.members)


async def test_what_was_decided_before_the_robot_came_is_read_and_not_compared(
    mocks: "RunningMocks", tmp_path: Path
) -> None:
    """Almanda's own lists by the robot's own account, without a night and without Prefect."""
    installation = installed(mocks, tmp_path / "home")
    installation.new_world(applications=4)
    lines = await command._written(MUNICIPALITY, installation.settings, "2026-W41", to=None)
    told = "\n".join(lines)
    assert "Inga ansökningar togs in under veckan." in told
    assert "Inga av veckans beslut går att jämföra med ett utkast." in told
    folder = Path(lines[-1])
    assert folder.parent == installation.settings.home / "reports"
    assert_files(folder)


def assert_files(folder: Path) -> None:
    """Page, workbook, text and pictures; who decided stands in none that can be read as text."""
    assert {one.suffix for one in folder.iterdir()} == {".html", ".xlsx", ".md", ".png"}
    for page in (*folder.glob("*.html"), *folder.glob("*.md")):
        assert "handlaggare" not in page.read_text(encoding="utf-8")
