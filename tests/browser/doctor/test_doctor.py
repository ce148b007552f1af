"""The doctor against the mock systems: what fits is said to fit, what does not is named, nothing written."""

import re
from dataclasses import dataclass

import pytest

from flows.audit import Act
from flows.doctor import REFERENCE
from flows.errors import Code
from flows.examination import Verdict
from flows.wiring.store import opened_store
from flows.work import case_ref_for
from tests.browser.doctor.examined import PERSON, Practice

DRAFT = ("Almanda", "draft")
BOTH_ACCOUNTS = [("utkast-01", "ok"), ("utkast-02", "ok")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """A label that has another name, where; `told` and `screen` are the doctor's names of that place."""

    system: str
    step: str
    old: str
    new: str
    told: str
    screen: str


RENAMED = [
    Renamed(system="inbox", step="*", old="Inskickat", new="Inkom", told="E-tjänster", screen="ärendelista"),
    Renamed(
        system="almanda",
        step="household",
        old="Skyddad identitet",
        new="Identitet skyddad",
        told="Almanda",
        screen="household",
    ),
    Renamed(
        system="almanda",
        step="overview",
        old="Fr.o.m.",
        new="Från och med",
        told="Almanda",
        screen="overview",
    ),
    Renamed(
        system="almanda",
        step="draft_form",
        old="Belopp",
        new="Beloppet",
        told="Almanda",
        screen="draft form",
    ),
    Renamed(
        system="skatteverket",
        step="*",
        old="Ärendereferens",
        new="Ärendets referens",
        told="Skatteverket",
        screen="look-up",
    ),
    Renamed(
        system="forsakringskassan",
        step="*",
        old="Lagtext",
        new="Lagtexten",
        told="Försäkringskassan",
        screen="question",
    ),
    Renamed(
        system="forsakringskassan",
        step="*",
        old="Netto",
        new="Nettobelopp",
        told="Försäkringskassan",
        screen="print_view",
    ),
]

EVERY_DAY = {"look-up"}
"""The screen that is renamed in every test run; `make campaigns` has the rest."""


async def test_all_fits_in_a_healthy_world_and_nothing_is_written(here: Practice) -> None:
    said = await here.examine()
    assert said.not_fitting() == {DRAFT: Verdict.NOTHING_THERE}
    assert said.examination.fits
    assert said.examination.count(Verdict.FITS) == 23
    state = here.installation.records
    assert [state(f"state/{kept}") for kept in ("drafts", "deliveries", "locks")] == [[], [], []]
    for system in ("inbox", "almanda", "skatteverket", "forsakringskassan"):
        assert here.logins(system) == BOTH_ACCOUNTS
    assert state("state/sessions") == []
    async with opened_store(here.installation.settings) as store:
        entries = await store.audit.of_case(case_ref_for("9901", REFERENCE))
    assert {one.system for one in entries} == {one.system for one in said.examination.systems}
    assert {one.act for one in entries} == {Act.SCREEN_EXAMINED}
    assert "" not in {one.person for one in entries}


@pytest.mark.campaign
async def test_registers_are_told_why_the_test_person_is_looked_up(here: Practice) -> None:
    await here.examine("skatteverket", "forsakringskassan")
    lookups = here.installation.records("state/lookups")
    assert {row["personnummer"] for row in lookups} == {here.person()}
    assert {row["purpose"] for row in lookups} == {"Handläggning av ekonomiskt bistånd"}
    assert all(row["legal_basis"].startswith("15 kap.") for row in lookups)


@pytest.mark.campaign
async def test_a_draft_that_stands_there_is_looked_at_and_left(here: Practice) -> None:
    here.somebodys_draft()
    before = here.installation.records("state/drafts")
    said = await here.examine("almanda")
    assert said.not_fitting() == {}
    assert here.installation.records("state/drafts") == before


@pytest.mark.campaign
async def test_without_a_test_person_its_screens_are_not_visited_and_it_is_said_how_to_add_one(
    here: Practice,
) -> None:
    here.installation.secret(PERSON).unlink()
    said = await here.examine("almanda")
    unseen = [one for one in said.examination.systems[0].screens if one.verdict is Verdict.NOT_VISITED]
    assert len(unseen) == 7
    assert {one.note for one in unseen} == {
        "Ingen testperson: lägg ett personnummer i hemligheten doctor.person."
    }
    assert said.screen("Almanda", "search").verdict is Verdict.FITS
    assert not said.examination.fits


@pytest.mark.campaign
async def test_a_test_person_who_cannot_be_read_is_told_without_the_number(here: Practice) -> None:
    here.installation.secret(PERSON).write_text("19121212", encoding="utf-8")
    said = await here.examine("skatteverket")
    incomes = said.screen("Skatteverket", "incomes")
    assert incomes.note == "Hemligheten doctor.person är inget personnummer med tolv siffror."
    assert "19121212" not in repr(said)


@pytest.mark.campaign
async def test_a_test_person_that_no_system_knows_is_told(here: Practice) -> None:
    here.installation.secret(PERSON).write_text("196102282388", encoding="utf-8")
    said = await here.examine("almanda", "skatteverket", "forsakringskassan")
    unknown = "Testpersonen eller ärendet finns inte i systemet."
    assert said.screen("Almanda", "search answer").note == unknown
    assert said.screen("Almanda", "household").note == "Se search answer."
    assert said.screen("Skatteverket", "incomes").note == unknown
    assert said.screen("Försäkringskassan", "tab").note == unknown


@pytest.mark.campaign
async def test_an_inbox_without_applications_has_nothing_to_show_and_fits(here: Practice) -> None:
    here.installation.take_out_of_the_inbox()
    said = await here.examine("inbox")
    assert set(said.not_fitting().values()) == {Verdict.NOTHING_THERE}
    assert said.examination.fits


@pytest.mark.parametrize(
    "label",
    [
        pytest.param(
            label,
            id=f"{label.told}-{label.screen}",
            marks=() if label.screen in EVERY_DAY else pytest.mark.campaign,
        )
        for label in RENAMED
    ],
)
async def test_a_renamed_label_is_told_with_its_new_name_first(here: Practice, label: Renamed) -> None:
    here.installation.strike(
        "renamed_label", label.system, label.step, text=label.old, new_text=label.new, count=None
    )
    said = await here.examine(label.system)
    seen = said.screen(label.told, label.screen)
    assert (seen.verdict, seen.missing) == (Verdict.DOES_NOT_FIT, (label.old,))
    assert seen.standing[0] == label.new
    assert seen.code == Code.SCREEN_CHANGED


@pytest.mark.campaign
async def test_a_label_that_nobody_knows_is_told_even_where_none_need_be_missing(here: Practice) -> None:
    here.installation.strike(
        "renamed_label", "skatteverket", "*", text="Kommunkod", new_text="Kommun", count=None
    )
    person = (await here.examine("skatteverket")).screen("Skatteverket", "folkbokföring")
    assert person.verdict is Verdict.DOES_NOT_FIT
    assert person.standing[0] == "Kommun"


@pytest.mark.campaign
async def test_a_moved_field_and_a_new_column_fit_because_screens_are_read_by_their_labels(
    here: Practice,
) -> None:
    here.somebodys_draft()
    here.installation.strike("moved_field", "almanda", "draft_form", text="Belopp", count=None)
    here.installation.strike("inserted_column", "almanda", "*", count=None)
    said = await here.examine("almanda")
    assert (here.struck("moved_field"), here.struck("inserted_column") > 3) == (1, True)
    assert said.not_fitting() == {}


@pytest.mark.campaign
async def test_a_page_that_is_not_the_page_is_told_and_the_other_screens_are_visited(here: Practice) -> None:
    here.installation.strike("not_the_page", "almanda", "drafts", count=None)
    said = await here.examine("almanda", timeout_seconds=12)
    assert said.not_fitting() == {
        ("Almanda", "drafts"): Verdict.DOES_NOT_FIT,
        ("Almanda", "draft"): Verdict.NOT_VISITED,
    }
    assert said.screen("Almanda", "drafts").note == "En annan sida än väntat: “Utkast till beslut” saknas."
    assert said.screen("Almanda", "draft").note == "Se drafts."


@pytest.mark.campaign
async def test_an_address_that_is_gone_does_not_fit_and_a_passing_error_was_not_seen(here: Practice) -> None:
    here.installation.strike("http_error", "almanda", "overview", status=404, count=None)
    here.installation.strike("http_error", "almanda", "calculations_detail", status=503, count=None)
    said = await here.examine("almanda")
    assert said.not_fitting() == {
        ("Almanda", "overview"): Verdict.DOES_NOT_FIT,
        ("Almanda", "calculations"): Verdict.NOT_VISITED,
        DRAFT: Verdict.NOTHING_THERE,
    }
    assert said.screen("Almanda", "overview").note == "Systemet svarade med HTTP-status 404."


async def test_a_system_closed_for_maintenance_is_asked_once_and_the_others_are_examined(
    here: Practice,
) -> None:
    here.installation.strike("maintenance", "inbox", "*", count=None)
    said = await here.examine("inbox", "forsakringskassan")
    login = said.screen("E-tjänster", "login")
    assert (login.verdict, login.code) == (Verdict.NOT_VISITED, Code.MAINTENANCE)
    # Half an hour from now, by the clock on the wall: late in the evening that is tomorrow.
    assert re.match(r"Systemet är stängt för underhåll till 2026-11-1[89] ", login.note)
    assert said.screen("E-tjänster", "ärende").note == "Se login."
    assert here.struck("maintenance") == 1
    assert said.screen("Försäkringskassan", "tab").verdict is Verdict.FITS


@pytest.mark.campaign
async def test_a_session_that_is_lost_on_the_way_is_logged_in_again_once(here: Practice) -> None:
    here.installation.strike("session_loss", "almanda", "overview")
    said = await here.examine("almanda")
    assert said.not_fitting() == {DRAFT: Verdict.NOTHING_THERE}
    assert len(here.logins("almanda")) == 3


@pytest.mark.campaign
async def test_a_case_that_a_colleague_holds_keeps_the_form_from_being_seen(here: Practice) -> None:
    here.installation.strike("locked_record", "almanda", "draft_form", text="anna.handlaggare", count=None)
    said = await here.examine("almanda")
    form = said.screen("Almanda", "draft form")
    assert (form.verdict, form.note) == (Verdict.NOT_VISITED, "En handläggare har akten öppen.")


async def test_a_doctor_who_is_told_to_stop_logs_in_to_nothing_and_goes_to_no_screen(
    here: Practice,
) -> None:
    said = await here.examine("almanda", told_to_stop="SIGTERM")
    assert set(said.not_fitting().values()) == {Verdict.NOT_VISITED}
    assert said.screen("Almanda", "start").note == "Undersökningen avbröts."
    assert here.logins("almanda") == []


@pytest.mark.campaign
async def test_a_locked_account_is_tried_once_and_left_alone_from_then_on(here: Practice) -> None:
    here.lock("almanda", "utkast-02")
    said = await here.examine("almanda")
    login = said.screen("Almanda", "login")
    assert (login.verdict, login.code) == (Verdict.NOT_VISITED, Code.ACCOUNT_LOCKED)
    assert "utkast-02" in login.note
    assert len([one for one in here.logins("almanda") if one == ("utkast-02", "locked")]) == 1

    again = await here.examine("almanda")
    assert again.screen("Almanda", "alla").code == Code.ACCOUNT_LOCKED
    assert len([one for one in here.logins("almanda") if one == ("utkast-02", "locked")]) == 1


@pytest.mark.campaign
async def test_a_wrong_secret_is_named_tried_once_and_tried_again_when_it_is_mended(here: Practice) -> None:
    secret = here.installation.secret("skatteverket.utkast-01.password")
    right = secret.read_text(encoding="utf-8")
    secret.write_text("00000000-fel", encoding="utf-8")
    said = await here.examine("skatteverket")
    login = said.screen("Skatteverket", "login")
    assert (login.verdict, login.code) == (Verdict.NOT_VISITED, Code.LOGIN_REFUSED)
    assert "skatteverket.utkast-01.password" in login.note
    assert "00000000-fel" not in repr(said)
    assert here.logins("skatteverket") == [("utkast-01", "wrong_password")]

    await here.examine("skatteverket")
    assert here.logins("skatteverket") == [("utkast-01", "wrong_password")]

    secret.write_text(right, encoding="utf-8")
    assert (await here.examine("skatteverket")).examination.fits
    assert here.logins("skatteverket")[1:] == BOTH_ACCOUNTS
