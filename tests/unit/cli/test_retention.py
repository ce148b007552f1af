"""`utkast retention` shows or takes away; `utkast erase` asks for a person and tells what stays."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import CliRunner

from adapters.persistence.engine import Database
from flows.audit import Act
from flows.cli import retention
from flows.cli.app import app
from flows.cli.swept import AGAIN, NOT_YET
from flows.cli.trouble import CannotGoOn
from flows.cli.typed import says_yes
from flows.errors import Reason, SetUpTrouble
from flows.records import Adult
from flows.retention import Kind, Period, Periods, shared
from flows.settings import PROJECT, load_settings
from flows.wiring.store import Store
from flows.work import Outcome, State
from tests import examples
from tests.unit.cli.conftest import Terminal
from tests.unit.config_files.spoilt import spoil

NOW = examples.NOW
DIGITS = examples.APPLICANT.digits
DONE = Outcome(state=State.AWAITING_CASEWORKER)
SETTLED, OPEN, THEIRS = "UTK-9901-100234", "UTK-9901-100235", "UTK-9901-100236"


@pytest.fixture
def later(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Thirteen months after an application was settled and another was collected."""

    async def work(store: Store) -> None:
        for ref in ("100234", "100235", "100236"):
            application = examples.application(ref)
            if ref == "100236":
                adults = {
                    "applicant": Adult(personal_number=examples.PARTNER, signed=True),
                    "co_applicant": Adult(personal_number=examples.APPLICANT, signed=True),
                }
                application = examples.application(ref, **adults)
            await store.work.collect(examples.work_item(ref), application)
        for case_ref in (SETTLED, THEIRS):
            item = await store.work.find(case_ref)
            assert item is not None
            await store.work.put(item, DONE, NOW)

    terminal.in_tables(work)
    monkeypatch.setenv("UTKAST_TODAY", str(NOW.date() + timedelta(days=400)))
    return terminal


def logged() -> str:
    """The log, with what was moved aside: the robot's date is another than the log's here."""
    return "".join(one.read_text(encoding="utf-8") for one in (load_settings().home / "logs").iterdir())


def kept(terminal: Terminal, case_ref: str) -> bool:
    async def work(store: Store) -> bool:
        try:
            await store.work.application(case_ref)
        except LookupError:
            return False
        return True

    return terminal.in_tables(work)


def test_without_being_told_to_it_only_shows(later: Terminal) -> None:
    code, said = later.type("retention")
    assert code == 0
    for told in ("Ansökningar, uppgifter", "2026-11-18", "365 dagar", "1 (öppen ansökan)", "--purge"):
        assert told in said
    assert "Exempelstads dokumenthanteringsplan 2026 (exempel), beslutat 2026-11-01." in said
    assert kept(later, SETTLED)


def test_told_to_it_takes_away_and_says_so_in_the_log(later: Terminal) -> None:
    code, said = later.type("retention", "--purge")
    assert code == 0
    assert "Gallrat" in said
    assert not kept(later, SETTLED)
    assert kept(later, OPEN)
    assert '"kept": "applications", "number": 2, "days": 365' in logged()


def test_a_household_that_only_a_person_may_handle_is_forgotten_before_what_tells_who_it_is_goes(
    later: Terminal,
) -> None:
    """The application that was handed over is old enough to go itself; the household's next is not."""

    async def work(store: Store) -> None:
        by_a_person = Outcome(state=State.NEEDS_HUMAN, reason=Reason.MANUAL_HANDLING)
        for ref, outcome, days in (("100237", by_a_person, 0), ("100238", DONE, 300)):
            item = examples.work_item(ref)
            await store.work.collect(item, examples.application(ref))
            await store.work.put(item, outcome, NOW + timedelta(days=days))

    later.in_tables(work)
    assert later.type("retention", "--purge")[0] == 0
    assert not kept(later, "UTK-9901-100238")
    assert "left-behind 1" in {detail for _, detail in entries(later)}


def entries(terminal: Terminal, case_ref: str = "") -> list[tuple[str, str]]:
    """What stands in the audit log of an application, or of none."""

    async def work(store: Store) -> list[tuple[str, str]]:
        return [(one.act, one.detail) for one in await store.audit.of_case(case_ref)]

    return terminal.in_tables(work)


