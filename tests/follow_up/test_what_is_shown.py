"""Page, Markdown, pictures and statistics: whole by themselves, about nobody, safe with what is typed."""

import asyncio
import inspect
import re
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from adapters.config_files import load_handover_texts, load_municipality
from flows.cli import follow_up as command
from flows.eligibility.wording import day
from flows.errors import Reason, SetUpTrouble
from flows.follow_up import decided, gathering, ports, proposed
from flows.follow_up.choices import choices_of
from flows.follow_up.figures import Table
from flows.follow_up.frames import DECIDED_COLUMNS, PREPARED_COLUMNS
from flows.follow_up.gathering import files_of, folder_of, statistics_file
from flows.follow_up.markdown import as_markdown
from flows.follow_up.page import page_of
from flows.follow_up.plots import plots_of
from flows.follow_up.proposed import Prepared
from flows.follow_up.report import Report, Told, report_of
from flows.follow_up.statistics import statistics_of
from flows.follow_up.week import Choices, Week, week_asked_for
from flows.follow_up.wording import headline, kronor, nothing_found
from flows.follow_up.workbook import workbook_of
from flows.municipality import Municipality
from flows.settings import Settings
from flows.swedish_time import SWEDEN
from flows.wiring.follow_up import kept_in
from flows.work import State
from tests.fakes.case_register import FakeCaseRegister
from tests.follow_up.records import prepared
from tests.follow_up.year_report import FORMULA, THE_MONDAY_AFTER, WEEK, report, told
from tests.household_facts import CONFIG
from tests.unit.readability import lix

MOST = 45
"""LIX, as of every fixed text."""
OF_A_PERSON = re.compile(
    r"decided_by|beslutsfattare|personnummer|personal_number|caseworker_name|applicant", re.IGNORECASE
)


def test_no_port_and_no_record_tells_who_decided_or_about_whom() -> None:
    records = [decided.HumanDecision, decided.SupportedHousehold, decided.ClosedCase, proposed.Prepared]
    names = [one.name for record in records for one in fields(record)]  # type: ignore[arg-type]
    names += [*PREPARED_COLUMNS, *DECIDED_COLUMNS]
    names += [
        name for port in (ports.CaseRegister, ports.PreparedWork) for name, _ in inspect.getmembers(port)
    ]
    assert [one for one in names if OF_A_PERSON.search(one)] == []
    assert OF_A_PERSON.search("decided_by")


def test_the_ports_only_read() -> None:
    methods = {
        name
        for port in (ports.CaseRegister, ports.PreparedWork)
        for name in vars(port)
        if not name.startswith("_")
    }
    assert methods == {"decisions", "households", "closed", "prepared"}


def test_the_page_needs_nothing_but_itself_and_runs_nothing() -> None:
    page = page_of(report(), {})
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!#|data:)', page) == []
    assert "default-src 'none'" in page


def test_what_a_person_typed_is_text_on_the_page_and_in_prefect() -> None:
    assert 'HYPERLINK("' not in page_of(report(), {})
    assert "&#34;https://ond.example&#34;" in page_of(report(), {})
    assert FORMULA in as_markdown(report())
    assert "](" not in as_markdown(report())


def test_the_first_lines_tell_prepared_and_decided_apart_and_that_some_are_decided_in_seconds() -> None:
    lines = headline(report())
    assert any("förberedde" in one for one in lines)
    assert any("beslutade som föreslaget i" in one for one in lines)
    assert any("inom 60 sekunder" in one and "hinner ingen läsa" in one for one in lines)


def test_the_number_of_children_says_on_which_day_they_were_counted() -> None:
    (line,) = (one for one in headline(report()) if " barn " in one)
    assert line.startswith(f"Veckan började måndagen den {day(report().week.monday)}. Då levde ")
    assert line.endswith(" barn i hushåll med bistånd.")


