"""`utkast audit`: what it proves, whom it answers, and that whoever looks is written down first."""

import asyncio
import csv
import io
import logging
import socket
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from adapters.persistence.audit_rows import LogBroken
from adapters.persistence.engine import Database
from adapters.persistence.tables import AuditHeadRow, AuditRow
from flows.audit import Act, Entry
from flows.audit_words import DONE
from flows.cli.app import app
from flows.cli.terminal import Terminal as TextTerminal
from flows.records import Adult
from flows.settings import load_settings
from flows.wiring.anchoring import anchored_at_the_end, anchored_heads
from flows.wiring.sealing import NoAuditKey
from flows.wiring.store import Store
from tests import examples
from tests.contract.test_audit_log import DEED
from tests.unit.cli.conftest import Terminal

CASE = "UTK-9901-100234"


def recorded(terminal: Terminal, number: int = 1) -> None:
    async def done(store: Store) -> None:
        for _ in range(number):
            await store.audit.record(DEED)

    terminal.in_tables(done)


def entries(terminal: Terminal) -> list[Entry]:
    async def found(store: Store) -> list[Entry]:
        return [*await store.audit.of_case(CASE)]

    return terminal.in_tables(found)


def edit() -> None:
    """Somebody without the key changes an entry."""
    by_hand(sa.update(AuditRow).where(AuditRow.number == 2).values(account="annan"))


def by_hand(*changes: sa.Update | sa.Delete | sa.TextClause) -> None:
    async def done() -> None:
        async with Database.as_it_is(load_settings().database) as database, database.session() as session:
            for change in changes:
                await session.execute(change)

    asyncio.run(done())


def test_a_whole_log_is_told_so(terminal: Terminal) -> None:
    recorded(terminal, 3)
    assert terminal.type("audit", "anchor")[0] == 0
    assert terminal.type("audit", "verify") == (0, "Granskningsloggen är hel: 3 poster, 1 ankare.\n")


def worked(terminal: Terminal) -> None:
    """A worker has taken an application."""

    async def done(store: Store) -> None:
        await store.work.collect(examples.work_item(), examples.application())
        assert await store.work.claim(CASE, "worker-1", examples.NOW)

    terminal.in_tables(done)


def test_without_an_anchor_the_log_is_never_told_to_be_whole(terminal: Terminal) -> None:
    recorded(terminal, 3)
    code, said = terminal.type("audit", "verify")
    assert (code, "är hel" in said) == (0, False)
    worked(terminal)
    assert terminal.type("audit", "verify") == (
        1,
        "Inget ankare: att slutet finns kvar kan inte styrkas.\nGör så här: runbooks/audit-log-broken.md\n",
    )
    terminal.type("audit", "anchor")
    assert terminal.type("audit", "verify")[0] == 0


def test_a_log_that_is_gone_with_head_and_anchors_is_missed(terminal: Terminal) -> None:
    recorded(terminal, 3)
    worked(terminal)
    terminal.type("audit", "anchor")
    load_settings().audit_anchors.unlink()
    by_hand(sa.delete(AuditRow), sa.delete(AuditHeadRow))
    code, said = terminal.type("audit", "verify")
    assert (code, "är hel" in said) == (1, False)
    assert "Loggens huvud är borttaget" in said
    assert "Inget ankare" in said


def test_a_deed_at_the_terminal_cannot_be_cut_off_unseen(terminal: Terminal) -> None:
    recorded(terminal, 2)
    for words in (("status",), ("list",), ("audit", "verify")):
        terminal.type(*words)
    assert anchored_heads(load_settings()) == []
    terminal.type("audit", "list", "--case-ref", CASE)
    assert [one.number for one in anchored_heads(load_settings())] == [3]
    link = entries(terminal)[1].link
    by_hand(
        sa.delete(AuditRow).where(AuditRow.number == 3),
        sa.update(AuditHeadRow).values(number=2, link=link),
    )
    code, said = terminal.type("audit", "verify")
    assert (code, "loggens slut är borttaget" in said) == (1, True)


def test_each_finding_is_a_sentence_and_the_exit_code_is_1(terminal: Terminal) -> None:
    recorded(terminal, 3)
    edit()
    code, said = terminal.type("audit", "verify")
    assert code == 1
    assert said.splitlines() == [
        "Post 2 är ändrad: den säger inte det som skrevs.",
        "Inget ankare: att slutet finns kvar kan inte styrkas.",
        "Gör så här: runbooks/audit-log-broken.md",
    ]


