"""Evidence at the terminal: found by application and system, told in words, one piece opened at a time."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.evidence_folder import EvidenceFolder
from adapters.persistence.seal import NoDataKey, Seal, new_key
from flows.audit import Act
from flows.cli import traces
from flows.cli.trouble import CannotGoOn
from flows.errors import Code
from flows.journal import Step
from flows.settings import load_settings
from flows.wiring.store import Store
from flows.work import Outcome, State, UnknownReference
from tests import examples
from tests.contract.test_audit_log import DEED
from tests.unit.cli.conftest import Terminal

REF, OTHER = "UTK-9901-100234", "UTK-9901-100999"
NOW = examples.NOW
NAME = "20261118T081403-Skatteverket-0a1b2c3d"


def outline(seconds: int = 3, **changes: Any) -> dict[str, Any]:
    """Skatteverket's page, whose label was renamed."""
    bound = {"case_ref": REF, "code": "SCREEN_CHANGED", "worker": "natt-1/1", "attempt": 2}
    bound |= {"most_attempts": 5, "versions": {"utkast": "0.1.0", "prefect": "3.8.8"}}
    error = {"detail": "not the screen that was expected", "expected": "heading “Folkbokföring”"}
    error |= {"missing": ["Civilstånd"], "standing": ["Familj"]}
    return {
        "system": "Skatteverket",
        "screen": "population",
        "at": (NOW + timedelta(seconds=seconds)).isoformat(),
        "bound": bound | changes.pop("bound", {}),
        "error": error,
        "frames": [{"path": "/folkbokforing", "http_status": 200, "elements": [{"text": "Familj"}]}],
        **changes,
    }


@pytest.fixture
def folder(terminal: Terminal) -> EvidenceFolder:
    settings = load_settings()
    keys = (settings.secrets_dir / "data_key").read_text(encoding="utf-8").split()
    return EvidenceFolder(settings.home / "evidence", Seal(keys))


@pytest.fixture
def kept(folder: EvidenceFolder) -> EvidenceFolder:
    """Two pieces: the renamed label, and another application's lost session in Almanda."""
    folder.keep(f"{NAME}.json", json.dumps(outline()).encode())
    folder.keep(f"{NAME}.png", b"\x89PNG masked")
    bound = {"case_ref": OTHER, "code": "SESSION_LOST"}
    lost = outline(-60, system="Almanda", screen="household", bound=bound)
    folder.keep("20261118T081300-Almanda-11111111.json", json.dumps(lost).encode())
    return folder


async def failed(store: Store) -> None:
    """An application that failed at its second try."""
    await store.work.collect(examples.work_item("100234"), examples.application("100234"))
    for start in (-10, 0):
        await store.work.claim(REF, "natt-1/1", NOW + timedelta(seconds=start))
        await store.work.note(REF, Step.OPENED, NOW + timedelta(seconds=start + 2), worker="natt-1/1")
        outcome = Outcome(state=State.FAILED, reason=Code.SCREEN_CHANGED)
        await store.work.settle(REF, outcome, NOW + timedelta(seconds=start + 4), worker="natt-1/1")


def test_each_piece_is_listed_with_what_it_is_about_the_newest_first(
    terminal: Terminal, kept: EvidenceFolder
) -> None:
    code, said = terminal.type("evidence", "list")
    newest, its_names, oldest, _ = said.splitlines()
    assert code == 0
    assert newest == f"2026-11-18 08:14:03  SCREEN_CHANGED  Skatteverket, skärmen population  {REF}"
    assert its_names.split() == [f"{NAME}.json", f"{NAME}.png"]
    assert oldest == f"2026-11-18 08:13:00  SESSION_LOST  Almanda, skärmen household  {OTHER}"


@pytest.mark.parametrize(
    "asked",
    [("--case-ref", REF), ("--system", "skatteverket"), ("--case-ref", REF, "--system", "Skatteverket")],
)
def test_a_list_can_be_of_one_application_or_one_system(
    terminal: Terminal, kept: EvidenceFolder, asked: tuple[str, ...]
) -> None:
    said = terminal.type("evidence", "list", *asked)[1]
    assert REF in said
    assert OTHER not in said