def test_children_whose_month_nobody_has_decided_are_told_beside_and_never_as_nought() -> None:
    november = Week.parse("2026-W47")
    weeks = dict.fromkeys(november.mondays_read, told().weeks[WEEK.monday][:4])
    weeks[november.monday] = weeks[november.monday][:2]
    shown = report_of(
        replace(told(), weeks=weeks, decisions=(), closed=()),
        municipality="Exempelstad",
        slug="exempelstad",
        week=november,
        choices=Choices(),
        today=november.monday,
    )
    (line,) = (one for one in headline(shown) if " barn " in one)
    assert line == (
        "Veckan började måndagen den 16 november 2026. Då levde 1 barn i hushåll med bistånd för november. "
        "5 barn levde i hushåll som hade bistånd i oktober men inte har fått beslut för november."
    )
    assert lix(line) < MOST


def test_the_median_is_told_where_there_are_decisions_to_tell_it_of_and_else_no_line_is() -> None:
    assert any(one.startswith("Mediantiden") for one in headline(report()))
    without = replace(report(), medians={**report().medians, "Veckan": None})
    assert not any("Mediantid" in one or "inga beslut" in one for one in headline(without))


def test_a_municipality_that_talks_about_the_week_reads_first_on_which_day() -> None:
    week = report().week
    on_tuesdays = replace(report(), choices=replace(report().choices, meeting=1))
    tuesday = day(week.sunday + timedelta(days=2))
    until = f"Siffrorna gäller veckan till och med söndagen den {day(week.sunday)}."
    assert headline(on_tuesdays)[0] == f"Till mötet tisdagen den {tuesday}. {until}"
    assert headline(report()) == headline(on_tuesdays)[1:]


def test_drafts_that_nobody_opened_are_told_beside_those_decided_in_seconds() -> None:
    shares = [replace(one, part=3) if "öppnats" in one.name else one for one in report().spans["Fyra veckor"]]
    lines = headline(replace(report(), spans={**report().spans, "Fyra veckor": shares}))
    assert any("fattades 3 av" in one and "aldrig hade öppnat utkastet" in one for one in lines)
    assert not any("aldrig hade öppnat" in one for one in headline(report()))


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (1, 40, "De senaste fyra veckorna fattades 1 av 40 beslut som föreslaget inom 60 sekunder"),
        (0, 40, "Inget beslut som föreslaget på fyra veckor kom inom 60 sekunder från att"),
        (0, 0, "Om utkasten lästes innan besluten fattades går inte att se: tiderna är inte kända."),
    ],
)
def test_one_hasty_decision_and_none_and_that_nobody_can_tell_are_all_said(
    part: int, whole: int, words: str
) -> None:
    of_weeks = report().spans["Fyra veckor"]
    told = [replace(one, part=part, whole=whole) if "sekunder" in one.name else one for one in of_weeks]
    lines = headline(replace(report(), spans={**report().spans, "Fyra veckor": told}))
    assert [one for one in lines if one.startswith(words)]
    assert not [one for one in lines if one.startswith(words[:20]) and lix(one) >= MOST]


def test_the_report_of_a_week_that_goes_on_says_so_wherever_it_is_shown() -> None:
    made = replace(report(), today=WEEK.sunday)
    for shown in (page_of(made, {}), as_markdown(made)):
        assert f"uppföljning {WEEK} (pågår)" in shown
        assert f"Siffrorna är räknade den {day(WEEK.sunday)} och kommer att ändras." in shown
        assert "pågår" not in (page_of(report(), {}) + as_markdown(report()))
    assert folder_of(made) == f"uppfoljning-exempelstad-{WEEK}-pagar"


