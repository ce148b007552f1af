"""What every case system must do, on the fake and on Almanda's own pages alike."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from adapters.almanda import AlmandaCaseSystem
from bots.almanda import Door
from bots.kit.browser import ContextOptions
from bots.kit.session_pool import SessionPool
from flows.eligibility.assessment import Proposal, Section
from flows.eligibility.facts import Fact, Protection
from flows.eligibility.period import Period
from flows.eligibility.warning_kinds import WarningKind
from flows.errors import CaseBroken, Code, Transient, WriteUncertain
from flows.identity import PersonalNumber
from flows.lease import LeaseLost
from flows.records import CaseFile, Draft, DraftRow, DraftText, DraftWarning, Track, WarningStatus
from tests.contract import case_town as town
from tests.contract.case_benches import (
    CALCULATING,
    DRAFTING,
    TAKEN,
    AlmandaBench,
    CaseBench,
    couples_history,
    fake_bench,
    files,
)
from tests.contract.case_system import Almanda, open_almanda
from tests.fakes.audit import audit_of
from tests.fakes.case_system import EMPTY, FETCHED, FakeCaseSystem

ROBOTS = ("utkast-01", "utkast-02")
REFERENCE = "9901-100234"
FILES = {file.key: file for file in files()}
PLAIN = ("K104233", "K104240", "K104241", "K104245")
"""The others are opened by the tests of what is odd about them."""


class FixedClock:
    """The time the expected records were fetched."""

    def now(self) -> object:
        return FETCHED


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Almanda]:
    with open_almanda(tmp_path_factory.mktemp("almanda")) as almanda:
        yield almanda


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def adapter(browser: Browser, running: Almanda) -> AsyncIterator[AlmandaCaseSystem]:
    options = ContextOptions(base_url=running.url, default_timeout_seconds=15)
    pool = SessionPool(
        browser, Door(running.url), [running.account(name) for name in ROBOTS], context=options
    )
    yield AlmandaCaseSystem(
        pool,
        clock=FixedClock(),  # type: ignore[arg-type]
        audit=audit_of("Almanda"),
        own_signatures=ROBOTS,
    )
    await pool.aclose()


@pytest.fixture(params=["fake", "almanda"])
def bench(request: pytest.FixtureRequest) -> CaseBench:
    if request.param == "fake":
        return fake_bench()
    almanda: Almanda = request.getfixturevalue("running")
    almanda.platform.faults.clear()
    almanda.forget_drafts()
    return AlmandaBench(port=request.getfixturevalue("adapter"), almanda=almanda)


async def save(bench: CaseBench, file: CaseFile, draft: Draft) -> None:
    async def unchanged() -> None:
        """The case is still ours to write in."""

    await bench.port.save_draft(file, draft, before_sending=unchanged)


def draft_for(file: CaseFile, **changes: object) -> Draft:
    plain = Draft(
        case_ref=REFERENCE,
        application_ref="100234",
        case_key=file.key,
        applicant=file.applicant,
        period=Period(2026, 11),
        proposal=Proposal.BIFALL,
        amount=Decimal(11020),
        pay_on=date(2026, 11, 27),
        text=DraftText(
            verdict="Bifall med 11 020 kronor.",
            changes="Inget har ändrats sedan förra månaden.",
            deviations="Inga.",
            calculation="Norm 5 220 kr.",
            sources="Ansökan 2026-11-04 kl. 10.15.",
            proposal="Du beviljas ekonomiskt bistånd.",
            basis="12 kap. 1 § socialtjänstlagen",
        ),
        rows=(_row(Section.COST, "Hyra", applied="5800", amount="5800"),),
        stickprov=False,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def rich_draft(file: CaseFile) -> Draft:
    long_line = "Åtgärder och överväganden: " + "räksmörgås på Öland – ”så här” ≥ 3 § & <inte> markup; " * 40
    text = DraftText(
        verdict="Delavslag: 9 312 kronor.\nHyran räknas till skälig nivå.",
        changes="\nBörjar med en tom rad.\n\n  Indragen rad med  två blanksteg.\n",
        deviations=long_line,
        calculation="Inkomster  −  norm  =  underskott\n\t9\u00a0312,00\n\n\nslut",
        sources="",
        proposal="Rad ett.\nRad två med \"citat\" och 'apostrof'.\nRad tre.",
        basis="12 kap. 1 § socialtjänstlagen (2025:400)\n2 kap. 1 § socialtjänstförordningen",
        completion='Skicka in:\n- hyresavi för november\n- kvitto på "medicin"',
        journal="Utkast förberett. Ansökan och tre register lästa.",
    )
    special = (
        _row(Section.FAMILY, "Vuxen & barn <2 år>", amount="3890.00"),
        _row(Section.SHARED, "Gemensamma hushållskostnader", amount="1330"),
        _row(Section.INCOME, "Återkrav, negativ inkomst", amount="-1250.50", note="Dras av i november"),
        _row(Section.COST, "Hyra", applied="9500.75", amount="0.00", note="Styrks inte; se avvikelser."),
        _row(Section.SPECIAL_COST, "Läkarvård", applied="0", amount="0", note='Citat "å" & <tecken>'),
        # Out of the usual order on purpose: the order is the writer's.
        _row(Section.FAMILY, "Barn 11–14 år", amount="123456.78"),
    )
    many = tuple(
        replace(
            _row(Section.COST, f"Kostnad {number}, öäå", applied=f"{number}.10", amount=f"{number}.10"),
            previous=Decimal(f"{number}.05") if number % 3 else None,
            by_caseworker=Decimal(number) if number % 5 == 0 else None,
        )
        for number in range(1, 25)
    )
    return draft_for(
        file,
        proposal=Proposal.DELAVSLAG,
        amount=Decimal(9312),
        text=text,
        rows=special + many,
        stickprov=True,
        revision=2,
        track=Track.MAIN,
        priority=1,
        prepares_payment=True,
        warnings=tuple(
            DraftWarning(
                kind=kind, about=f"kostnad/{number}", text=f"Text {number}: <å> & 'ö'", status=status
            )
            for number, (kind, status) in enumerate(product(WarningKind, WarningStatus))
        )[:40],
    )


def _row(
    section: Section, label: str, *, amount: str, applied: str | None = None, note: str = ""
) -> DraftRow:
    return DraftRow(
        section=section.value,
        label=label,
        applied=None if applied is None else Decimal(applied),
        amount=Decimal(amount),
        note=note,
    )


@pytest.mark.parametrize("key", PLAIN)
async def test_a_case_file_is_opened_as_it_stands(bench: CaseBench, key: str) -> None:
    file = FILES[key]
    assert await bench.port.open_case(file.applicant, REFERENCE) == file


async def test_somebody_without_a_case_file_has_none(bench: CaseBench) -> None:
    assert await bench.port.open_case(PersonalNumber("197908222388"), REFERENCE) is None


async def test_a_co_applicant_has_no_case_file_of_her_own(bench: CaseBench) -> None:
    found = await bench.port.open_case(PersonalNumber(town.TWICE), REFERENCE)
    assert found == FILES["K104247"]


@pytest.mark.parametrize(
    ("key", "told"),
    [("K104242", TAKEN), ("K104243", CALCULATING), ("K104244", DRAFTING)],
    ids=["took the case", "began a calculation", "began a draft"],
)
async def test_a_colleague_at_work_is_told_without_her_name(bench: CaseBench, key: str, told: str) -> None:
    file = await bench.port.open_case(FILES[key].applicant, REFERENCE)
    assert file == FILES[key]
    assert file.at_work == told
    assert not re.search(r"\bbo\b|handlaggare|Ekdahl", told)


async def test_a_blank_protection_flag_is_unknown_and_never_no(bench: CaseBench) -> None:
    file = await bench.port.open_case(PersonalNumber(town.BLANK), REFERENCE)
    assert file == FILES["K104246"]
    assert file.protection is Protection.UNKNOWN


async def test_the_history_is_read_row_by_row(bench: CaseBench) -> None:
    history = await bench.port.history(FILES["K104233"], REFERENCE)
    assert isinstance(history, Fact)
    assert history.value == couples_history()
    assert history.source == "Almanda, Beräkningar och Aktöversikt"


async def test_the_history_tells_the_newest_warnings_and_whether_a_person_has_set_them(
    bench: CaseBench,
) -> None:
    file = FILES["K104241"]
    kinds = {"ATTACHMENTS_PRESENT": "ansökan/bilagor", "HOUSING_REVIEW": "bostad/andra"}
    warned = tuple(
        DraftWarning(kind=kind, about=about, text="Läs & bedöm.", status=WarningStatus.OPEN)
        for kind, about in kinds.items()
    )
    await save(bench, file, draft_for(file, warnings=warned))
    await save(bench, file, draft_for(file, revision=2, warnings=warned[:1]))
    bench.colleague_closes_warning(file.key, f"{REFERENCE}/2")
    history = await bench.port.history(file, REFERENCE)
    assert isinstance(history, Fact)
    told = [(one.kind, one.about, one.status, one.by_person) for one in history.value.warnings]
    assert told == [
        ("ATTACHMENTS_PRESENT", "ansökan/bilagor", "Stängd", True),
        ("HOUSING_REVIEW", "bostad/andra", "Öppen", False),
    ]
    assert {one.period for one in history.value.warnings} == {Period(2026, 11)}


async def test_a_new_case_file_has_an_empty_history(bench: CaseBench) -> None:
    history = await bench.port.history(FILES["K104241"], REFERENCE)
    assert isinstance(history, Fact)
    assert history.value == EMPTY


async def test_no_draft_is_found_where_none_was_saved(bench: CaseBench) -> None:
    assert await bench.port.find_draft(FILES["K104240"], REFERENCE) is None


async def test_a_rich_draft_is_read_back_equal_field_by_field(bench: CaseBench) -> None:
    file = FILES["K104233"]
    written = rich_draft(file)
    await save(bench, file, written)
    assert await bench.port.find_draft(file, REFERENCE) is None
    saved = await bench.port.find_draft(file, f"{REFERENCE}/2")
    assert saved is not None
    assert saved.draft.warnings == written.warnings
    assert saved.draft.text == written.text
    assert saved.draft.rows == written.rows
    assert saved.draft == written
    assert not saved.changed_by_person
    assert not saved.decided


async def test_a_handover_has_no_proposal_and_is_read_back_equal(bench: CaseBench) -> None:
    file = FILES["K104241"]
    written = draft_for(file, proposal=None, amount=None, pay_on=None, rows=(), priority=2)
    await save(bench, file, written)
    saved = await bench.port.find_draft(file, REFERENCE)
    assert saved is not None
    assert saved.draft == written


async def test_a_later_preparation_is_another_draft_and_both_are_found(bench: CaseBench) -> None:
    file = FILES["K104240"]
    await save(bench, file, draft_for(file))
    await save(bench, file, draft_for(file, revision=2))
    first = await bench.port.find_draft(file, REFERENCE)
    second = await bench.port.find_draft(file, f"{REFERENCE}/2")
    assert first is not None
    assert second is not None
    assert (first.draft.revision, second.draft.revision) == (1, 2)
    assert not first.changed_by_person


async def test_a_draft_without_amount_day_rows_and_decision_text_is_read_back_equal(bench: CaseBench) -> None:
    file = FILES["K104241"]
    text = replace(draft_for(file).text, proposal="")
    written = draft_for(file, proposal=Proposal.UTREDNING, amount=None, pay_on=None, rows=(), text=text)
    await save(bench, file, written)
    saved = await bench.port.find_draft(file, REFERENCE)
    assert saved is not None
    assert saved.draft == written


async def test_another_reference_is_another_draft(bench: CaseBench) -> None:
    file = FILES["K104240"]
    await save(bench, file, draft_for(file, case_ref="9901-100111"))
    assert await bench.port.find_draft(file, REFERENCE) is None


async def test_saving_twice_gives_two_drafts_and_finding_them_is_an_error(bench: CaseBench) -> None:
    file = FILES["K104240"]
    await save(bench, file, draft_for(file))
    await save(bench, file, draft_for(file))
    assert bench.held(file.key) == 2
    with pytest.raises(CaseBroken) as told:
        await bench.port.find_draft(file, REFERENCE)
    assert told.value.code == Code.DRAFT_DUPLICATED


async def test_a_colleagues_change_is_seen(bench: CaseBench) -> None:
    file = FILES["K104240"]
    await save(bench, file, draft_for(file))
    bench.colleague_changes(file.key)
    saved = await bench.port.find_draft(file, REFERENCE)
    assert saved is not None
    assert saved.changed_by_person


async def test_a_colleagues_decision_is_seen(bench: CaseBench) -> None:
    file = FILES["K104240"]
    await save(bench, file, draft_for(file))
    bench.colleague_decides(file.key)
    saved = await bench.port.find_draft(file, REFERENCE)
    assert saved is not None
    assert saved.decided


async def test_nothing_is_saved_while_a_colleague_holds_the_case(bench: CaseBench) -> None:
    file = FILES["K104240"]
    bench.colleague_takes(file.key)
    try:
        with pytest.raises(Transient) as told:
            await save(bench, file, draft_for(file))
    finally:
        bench.colleague_lets_go(file.key)
    assert told.value.code == Code.RECORD_LOCKED
    assert bench.held(file.key) == 0


async def test_what_stops_the_write_at_the_last_moment_leaves_nothing(bench: CaseBench) -> None:
    file = FILES["K104240"]

    async def lost() -> None:
        raise LeaseLost("another worker has it")

    with pytest.raises(LeaseLost):
        await bench.port.save_draft(file, draft_for(file), before_sending=lost)
    assert bench.held(file.key) == 0
    await save(bench, file, draft_for(file))
    assert bench.held(file.key) == 1


async def test_nothing_is_sent_before_the_last_moment(bench: CaseBench) -> None:
    file, held = FILES["K104240"], []

    async def look() -> None:
        held.append(bench.held(file.key))

    await bench.port.save_draft(file, draft_for(file), before_sending=look)
    assert (held, bench.held(file.key)) == ([0], 1)


async def test_a_lost_answer_is_told_and_the_draft_is_found_by_looking(bench: CaseBench) -> None:
    file = FILES["K104240"]
    bench.answer_gets_lost()
    with pytest.raises(WriteUncertain) as told:
        await save(bench, file, draft_for(file))
    assert told.value.code == Code.WRITE_UNCERTAIN
    assert bench.held(file.key) == 1
    saved = await bench.port.find_draft(file, REFERENCE)
    assert saved is not None
    assert saved.draft == draft_for(file)


async def test_a_draft_about_somebody_else_is_never_saved(bench: CaseBench) -> None:
    file, other = FILES["K104240"], FILES["K104241"]
    with pytest.raises(CaseBroken) as told:
        await save(bench, file, draft_for(other))
    assert told.value.code == Code.WRONG_PERSON_SHOWN
    assert bench.held(file.key) == 0


async def test_the_fake_counts_calls_and_fails_when_told() -> None:
    fake = FakeCaseSystem(files())
    fake.fail("open_case", Transient(Code.SYSTEM_SLOW, "slow"))
    with pytest.raises(Transient):
        await fake.open_case(FILES["K104240"].applicant, REFERENCE)
    assert await fake.open_case(FILES["K104240"].applicant, REFERENCE) is not None
    assert fake.calls["open_case"] == 2