def test_what_no_key_opens_is_listed_by_its_name(terminal: Terminal, folder: EvidenceFolder) -> None:
    EvidenceFolder(load_settings().home / "evidence", Seal([new_key()])).keep("old.json", b"{}")
    said = terminal.type("evidence", "list")[1]
    assert "datanyckeln passar inte" in said
    assert "old.json" in said


def test_no_evidence_is_said_plainly(terminal: Terminal) -> None:
    assert "Inga bevis" in terminal.type("evidence", "list")[1]


def test_the_list_of_what_failed_says_how_to_see_why(terminal: Terminal) -> None:
    assert "utkast evidence show" not in terminal.type("failed")[1]
    terminal.in_tables(failed)
    assert "utkast evidence show REFERENS" in terminal.type("failed")[1]


def test_a_failure_is_told_in_words(terminal: Terminal, kept: EvidenceFolder) -> None:
    terminal.in_tables(failed)
    earlier = outline(-8, bound={"attempt": 1})
    kept.keep("20261118T081352-Skatteverket-22222222.json", json.dumps(earlier).encode())
    code, said = terminal.type("evidence", "show", REF)
    assert code == 0
    for told in (
        f"{REF}. Läge nu: Fel: SCREEN_CHANGED.",
        "Vad roboten skulle göra: läsa historik och folkbokföring (försök 2 av högst 5 i rad).",
        "Var: Skatteverket, skärmen population",
        "Felets egna ord, på engelska: not the screen that was expected",
        "Landmärket heading “Folkbokföring” stod där. Etiketter som saknas: ”Civilstånd”.",
        "Där stod: ”Familj”.",
        "/folkbokforing (HTTP 200): ”Familj”",
        "En gång tidigare, för en ansökan, först 2026-11-18 kl. 08.13.",
        "08:14:02  OPENED  Akten läst",
        "08:14:03  !! SCREEN_CHANGED  Skatteverket, skärmen population",
        "Körning: natt-1/1",
        "Versioner: utkast 0.1.0, prefect 3.8.8",
        "2026-11-18 08:13:52  SCREEN_CHANGED  Skatteverket, skärmen population  försök 1 av högst 5 i rad",
        "runbooks/SCREEN_CHANGED.md",
        f"utkast evidence open {NAME}.png --to seen.png",
        f"utkast logs --case-ref {REF}",
        f"utkast review {REF}",
        f"utkast order {REF}",
    ):
        assert told in said


def test_a_failure_that_no_screen_shows_is_told_by_its_last_steps(terminal: Terminal) -> None:
    terminal.in_tables(failed)
    said = terminal.type("evidence", "show", REF)[1]
    assert "läsa historik och folkbokföring (försök 2)" in said
    assert "SETTLED" in said
    assert "runbooks/SCREEN_CHANGED.md" in said
    assert "evidence open" not in said


def test_what_to_do_is_told_for_the_outcome_and_not_for_what_was_met_on_the_way(
    terminal: Terminal, folder: EvidenceFolder
) -> None:
    """A save took too long on the way to what the application was given up for."""
    terminal.in_tables(failed)
    slow = outline(system="Almanda", screen="draft form", bound={"code": Code.WRITE_UNCERTAIN, "attempt": 1})
    folder.keep("20261118T081403-Almanda-22222222.json", json.dumps(slow).encode())
    said = terminal.type("evidence", "show", REF)[1]
    assert "runbooks/SCREEN_CHANGED.md" in said
    assert "!! WRITE_UNCERTAIN  Almanda, skärmen draft form" in said
    assert "runbooks/WRITE_UNCERTAIN.md" not in said


def test_an_application_without_a_failure_says_so(terminal: Terminal) -> None:
    async def collected(store: Store) -> None:
        await store.work.collect(examples.work_item("100234"), examples.application("100234"))

    terminal.in_tables(collected)
    assert "Inga bevis" in terminal.type("evidence", "show", REF)[1]


def test_one_that_waits_for_a_system_that_others_met_says_where_to_look(terminal: Terminal) -> None:
    async def waiting(store: Store) -> None:
        outcome = Outcome(state=State.WAITING, reason=Code.LOGIN_REFUSED, waits_for="Skatteverket")
        item = examples.work_item("100234", outcome=outcome)
        await store.work.collect(item, examples.application("100234"))

    terminal.in_tables(waiting)
    said = terminal.type("evidence", "show", REF)[1]
    assert "utkast evidence list --system Skatteverket" in said
    assert "utkast systems list" in said