def test_what_cannot_be_read_is_told_as_changed_and_shown_as_unreadable(terminal: Terminal) -> None:
    recorded(terminal, 5)
    igar = sa.text("UPDATE audit_log SET at = 'igår' WHERE number = 2")
    blob = sa.text("UPDATE audit_log SET detail = x'00ff', purpose = x'00ff' WHERE number = 4")
    by_hand(igar, blob)
    code, said = terminal.type("audit", "verify")
    assert code == 1
    assert said.splitlines()[:2] == [
        "Post 2 är ändrad: den säger inte det som skrevs.",
        "Post 4 är ändrad: den säger inte det som skrevs.",
    ]
    code, said = terminal.type("audit", "list", "--case-ref", CASE)
    assert (code, said.count("[oläsligt]")) == (0, 2)


def test_without_its_head_the_log_says_what_to_do_and_nothing_is_shown(terminal: Terminal) -> None:
    recorded(terminal)
    by_hand(sa.delete(AuditHeadRow))
    with pytest.raises(LogBroken, match="audit-log-broken"):
        terminal.type("audit", "list", "--case-ref", CASE)


def test_a_broken_part_is_set_aside_with_a_reason_and_the_rest_is_proven(terminal: Terminal) -> None:
    recorded(terminal, 3)
    edit()
    code, said = terminal.type("audit", "set-aside", "--reason", "changed", "--report", "SN 2026/17")
    assert (code, "post 4" in said) == (0, True)
    recorded(terminal)
    code, said = terminal.type("audit", "verify")
    assert code == 0
    assert "Loggen prövas efter post 3." in said
    assert "poster är ändrade, SN 2026/17" in said


def test_a_log_that_is_whole_is_not_set_aside(terminal: Terminal) -> None:
    recorded(terminal)
    with pytest.raises(Exception, match="Nothing is wrong"):
        terminal.type("audit", "set-aside", "--reason", "changed", "--report", "SN 2026/17")


@pytest.mark.parametrize(
    ("reason", "report"),
    [
        ("Åsa Öberg tittade", "SN 2026/17"),
        ("changed", "Åsa Öberg"),
        ("changed", "19900101-2385"),
        ("changed", "9001012385"),
        ("changed", "SN 2026/17 Öberg"),
        ("changed", " "),
    ],
)
def test_nobody_can_be_named_where_a_part_is_set_aside(terminal: Terminal, reason: str, report: str) -> None:
    recorded(terminal, 3)
    edit()
    with pytest.raises(Exception, match="--re"):
        terminal.type("audit", "set-aside", "--reason", reason, "--report", report)
    code, said = terminal.type("audit", "verify")
    assert (code, "Öberg" in said) == (1, False)