def test_what_is_taken_away_is_written_down_first(later: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    later.type("retention", "--purge")
    assert (Act.COPIES_PURGED, "applications 2") in entries(later)
    (load_settings().secrets_dir / "audit_key").unlink()
    monkeypatch.setenv("UTKAST_TODAY", str(NOW.date() + timedelta(days=800)))
    with pytest.raises(SetUpTrouble, match="audit key"):
        later.type("retention", "--purge")
    assert kept(later, OPEN)
    assert SETTLED in later.type("list")[1]


def test_the_audit_logs_oldest_entries_go_in_their_time_and_the_rest_is_proven(
    later: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    later.type("retention", "--purge")
    assert len(entries(later)) == 1
    monkeypatch.setenv("UTKAST_TODAY", "2036-01-01")
    code, _ = later.type("retention", "--purge")
    assert code == 0
    assert Act.PURGED in {act for act, _ in entries(later)}
    assert later.type("audit", "verify")[0] == 0


def test_old_bytes_that_had_to_wait_go_by_a_purge_that_finds_nothing_more_due(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept = iter((False, True))

    async def once_in_vain(_: Database) -> bool:
        return next(swept)

    monkeypatch.setattr(Database, "swept", once_in_vain)
    assert AGAIN in terminal.type("retention", "--purge")[1].replace("\n", " ")
    assert NOT_YET not in terminal.type("retention", "--purge")[1].replace("\n", " ")
    assert list(swept) == []


def test_a_municipality_that_has_said_nothing_keeps_everything(
    later: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copytree(PROJECT / "config", tmp_path / "config")
    file = tmp_path / "config" / "municipalities" / "exempelstad.yaml"
    text = file.read_text(encoding="utf-8")
    begins = text.index("retention:\n  applications")
    file.write_text(text[:begins] + text[text.index("# Vilka system") :], encoding="utf-8")
    monkeypatch.setenv("UTKAST_CONFIG_DIR", str(tmp_path / "config"))
    code, said = later.type("retention", "--purge")
    assert code == 0
    assert "inga gallringstider" in said
    assert kept(later, SETTLED)


def erased(*typed: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, ["erase"], input="\n".join(typed) + "\n")
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    return answer.exit_code, answer.output


def test_a_person_is_found_by_a_number_that_is_typed_and_shown_to_nobody(later: Terminal) -> None:
    code, said = erased(f"{DIGITS[:8]}-{DIGITS[8:]}", "n")
    assert code == 0
    assert DIGITS not in said.replace("-", "")
    for told in (
        f"{SETTLED}",
        "kan raderas",
        "står kvar: ansökan är öppen",
        "nämnd i någon annans ansökan",
        "Ärendesystemet",
        "Inget är raderat.",
    ):
        assert told in said
    assert kept(later, SETTLED)


def test_what_may_go_goes_and_the_rest_stays(later: Terminal) -> None:
    code, said = erased(DIGITS, "Ja")
    assert code == 0
    assert f"Raderat: {SETTLED}." in said
    assert [kept(later, ref) for ref in (SETTLED, OPEN, THEIRS)] == [False, True, True]
    assert "Granskningsloggens poster och journalens steg står kvar" in said
    log = logged()
    assert f'"case_ref": "{SETTLED}"' in log
    assert "person.erased" in log
    assert (Act.ERASED, "") in entries(later, SETTLED)
    assert (Act.PERSON_SOUGHT, "") in entries(later)
    assert DIGITS not in log
    _, again = erased(DIGITS)
    assert "Inget av det kan raderas nu." in again


@pytest.mark.parametrize(
    ("typed", "is_yes"), [("j", True), ("JA", True), (" y", True), ("yes", True), ("", False), ("nej", False)]
)
def test_yes_is_said_in_swedish_or_in_english_and_nothing_is_no(typed: str, is_yes: bool) -> None:
    with CliRunner().isolation(input=f"{typed}\n") as (shown, *_):
        assert says_yes("Radera?") is is_yes
        assert shown.getvalue().decode().startswith("Radera? (j/N) ")


def test_of_somebody_else_nothing_is_kept(later: Terminal) -> None:
    _, said = erased(examples.CHILD.digits)
    assert "inget sparat om personen i någon ansökan" in said
    assert "Granskningsloggens poster" in said


def test_at_a_terminal_the_question_is_put_when_nothing_is_shown_any_more(
    later: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever types as soon as the question is seen would else be seen: it is `getpass` that puts it."""
    put: list[str] = []

    def answered(question: str) -> str:
        put.append(question)
        return examples.CHILD.digits

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", answered)
    retention.erase("exempelstad")
    (question,) = put
    assert question.startswith("Personnummer")
    assert "Personnummer" not in capsys.readouterr().out


def test_what_is_no_number_is_refused_and_not_repeated(later: Terminal) -> None:
    with pytest.raises(CannotGoOn) as told:
        erased("Kalle 1111")
    assert "1111" not in str(told.value)


def period(days: int) -> Period:
    return Period(days=days, decided=date(2026, 11, 1), source="Exempel")


def test_what_municipalities_share_is_kept_as_long_as_the_longest_of_them_says() -> None:
    one: Periods = {Kind.LOGS: period(30), Kind.EVIDENCE: period(10)}
    other: Periods = {Kind.LOGS: period(60)}
    assert shared([one, other]) == {Kind.LOGS: period(60)}
    assert shared([]) == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("applications: { days: 365", "applications: { days: 60", "write 155 or more"),
        ("journal: { days: 730", "journal: { days: 200", "as many days as for applications"),
        ("evidence: { days: 90", "evidence: { days: 0", "write for how many days it is kept"),
        ("evidence: { days: 90", "evidens: { days: 90", "evidens"),
    ],
)
def test_a_period_that_cannot_be_is_told_with_file_and_line(
    terminal: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    old: str,
    new: str,
    told: str,
) -> None:
    copytree(PROJECT / "config", tmp_path / "config")
    spoil(tmp_path / "config" / "municipalities" / "exempelstad.yaml", old, new)
    monkeypatch.setenv("UTKAST_CONFIG_DIR", str(tmp_path / "config"))
    with pytest.raises(Exception, match=r"exempelstad\.yaml") as caught:
        terminal.type("retention")
    assert told in str(caught.value)