async def test_a_week_is_gathered_with_words_for_every_handover_and_what_kungsbacka_wants_first() -> None:
    """Handed over for every reason there is, and one application that told of a social need."""

    class Ours:
        async def prepared(self, town: Municipality, since: datetime) -> AsyncIterator[Prepared]:
            assert since.date() < WEEK.first_looked_at
            collected = datetime.combine(WEEK.monday, time(12), tzinfo=SWEDEN)
            for number, reason in enumerate(Reason):
                yield prepared(number, state=State.NEEDS_HUMAN, reason=str(reason), collected_at=collected)
            yield prepared(99, social_need=town.slug == "kungsbacka", collected_at=collected)

    sources = SimpleNamespace(
        municipality=load_municipality(CONFIG, "kungsbacka"),
        register=FakeCaseRegister(),
        work=Ours(),
        clock=SimpleNamespace(now=lambda: datetime.combine(THE_MONDAY_AFTER, time(), tzinfo=SWEDEN)),
        handover_texts=load_handover_texts(CONFIG),
    )
    made, _ = await gathering.gathered(sources, WEEK, choices_of(sources.municipality))
    assert headline(made)[0] == "Sociala behov: 100,0\u00a0% (1 av 1)."
    assert (made.spans["Ett år"][0].name, made.tables[0].key) == ("Sociala behov", "stickprov")
    for shown in (page_of(made, {}), as_markdown(made).replace("\\", "")):
        assert [code for code in Reason if code in shown] == []
        assert "Hushållet är inte detsamma i ansökan" in shown


@pytest.mark.campaign
def test_every_charted_table_has_a_picture() -> None:
    pictures = plots_of(report())
    assert set(pictures) == {one.key for one in report().tables if one.charted and one.rows}
    assert all(one.startswith(b"\x89PNG") for one in pictures.values())


def test_a_picture_of_typed_reasons_is_a_png_of_bars_that_says_nothing_of_the_machine() -> None:
    """Reasons that look like mathematics, and like a year."""
    typed = (("20 % stimulans", 7, 0, 5, 5), ("Hyra $_$ x", 6, 0, 5, 5))
    reasons = replace(report().table("orsaker"), rows=typed)
    (picture,) = plots_of(replace(report(), tables=(reasons,))).values()
    assert picture.startswith(b"\x89PNG")
    assert b"Software" not in picture
    book = workbook_of(replace(report(), tables=(reasons, report().table("hushall"))))
    with zipfile.ZipFile(BytesIO(book)) as held:
        assert b"c:barChart" in held.read("xl/charts/chart1.xml")


def test_every_note_and_definition_is_easy_to_read() -> None:
    texts = [one.note for one in report().tables] + [one.defined for one in report().spans["Veckan"]]
    texts += [nothing_found(replace(report(), is_tested=one)) for one in (True, False)]
    # The first lines are short sentences of figures, and are read together.
    texts.append(" ".join(headline(report())))
    assert {text: lix(text) for text in texts if lix(text) >= MOST} == {}


def test_that_nothing_was_found_is_another_thing_where_nothing_could_be_tested() -> None:
    for is_tested, words in ((True, "inte större än slumpen kan ge."), (False, "för få beslut att jämföra.")):
        without = replace(report(), findings=(), is_tested=is_tested)
        for shown in (page_of(without, {}), as_markdown(without)):
            assert words in shown


@pytest.mark.campaign
def test_files_are_named_by_week_and_town_and_statistics_say_what_they_lack() -> None:
    files = files_of(report())
    assert folder_of(report()) == f"uppfoljning-exempelstad-{WEEK}"
    assert {name.rpartition(".")[2] for name in files} == {"html", "xlsx", "md", "png"}
    (statistics,) = statistics_file(report(), told(), "9901").values()
    with zipfile.ZipFile(BytesIO(statistics)) as held:
        said = held.read("xl/sharedStrings.xml").decode()
    assert "Uppföljningen läser inga personnummer" in said
    assert "ska inte lämnas in som de är" in said