def test_the_entries_of_a_case_are_shown_and_who_asked_is_the_last(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UTKAST_WHO", "anna")
    recorded(terminal)
    code, said = terminal.type("audit", "list", "--case-ref", CASE)
    assert code == 0
    assert "utkast-01" in said
    assert "Handläggning av ekonomiskt" in said
    read = entries(terminal)[-1]
    assert (read.act, read.account, read.system) == (Act.AUDIT_READ, "anna", "Utkast")


def test_a_person_is_answered_by_what_is_typed_and_never_shown(terminal: Terminal) -> None:
    recorded(terminal, 2)
    digits = examples.APPLICANT.digits
    answer = CliRunner().invoke(app, ["audit", "for-person"], input=f"{digits[:8]}-{digits[8:]}\n")
    assert answer.exit_code == 0
    assert "Registerutdrag: 3 poster" in answer.output
    assert digits[8:] not in answer.output
    assert "artikel 15" in answer.output


def test_the_extract_counts_the_applications_that_name_the_person(terminal: Terminal) -> None:
    async def collected(store: Store) -> None:
        partner = Adult(personal_number=examples.PARTNER, signed=True)
        application = examples.application(co_applicant=partner)
        await store.work.collect(examples.work_item(), application)
        await store.audit.record(replace(DEED, act=Act.APPLICATION_READ, person=None))

    terminal.in_tables(collected)
    answer = CliRunner().invoke(app, ["audit", "for-person"], input=f"{examples.PARTNER.digits}\n")
    assert "Registerutdrag: 1 post " in answer.output
    assert "0 som sökande, 1 där personen är nämnd i någon annans ansökan." in answer.output
    assert "26 kap." in answer.output
    assert CASE not in answer.output
    own = CliRunner().invoke(app, ["audit", "for-person"], input=f"{examples.APPLICANT.digits}\n")
    assert "Sparade ansökningar: 1 som sökande, 0 " in own.output
    assert "26 kap." not in own.output


def test_an_extract_that_is_written_opens_in_a_spreadsheet_and_is_its_owners_alone(
    terminal: Terminal, tmp_path: Path
) -> None:
    async def noted(store: Store) -> None:
        await store.audit.record(
            replace(DEED, account="=cmd|' /C calc'!A0"), replace(DEED, account="a;b\n+1")
        )

    terminal.in_tables(noted)
    file = tmp_path / "utdrag.csv"
    answer = CliRunner().invoke(
        app, ["audit", "for-person", "--to", str(file)], input=f"{examples.APPLICANT.digits}\n"
    )
    assert f"Registerutdrag: 3 poster i {file}" in answer.output
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    heading, first, second, _ = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")), delimiter=";")
    assert heading[:3] == ["Nr", "Tid", "Konto"]
    assert (first[2], second[2]) == ("'=cmd|' /C calc'!A0", "a;b +1")
    assert first[-1] == DEED.legal_basis
    assert file.stat().st_mode & 0o077 == 0


def test_in_a_pipe_each_entry_can_be_read(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.cli import audit

    monkeypatch.setattr(audit, "console", TextTerminal(width=80))
    recorded(terminal)
    answer = CliRunner().invoke(app, ["audit", "for-person"], input=f"{examples.APPLICANT.digits}\n")
    assert "Slog upp personen i folkbokföringen" in answer.output


def test_no_command_takes_a_person_on_its_line(terminal: Terminal) -> None:
    code, said = terminal.type("audit", "for-person", examples.APPLICANT.digits)
    assert code == 2
    assert "audit for-person" in said


def test_what_is_typed_and_is_no_number_is_refused_and_not_repeated(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("199006022398\n"))
    from flows.cli import audit

    with pytest.raises(Exception, match="no personnummer") as told:
        audit.for_person()
    assert "2398" not in str(told.value)


def test_nothing_of_ours_is_shown_when_it_cannot_be_written_down(terminal: Terminal) -> None:
    async def collected(store: Store) -> None:
        await store.work.collect(examples.work_item(), examples.application())

    terminal.in_tables(collected)
    (load_settings().secrets_dir / "audit_key").unlink()
    for words in (
        ("explain", CASE),
        ("evidence", "show", CASE),
        ("audit", "list", "--case-ref", CASE),
    ):
        with pytest.raises(NoAuditKey, match="utkast new-key"):
            terminal.type(*words)


def test_who_looks_at_what_is_kept_is_written_down(terminal: Terminal, tmp_path: Path) -> None:
    async def collected(store: Store) -> None:
        await store.work.collect(examples.work_item(), examples.application())

    terminal.in_tables(collected)
    assert terminal.type("evidence", "show", CASE)[0] == 0
    with pytest.raises(Exception, match="has not been assessed"):
        terminal.type("explain", CASE)
    assert [one.act for one in entries(terminal)] == [Act.EVIDENCE_SHOWN, Act.EXPLAINED]
    assert {one.legal_basis for one in entries(terminal)} != {""}


def test_an_anchor_is_a_line_more_and_is_said_to_the_systems_log_too(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "tom" in terminal.type("audit", "anchor")[1]
    recorded(terminal)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as heard:
        heard.bind(("127.0.0.1", 0))
        heard.settimeout(10)
        monkeypatch.setenv("UTKAST_AUDIT_SYSLOG", f"127.0.0.1:{heard.getsockname()[1]}")
        terminal.type("audit", "anchor")
        words = heard.recv(1000).decode()
    recorded(terminal)
    monkeypatch.setenv("UTKAST_AUDIT_SYSLOG", "")
    terminal.type("audit", "anchor")
    assert [one.number for one in anchored_heads(load_settings())] == [1, 2]
    line = load_settings().audit_anchors.read_text(encoding="utf-8").splitlines()[0]
    assert line in words
    assert load_settings().audit_anchors.stat().st_mode & 0o077 == 0


async def test_a_run_whose_head_cannot_be_anchored_stands_all_the_same(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from structlog.testing import capture_logs

    from tests.fakes.audit import FakeAuditLog

    caplog.set_level(logging.INFO)
    audit = FakeAuditLog(deeds=[DEED])
    with capture_logs() as told:
        await anchored_at_the_end(load_settings(), audit)
        monkeypatch.setenv("UTKAST_AUDIT_ANCHOR_FILE", "/proc/none/anchors")
        await anchored_at_the_end(load_settings(), audit)
    assert [one["event"] for one in told] == ["audit.anchored", "audit.not_anchored"]


def test_every_act_is_told_in_swedish() -> None:
    assert set(DONE) == set(Act)
