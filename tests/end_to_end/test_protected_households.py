"""Every kind of protected household, in a browser: nothing of ours holds them then, nor tells them apart.

In `make campaigns`: every kind, system and member. Each test run has the same on fakes (`tests/flows`).
Beside them stand households with an everyday cause of the same reason, and one that comes to a draft.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from prefect import get_client, tags
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from flows.work import case_ref_for
from mock_legacy.world.models import AgencyFlag, CaseFile, HouseholdMember, InboxInstance, Person
from tests.end_to_end.installation import CODE, Installation, installed
from tests.flows.prefect_told import told_prefect

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [pytest.mark.slow, pytest.mark.campaign, pytest.mark.timeout(900)]
FAMILY = "large_family"
TAG = "protected-households"
"""Of what Prefect is told of this night: the server is shared by other tests."""
ASKED = re.compile(rb"(<protectedIdentity>.*?<Value><!\[CDATA\[)Nej(\]\]></Value></protectedIdentity>)")
Household = Mapping[str, Sequence[str]]
Kind = Callable[[Session, Household], None]


def in_the_inbox(answer: str) -> Kind:
    """What the applicant has answered in the form."""

    def act(session: Session, home: Household) -> None:
        sent = {"poster_personnummer": home["Sökande"][0], "status": "Inskickat", "family_id": 231}
        instance = session.query(InboxInstance).filter_by(**sent).one()
        instance.payload, asked = ASKED.subn(rb"\g<1>" + answer.encode() + rb"\g<2>", instance.payload)
        assert asked == 1

    return act


def in_almanda(protection: str) -> Kind:
    def act(session: Session, home: Household) -> None:
        file = session.query(CaseFile).filter_by(applicant=home["Sökande"][0]).one()
        file.protection = protection

    return act


def in_the_register(role: str, protection: str) -> Kind:
    def act(session: Session, home: Household) -> None:
        _person(session, home[role][0]).protection = protection

    return act


def at(agency: str, role: str, flag: str) -> Kind:
    def act(session: Session, home: Household) -> None:
        session.add(AgencyFlag(personnummer=home[role][0], agency=agency, text=flag))

    return act


def deregistered(role: str) -> Kind:
    """An everyday cause: folkbokföring does not show who has moved abroad."""

    def act(session: Session, home: Household) -> None:
        person = _person(session, home[role][0])
        person.deregistered_on, person.deregistration_reason = date(2026, 10, 1), "Utvandrad"

    return act


def _person(session: Session, number: str) -> Person:
    found = session.get(Person, number)
    assert found is not None
    return found


PROTECTED: Mapping[str, Kind] = {
    "the applicant says so in the inbox": in_the_inbox("Ja"),
    "a child in the register": in_the_register("Barn", "sekretessmarkering"),
    "the co-applicant at CSN": at("CSN", "Medsökande", "Ja"),
    "the file in Almanda": in_almanda("flagged"),
    "nobody can tell in Almanda": in_almanda("unknown"),
    "the applicant in the register": in_the_register("Sökande", "sekretessmarkering"),
    "the applicant is registered elsewhere": in_the_register("Sökande", "skyddad_folkbokforing"),
    "nobody can tell of the applicant": in_the_register("Sökande", "unknown"),
    "the co-applicant in the register": in_the_register("Medsökande", "skyddad_folkbokforing"),
    "nobody can tell of the co-applicant": in_the_register("Medsökande", "unknown"),
    "nobody can tell of a child": in_the_register("Barn", "unknown"),
    "the applicant at Försäkringskassan": at("FK", "Sökande", "Ja"),
    "nobody can tell at Försäkringskassan": at("FK", "Sökande", ""),
    "the co-applicant at Försäkringskassan": at("FK", "Medsökande", "Ja"),
    "the applicant at Arbetsförmedlingen": at("AF", "Sökande", "Ja"),
    "nobody can tell at Arbetsförmedlingen": at("AF", "Medsökande", ""),
    "nobody can tell at CSN": at("CSN", "Sökande", "?"),
}
EVERYDAY: Mapping[str, Kind] = {
    "the applicant has moved abroad": deregistered("Sökande"),
    "the co-applicant has moved abroad": deregistered("Medsökande"),
    "the applicant has left the question blank": in_the_inbox(""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """A night that has been: references by kind, and the words that would name the persons."""

    installation: Installation
    protected: Mapping[str, str]
    everyday: Mapping[str, str]
    names: frozenset[str]

    @property
    def references(self) -> Sequence[str]:
        """Of all that were handed over."""
        return (*self.protected.values(), *self.everyday.values())

    def rows(self, question: str) -> Sequence[Mapping[str, Any]]:
        """What our own tables answer."""
        engine = create_engine(f"sqlite:///{self.installation.settings.home / 'utkast.db'}")
        with engine.connect() as connection:
            found = [dict(row._mapping) for row in connection.execute(text(question))]
        engine.dispose()
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def night(
    mocks: "RunningMocks",
    tmp_path_factory: pytest.TempPathFactory,
    prefect_server: None,
) -> Night:
    installation = installed(mocks, tmp_path_factory.mktemp("protected"))
    installation.new_world(FAMILY, applications=len(PROTECTED) + len(EVERYDAY) + 1)
    made = [str(one["flow_instance_id"]) for one in installation.records("expected")]
    applicants = [str(one["personnummer"]) for one in installation.records("expected")]
    names: set[str] = set()
    with mocks.world.session() as session:
        for applicant, act in zip(applicants, [*PROTECTED.values(), *EVERYDAY.values()], strict=False):
            home = household_of(session, applicant)
            for number in (number for numbers in home.values() for number in numbers):
                names |= said_of(_person(session, number))
            act(session, home)
        session.commit()
    with tags(TAG):
        await installation.night()
    references = [case_ref_for(CODE, number) for number in made]
    return Night(
        installation=installation,
        protected=dict(zip(PROTECTED, references, strict=False)),
        everyday=dict(zip(EVERYDAY, references[len(PROTECTED) :], strict=False)),
        names=frozenset(names),
    )


def household_of(session: Session, applicant: str) -> Household:
    file = session.query(CaseFile).filter_by(applicant=applicant).one()
    found: dict[str, list[str]] = {}
    for member in session.query(HouseholdMember).filter_by(customer_number=file.customer_number):
        found.setdefault(member.role, []).append(member.personnummer)
    return found


def said_of(person: Person) -> set[str]:
    """Every way in which the systems write who it is and where they live."""
    number = person.personnummer
    numbers = {number, number[2:], f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}"}
    named = {person.name, f"{person.last_name}, {person.first_name}", person.street}
    return numbers | named


ALIKE = "SELECT * FROM work_items"
THEIR_OWN = ("case_ref", "application_ref", "collected_at", "updated_at", "person_mark", "explanation")


async def test_the_household_that_nothing_is_the_matter_with_comes_to_a_draft(night: Night) -> None:
    drafts = night.installation.drafts()
    assert len(drafts) == 1
    assert not set(night.references) & set(drafts)


async def test_our_tables_hold_the_same_of_all_that_were_handed_over_and_nothing_gathered(
    night: Night,
) -> None:
    rows = [row for row in night.rows(ALIKE) if row["case_ref"] in night.references]
    alike = {json.dumps({k: v for k, v in row.items() if k not in THEIR_OWN}, default=str) for row in rows}
    assert len(rows) == len(night.references)
    assert len(alike) == 1, alike
    assert json.loads(alike.pop())["reason"] == "MANUAL_HANDLING"
    for table in ("assessments", "drafts"):
        kept = {row["case_ref"] for row in night.rows(f"SELECT case_ref FROM {table}")}
        assert not kept & set(night.references), table
    steps = night.rows("SELECT case_ref, step FROM journal ORDER BY id")
    ways = {ref: [row["step"] for row in steps if row["case_ref"] == ref] for ref in night.references}
    assert all(way == ["CLAIMED", "SETTLED"] for way in ways.values()), ways


async def test_no_evidence_is_kept_of_them(night: Night) -> None:
    folder = night.installation.settings.home / "evidence"
    assert list(folder.glob("*")) == []


async def test_the_log_tells_the_same_of_all_that_were_handed_over(night: Night) -> None:
    told: dict[str, set[str]] = {ref: set() for ref in night.references}
    for line in night.installation.logged():
        if line.get("case_ref") in told:
            own = ("timestamp", "case_ref", "worker", "seconds", "pid", "account", "system", "attempt")
            told[line["case_ref"]].add(json.dumps({k: v for k, v in line.items() if k not in own}))
    # Which of them was the first to need a system is chance.
    told = {ref: {one for one in lines if "session.logged_in" not in one} for ref, lines in told.items()}
    assert len({frozenset(lines) for lines in told.values()}) == 1, told


async def test_no_person_stands_in_anything_that_the_robot_writes(night: Night) -> None:
    home, secrets = night.installation.settings.home, night.installation.settings.secrets_dir
    files = [file for file in home.rglob("*") if file.is_file() and secrets not in file.parents]
    assert any(file.suffix == ".jsonl" for file in files)
    assert any(file.suffix == ".html" for file in files)
    found = {file.name: in_bytes(file, night.names) for file in files}
    assert {name: words for name, words in found.items() if words} == {}


def in_bytes(file: Path, names: frozenset[str]) -> Sequence[str]:
    content = file.read_bytes().decode("utf-8", errors="replace").casefold()
    return [name for name in names if name.casefold() in content]


async def test_prefect_tells_the_same_of_all_that_were_handed_over_and_no_person(night: Night) -> None:
    tasks = await told_prefect("task_runs", TAG, many=len(night.references))
    told = [json.dumps(one, ensure_ascii=False) for one in (*tasks, *await told_prefect("logs", TAG))]
    async with get_client() as client:
        artifacts = await client._client.post("/artifacts/filter", json={"limit": 200})
    told.append(artifacts.raise_for_status().text)
    assert [name for name in night.names if any(name.casefold() in one.casefold() for one in told)] == []
    ends = {
        (task["state_type"], task["state_name"], str(task["tags"]))
        for task in tasks
        if any(ref in task["name"] for ref in night.references)
    }
    assert len(ends) == 1, ends