def test_an_unknown_reference_is_told_in_a_sentence(terminal: Terminal) -> None:
    with pytest.raises(UnknownReference, match="utkast list"):
        terminal.type("evidence", "show", "UTK-9901-1")


def test_a_sealed_picture_is_opened_and_can_be_read_by_its_owner_alone(
    terminal: Terminal, kept: EvidenceFolder, tmp_path: Path
) -> None:
    assert terminal.type("evidence", "open", f"{NAME}.png", "--to", str(tmp_path / "seen.png"))[0] == 0
    assert (tmp_path / "seen.png").read_bytes() == b"\x89PNG masked"
    assert (tmp_path / "seen.png").stat().st_mode & 0o077 == 0


def test_who_opened_evidence_is_in_the_record_of_the_case_and_of_the_person(
    terminal: Terminal, kept: EvidenceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def collected(store: Store) -> None:
        await store.work.collect(examples.work_item("100234"), examples.application("100234"))
        await store.audit.record(replace(DEED, act=Act.APPLICATION_READ))

    terminal.in_tables(collected)
    kept.keep(f"{NAME}.trace", b"a trace")
    monkeypatch.setattr(traces, "_viewed", lambda *shown: None)
    terminal.type("evidence", "open", f"{NAME}.png", "--to", str(tmp_path / "seen.png"))
    terminal.type("evidence", "trace", f"{NAME}.trace")
    terminal.type("evidence", "open", "20261118T081300-Almanda-11111111.json", "--to", str(tmp_path / "a"))

    async def opened(store: Store) -> tuple[list[str], list[str]]:
        of_case, of_person = (
            [one.detail for one in entries if one.act == Act.EVIDENCE_OPENED]
            for entries in (await store.audit.of_case(REF), await store.audit.of_person(examples.APPLICANT))
        )
        return of_case, of_person

    ours = [f"{NAME}.png", f"{NAME}.trace"]
    assert terminal.in_tables(opened) == (ours, ours)
    assert terminal.type("audit", "list", "--case-ref", REF)[1].count("Öppnade") == 2


def test_a_file_that_others_could_read_becomes_its_owners_alone(
    terminal: Terminal, kept: EvidenceFolder, tmp_path: Path
) -> None:
    (tmp_path / "seen.png").touch(mode=0o644)
    said = terminal.type("evidence", "open", f"{NAME}.png", "--to", str(tmp_path / "seen.png"))[1]
    assert (tmp_path / "seen.png").stat().st_mode & 0o077 == 0
    assert f"{NAME}.png ligger läsbar i {tmp_path / 'seen.png'}." in said


@pytest.mark.parametrize(
    "words", [("evidence", "open", f"{NAME}.png"), ("rules", "--municipality", "exempelstad")]
)
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(
    terminal: Terminal, kept: EvidenceFolder, tmp_path: Path, words: tuple[str, ...]
) -> None:
    nowhere = tmp_path / "no-such-folder" / "seen"
    with pytest.raises(CannotGoOn, match=f"{nowhere} cannot be written: No such file"):
        terminal.type(*words, "--to", str(nowhere))


def test_a_bare_name_is_told_with_where_it_lies(
    terminal: Terminal, kept: EvidenceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = terminal.type("evidence", "open", f"{NAME}.png", "--to", "seen.png")[1]
    assert str(tmp_path / "seen.png") in said


@pytest.mark.parametrize("name", ["gone.json", "../secrets/data_key", "."])
def test_only_what_lies_in_the_evidence_folder_is_opened(
    terminal: Terminal, kept: EvidenceFolder, tmp_path: Path, name: str
) -> None:
    with pytest.raises(CannotGoOn, match="evidence list"):
        terminal.type("evidence", "open", name, "--to", str(tmp_path / "seen"))
    assert not (tmp_path / "seen").exists()


def test_without_a_key_nothing_is_told(terminal: Terminal, kept: EvidenceFolder) -> None:
    (load_settings().secrets_dir / "data_key").unlink()
    with pytest.raises(NoDataKey, match="utkast new-key"):
        terminal.type("evidence", "list")