@pytest.mark.parametrize("asked", [False, True])
def test_a_row_for_each_household_is_written_only_where_somebody_asks_for_it(
    asked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def followed_up(*_: object) -> tuple[Report, Told]:
        return report(), told()

    @asynccontextmanager
    async def sources(*_: object) -> AsyncIterator[SimpleNamespace]:
        town = load_municipality(CONFIG, "exempelstad")
        monday = datetime.combine(THE_MONDAY_AFTER, time(), tzinfo=SWEDEN)
        clock = SimpleNamespace(now=lambda: monday)
        yield SimpleNamespace(municipality=town, reports=kept_in(tmp_path / "kept"), clock=clock)

    monkeypatch.setattr(gathering, "gathered", followed_up)
    monkeypatch.setattr(gathering, "plots_of", lambda _: {})
    monkeypatch.setattr(command, "follow_up_sources", sources)
    there = tmp_path / "asked" if asked else None
    asyncio.run(command._written("exempelstad", Settings(home=tmp_path), str(WEEK), to=there))
    written = {file.name: file.read_bytes() for file in tmp_path.rglob("*.*") if file.is_file()}
    keys = {one.case_key for one in told().decisions}
    with_rows = {name.partition("-")[0] for name, content in written.items() if keys & words_in(content)}
    assert with_rows == ({"statistik"} if asked else set())
    assert len(written) == 3 + asked


def words_in(content: bytes) -> set[str]:
    """What can be read in a workbook or a page, word by word."""
    if not content.startswith(b"PK"):
        return set(re.findall(r"[\w-]+", content.decode()))
    with zipfile.ZipFile(BytesIO(content)) as held:
        return {word for name in held.namelist() for word in re.findall(r"[\w-]+", held.read(name).decode())}


def test_why_a_case_file_was_closed_is_told_in_statistics_only_where_several_have_the_words() -> None:
    granted = next(one for one in told().decisions if one.amount)
    month = str(granted.period)
    keys = {one.case_key for one in told().decisions if one.amount and str(one.period) == month}
    in_order = [granted.case_key, *sorted(keys - {granted.case_key})]
    closed = [replace(told().closed[0], case_key=key, words="Arbete") for key in in_order]
    closed[0] = replace(closed[0], words="Har flyttat till Lia Ek")
    book = statistics_of(replace(told(), closed=closed), month=month, code="9901")
    with zipfile.ZipFile(BytesIO(book)) as held:
        said = held.read("xl/sharedStrings.xml").decode()
    assert ("Lia" in said, ">Arbete<" in said) == (False, True)


@pytest.mark.parametrize("wrong", ["2026-47", "W47", "2026-Wxx", "2026-W54", "2026-W00"])
def test_what_is_no_week_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - Python's own words for a week that is not there
        Week.parse(wrong)


@pytest.mark.parametrize(
    ("asked", "told"), [("2026-W54", "is no week"), ("2026-W48", "begins on 2026-11-23")]
)
def test_what_is_no_week_and_one_that_has_not_begun_are_told_in_a_sentence(asked: str, told: str) -> None:
    with pytest.raises(SetUpTrouble, match=told):
        week_asked_for(asked, date(2026, 11, 22))


def test_the_week_that_goes_on_may_be_asked_for_and_unless_asked_the_last_one_is_told() -> None:
    asked = [str(week_asked_for(text, date(2026, 11, 23))) for text in ("", "2026-W48")]
    assert asked == ["2026-W47", "2026-W48"]


def test_a_week_is_one_of_iso_8601() -> None:
    assert (Week.parse("2026-W01").monday, str(Week.of(date(2027, 1, 3)))) == (date(2025, 12, 29), "2026-W53")


def test_kronor_are_written_as_people_do() -> None:
    assert (kronor(1_234_550), kronor(-50_000), kronor(0)) == (
        "12\u00a0345,50\u00a0kr",
        "−500\u00a0kr",
        "0\u00a0kr",
    )


def test_a_table_that_is_empty_is_still_a_table() -> None:
    empty = Table(key="k", title="t", note="n", columns=(), rows=())
    assert empty.rows == ()
