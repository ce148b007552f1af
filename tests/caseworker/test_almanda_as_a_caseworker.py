"""Almanda as the caseworker meets it: she reads the robot's draft, changes it, decides and pays.

The robot's account can do none of that.

The draft is written by a robot account through the form, as the robot would, but by these tests' own hands.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.caseworker.hands import KEY, ROBOT, case_file, fill_row, log_in, open_draft
from tests.contract import case_town as town
from tests.contract.case_system import Almanda


def test_the_worklist_says_what_waits_and_what_is_checked(page: Page, almanda: Almanda, drafted: int) -> None:
    log_in(page, almanda, town.ANNA)
    row = (
        page.get_by_role("table", name="Att ta ställning till")
        .get_by_role("row")
        .filter(has_text=str(drafted))
    )
    for shown in ("Åsa Öberg", "202611", "Delavslag", "16 798,00", "STICKPROV", "Delavslag: 16 798 kronor"):
        expect(row).to_contain_text(shown)


def test_the_draft_reads_in_the_order_a_caseworker_needs(page: Page, almanda: Almanda, drafted: int) -> None:
    log_in(page, almanda, town.ANNA)
    inside = open_draft(page, drafted)
    headings = inside.get_by_role("heading", level=2).all_inner_texts()
    assert headings == [
        "Sammanfattning",
        "Förändringar",
        "Avvikelser",
        "Beräkning",
        "Källor",
        "Förslag till beslut",
        "Begäran om komplettering",
        "Lagrum",
        "Journalanteckning",
    ]
    expect(inside.locator(".avser")).to_contain_text("19900602-2397")
    expect(inside.get_by_role("table", name="Sammanställning")).to_contain_text("16 798,00")


def test_a_caseworker_changes_the_draft_and_is_logged(page: Page, almanda: Almanda, drafted: int) -> None:
    log_in(page, almanda, town.ANNA)
    inside = open_draft(page, drafted)
    inside.get_by_role("link", name="Ändra utkastet").click()
    kept = inside.get_by_label("Avvikelser")
    expect(kept).to_have_value("Hyran är högre än riktlinjen.\nTa ställning till hyran.")
    inside.get_by_label("Belopp", exact=True).fill("17 000,00")
    inside.get_by_role("button", name="Spara utkast").click()
    log = inside.get_by_role("table", name="Ändringslogg").get_by_role("row")
    expect(log).to_have_count(3)
    expect(log.nth(1)).to_contain_text(ROBOT)
    expect(log.nth(2)).to_contain_text("Anna Bergström")
    (draft,) = almanda.drafts(KEY)
    assert (draft.amount_ore, draft.changed_by, draft.created_by) == (1_700_000, town.ANNA, ROBOT)
    assert [(row.label, row.approved_ore) for row in draft.rows] == [
        ("Två vuxna", 2_679_800),
        ("Lön efter skatt", 1_000_000),
    ]


def test_unsaved_changes_are_asked_about(page: Page, almanda: Almanda, drafted: int) -> None:
    log_in(page, almanda, town.ANNA)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(f"{almanda.url}/UtkastNytt.aspx?akt={KEY}")
    page.get_by_label("Sammanfattning").press_sequentially("Halvskrivet")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<a href=/Start.aspx>Bort</a>')")
    page.get_by_role("link", name="Bort").click()
    assert asked == ["Du har osparade ändringar. Vill du lämna sidan?"]
    expect(page.get_by_label("Sammanfattning")).to_have_value("Halvskrivet")
    page.remove_listener("dialog", stay)


def test_more_rows_come_by_postback_and_keep_what_was_typed(page: Page, almanda: Almanda) -> None:
    log_in(page, almanda, town.ANNA)
    page.goto(f"{almanda.url}/UtkastNytt.aspx?akt={KEY}")
    rows = page.get_by_role("table", name="Beräkningsrader").get_by_role("row")
    expect(rows).to_have_count(6)
    fill_row(rows.nth(5), "Utgifter", "Hyra", "9500", "9 000,50")
    page.get_by_label("Källor").fill("Hyresavi\n\nKvitto")
    page.get_by_role("button", name="Lägg till rad").click()
    expect(rows).to_have_count(11)
    expect(rows.nth(5).get_by_role("textbox").nth(2)).to_have_value("9 000,50")
    expect(page.get_by_label("Källor")).to_have_value("Hyresavi\n\nKvitto")


def test_an_amount_that_cannot_be_read_becomes_nothing_in_silence(page: Page, almanda: Almanda) -> None:
    log_in(page, almanda, town.ANNA)
    page.goto(f"{almanda.url}/UtkastNytt.aspx?akt={KEY}")
    page.get_by_label("Belopp", exact=True).fill("12.345,5O")
    page.get_by_role("button", name="Spara utkast").click()
    expect(page.get_by_role("heading", name="Sammanfattning")).to_be_visible()
    (draft,) = almanda.drafts_without_reference(KEY)
    assert draft.amount_ore == 0


def test_her_amounts_and_warnings_stand_beside_the_robots_and_count_when_she_decides(
    page: Page, almanda: Almanda, drafted: int
) -> None:
    log_in(page, almanda, town.ANNA)
    inside = open_draft(page, drafted)
    inside.get_by_role("button", name="Kvittera varning 1").click()
    inside.get_by_role("button", name="Stäng varning 2").click()
    expect(inside.get_by_role("button", name="Stäng varning 2")).to_have_count(0)
    inside.get_by_label("Handläggarens belopp, rad 2").fill("9 000,00")
    inside.get_by_role("button", name="Spara handläggarens belopp").click()
    expect(inside.get_by_role("table", name="Sammanställning")).to_contain_text("17 798,00")
    (draft,) = almanda.drafts(KEY)
    assert [(row.approved_ore, row.caseworker_ore) for row in draft.rows] == [
        (2_679_800, None),
        (1_000_000, 900_000),
    ]
    assert [(one.status, one.changed_by) for one in draft.warnings] == [
        ("Kvitterad", town.ANNA),
        ("Stängd", town.ANNA),
    ]
    inside.get_by_role("link", name="Fatta beslut").click()
    expect(inside.get_by_label("Beslutat belopp")).to_have_value("17 798,00")
    expect(inside.get_by_text("Ändra texten innan du fattar beslut")).to_be_visible()
    inside.get_by_label("Stickprovskontroll").select_option("Fel")
    inside.get_by_label("Fel i kronor").fill("1 000,00")
    inside.get_by_role("button", name="Fatta beslut").click()
    expect(inside.get_by_role("table", name="Beslut")).to_be_visible()
    decision = almanda.decisions(KEY)[-1]
    assert (decision.amount_ore, decision.stickprov_result) == (1_779_800, "Fel")
    assert (decision.stickprov_error_ore, decision.unit) == (100_000, "Försörjningsstöd Norr")
    assert decision.opened_at is not None
    assert decision.decided_at is not None
    assert timedelta() <= decision.decided_at - decision.opened_at < timedelta(minutes=5)
    calculation = almanda.calculations(KEY)[-1]
    assert (calculation.income_sum_ore, calculation.balance_ore) == (900_000, -1_779_800)


@pytest.mark.campaign
def test_her_own_cases_are_listed_first_and_a_replaced_draft_is_not(
    page: Page, almanda: Almanda, drafted: int
) -> None:
    log_in(page, almanda, town.BO)
    worklist = page.get_by_role("table", name="Att ta ställning till")
    expect(worklist).to_contain_text("Inga utkast väntar")
    page.get_by_role("link", name="Enheten").click()
    expect(worklist.get_by_role("link", name=str(drafted), exact=True)).to_be_visible()
    assert page.url.endswith("visa=enheten")
    log_in(page, almanda, ROBOT)
    page.goto(f"{almanda.url}/UtkastNytt.aspx?akt={KEY}")
    page.get_by_label("Extern referens").fill("9901-100234/2")
    page.get_by_role("button", name="Spara utkast").click()
    expect(page.get_by_role("heading", name="Sammanfattning")).to_be_visible()
    log_in(page, almanda, town.ANNA)
    expect(worklist.get_by_role("link", name=str(drafted), exact=True)).to_have_count(0)
    expect(worklist).to_contain_text("Lämnas över")
    assert [one.status for one in almanda.drafts(KEY)] == ["Ersatt", "Utkast"]


def test_a_draft_without_rows_shows_no_result(page: Page, almanda: Almanda) -> None:
    log_in(page, almanda, ROBOT)
    page.goto(f"{almanda.url}/UtkastNytt.aspx?akt={KEY}")
    page.get_by_role("button", name="Spara utkast").click()
    expect(page.get_by_role("table", name="Beräkningsrader")).to_contain_text("Inga uppgifter")
    expect(page.get_by_role("table", name="Sammanställning")).to_have_count(0)


def test_the_same_form_sent_twice_is_two_drafts(page: Page, almanda: Almanda) -> None:
    log_in(page, almanda, ROBOT)
    for _ in range(2):
        page.goto(f"{almanda.url}/UtkastNytt.aspx?akt={KEY}")
        page.get_by_label("Extern referens").fill("9901-7")
        page.get_by_role("button", name="Spara utkast").click()
        expect(page.get_by_role("heading", name="Sammanfattning")).to_be_visible()
    assert [draft.external_reference for draft in almanda.drafts(KEY)] == ["9901-7", "9901-7"]


def test_a_caseworker_sees_what_is_claimed_back_and_on_what_ground_support_was_granted(
    page: Page, almanda: Almanda
) -> None:
    log_in(page, almanda, town.ANNA)
    page.goto(f"{almanda.url}/Akt.aspx?akt={KEY}")
    page.get_by_role("link", name="Återkrav").click()
    claim = case_file(page).get_by_role("table", name="Återkrav").get_by_role("row").nth(1)
    for words in ("Oriktiga uppgifter", "2024-05-14", "6 300,00", "2 100,50"):
        expect(claim).to_contain_text(words)
    page.goto(f"{almanda.url}/Beslut.aspx?akt={KEY}")
    granted = (
        page.get_by_role("table", name="Beslut").get_by_role("row").filter(has_text="Förskott på förmån")
    )
    expect(granted).to_have_count(1)
    expect(granted).to_contain_text("12 kap. 1 §")


def test_a_caseworker_writes_in_the_journal(page: Page, almanda: Almanda) -> None:
    log_in(page, almanda, town.ANNA)
    page.goto(f"{almanda.url}/Akt.aspx?akt={KEY}&sida=Journal")
    inside = case_file(page)
    inside.get_by_label("Rubrik").fill("Telefonsamtal")
    inside.get_by_label("Anteckning").fill("Åsa berättar att hyran sänks i december.")
    inside.get_by_role("button", name="Spara anteckning").click()
    expect(inside.get_by_role("heading", name="Telefonsamtal")).to_be_visible()
    expect(inside.get_by_text("hyran sänks i december")).to_be_visible()


def test_a_caseworker_decides_and_the_prepared_payment_is_released_once(
    page: Page, almanda: Almanda, drafted: int
) -> None:
    log_in(page, almanda, town.BO)
    inside = open_draft(page, drafted)
    inside.get_by_role("link", name="Fatta beslut").click()
    expect(inside.get_by_label("Beslut", exact=True)).to_have_value("Delvis bifall")
    expect(inside.get_by_label("Beslutstext")).to_have_value("Du beviljas 16 798 kronor.")
    inside.get_by_label("Orsak").fill("Arbetslös, otillräcklig ersättning")
    inside.get_by_role("button", name="Fatta beslut").click()
    decided = inside.get_by_role("table", name="Beslut").get_by_role("row").nth(1)
    for shown in ("Delvis bifall", "202611", "16 798,00", town.BO):
        expect(decided).to_contain_text(shown)
    (released,) = almanda.payments(KEY)
    assert (released.status, released.amount_ore, released.registered_by) == ("Planerad", 1_679_800, town.BO)
    inside.get_by_role("link", name="Registrera utbetalning").first.click()
    expect(inside.get_by_text("Hela beloppet är redan registrerat")).to_be_visible()
    inside.get_by_label("Belopp", exact=True).fill("16 798,00")
    inside.get_by_role("button", name="Registrera utbetalning").click()
    expect(inside.get_by_role("alert")).to_contain_text("16 798,00 kr redan registrerat och 0,00 kr kvar")
    assert [row.id for row in almanda.payments(KEY)] == [released.id]
    (draft,) = almanda.drafts(KEY)
    assert (draft.status, draft.changed_by) == ("Beslutad", town.BO)
    page.goto(f"{almanda.url}/Start.aspx")
    expect(page.get_by_role("link", name=str(drafted), exact=True)).to_have_count(0)


@pytest.mark.campaign
def test_where_no_payment_is_prepared_she_pays_up_to_what_she_decided_and_no_more(
    page: Page, almanda: Almanda, drafted: int
) -> None:
    log_in(page, almanda, town.BO)
    inside = open_draft(page, drafted)
    inside.get_by_role("link", name="Ändra utkastet").click()
    inside.get_by_label("Betalningsrad förbereds").uncheck()
    inside.get_by_role("button", name="Spara utkast").click()
    inside.get_by_role("link", name="Fatta beslut").click()
    inside.get_by_role("button", name="Fatta beslut").click()
    expect(inside.get_by_role("table", name="Beslut")).to_be_visible()
    assert almanda.payments(KEY) == []
    for amount, day in (("10 000,00", "2026-11-20"), ("6 798,00", "2026-11-27")):
        page.goto(f"{almanda.url}/Utbetala.aspx?akt={KEY}&beslut={almanda.decisions(KEY)[-1].id}")
        page.get_by_label("Belopp", exact=True).fill("17 000,00")
        page.get_by_role("button", name="Registrera utbetalning").click()
        expect(page.get_by_role("alert")).to_contain_text("Utbetalningen är inte registrerad")
        page.get_by_label("Belopp", exact=True).fill(amount)
        page.get_by_label("Utbetalningsdag").fill(day)
        page.get_by_role("button", name="Registrera utbetalning").click()
        paid = page.get_by_role("table", name="Utbetalningar").get_by_role("row").nth(1)
        for shown in (day, amount, "Planerad", town.BO):
            expect(paid).to_contain_text(shown)
    assert [row.amount_ore for row in almanda.payments(KEY)] == [1_000_000, 679_800]


def test_a_draft_without_proposed_words_leaves_the_decisions_text_to_her(
    page: Page, almanda: Almanda, drafted: int
) -> None:
    log_in(page, almanda, town.BO)
    inside = open_draft(page, drafted)
    inside.get_by_role("link", name="Ändra utkastet").click()
    inside.get_by_label("Förslag till beslut").fill("")
    inside.get_by_role("button", name="Spara utkast").click()
    inside.get_by_role("link", name="Fatta beslut").click()
    expect(inside.get_by_label("Beslut", exact=True)).to_have_value("Delvis bifall")
    expect(inside.get_by_label("Beslutstext")).to_have_value("")


def test_a_decided_month_is_a_finished_calculation_later(page: Page, almanda: Almanda, drafted: int) -> None:
    log_in(page, almanda, town.ANNA)
    inside = open_draft(page, drafted)
    inside.get_by_role("link", name="Fatta beslut").click()
    inside.get_by_role("button", name="Fatta beslut").click()
    expect(inside.get_by_role("heading", name="Beslut", exact=True)).to_be_visible()
    page.goto(f"{almanda.url}/BerakningarDetalj.aspx?akt={KEY}&antal=1")
    newest = page.get_by_role("table", name="Beräkningar").get_by_role("row").nth(1)
    for shown in ("202611", "26 798,00", "10 000,00", "-16 798,00", "Färdig"):
        expect(newest).to_contain_text(shown)


def test_the_filter_leaves_the_table_stale_until_it_is_applied(page: Page, almanda: Almanda) -> None:
    log_in(page, almanda, town.ANNA)
    page.goto(f"{almanda.url}/Berakningar.aspx?akt={KEY}")
    rows = page.get_by_role("table", name="Beräkningar").locator("tbody tr")
    shown = rows.count()
    page.get_by_label("Urval").select_option("Påbörjade")
    expect(rows).to_have_count(shown)
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_text("Inga uppgifter")).to_be_visible()


def test_the_overlay_eats_clicks_for_a_while_after_a_postback(page: Page, almanda: Almanda) -> None:
    log_in(page, almanda, town.ANNA)
    page.goto(f"{almanda.url}/Berakningar.aspx?akt={KEY}")
    page.get_by_role("button", name="Visa").click()
    overlay = page.get_by_text("Vänta…")
    expect(overlay).to_be_visible()
    expect(overlay).to_be_hidden()


def test_a_taken_case_is_locked_for_a_colleague(page: Page, almanda: Almanda) -> None:
    log_in(page, almanda, town.ANNA)
    page.goto(f"{almanda.url}/Hushall.aspx?akt=K104241")
    page.get_by_role("button", name="Ta ärendet").click()
    expect(page.get_by_role("button", name="Släpp ärendet")).to_be_visible()
    log_in(page, almanda, town.BO)
    page.goto(f"{almanda.url}/UtkastNytt.aspx?akt=K104241")
    expect(page.get_by_role("alert")).to_contain_text("Posten är låst av Anna Bergström")


def test_a_caseworker_makes_a_calculation_of_her_own(page: Page, almanda: Almanda) -> None:
    log_in(page, almanda, town.ANNA)
    page.goto(f"{almanda.url}/Berakningar.aspx?akt=K104241")
    page.get_by_label("Ny beräkning för period").fill("202611")
    page.get_by_role("button", name="Påbörja beräkning").click()
    rows = page.get_by_role("table", name="Beräkningsrader").get_by_role("row")
    fill_row(rows.nth(1), "Normberäkning familj", "En vuxen", "", "3 890,00")
    fill_row(rows.nth(2), "Utgifter", "Hyra", "5 900,00", "5 800,00")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Påbörjad")).to_be_visible()
    expect(page.get_by_role("table", name="Sammanställning")).to_contain_text("9 690,00")
    page.goto(f"{almanda.url}/Hushall.aspx?akt=K104241")
    expect(page.get_by_role("table", name="Påbörjat arbete")).to_contain_text("Beräkning")


@pytest.mark.parametrize("page_name", ["FattaBeslut", "UtkastAndra"])
def test_the_robots_account_is_refused_by_the_server(
    page: Page, almanda: Almanda, drafted: int, page_name: str
) -> None:
    log_in(page, almanda, ROBOT)
    answer = page.goto(f"{almanda.url}/{page_name}.aspx?akt={KEY}&utkast={drafted}")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("heading", name="Behörighet saknas")).to_be_visible()
    posted = page.request.post(f"{almanda.url}/{page_name}.aspx?akt={KEY}&utkast={drafted}")
    assert posted.status in {403, 500}
    (draft,) = almanda.drafts(KEY)
    assert (draft.status, draft.changed_by) == ("Utkast", ROBOT)


def test_the_robot_sees_neither_worklist_nor_decisions(page: Page, almanda: Almanda, drafted: int) -> None:
    log_in(page, almanda, ROBOT)
    expect(page.get_by_role("link", name="Att ta ställning till")).to_have_count(0)
    expect(page.get_by_role("table")).to_have_count(0)
    page.goto(f"{almanda.url}/UtkastVisa.aspx?akt={KEY}&utkast={drafted}")
    expect(page.get_by_role("heading", name="Sammanfattning")).to_be_visible()
    for name in ("Fatta beslut", "Ändra utkastet", "Registrera utbetalning"):
        expect(page.get_by_role("link", name=name)).to_have_count(0)


def test_an_idle_session_ends_at_the_login_page_and_comes_back_to_where_it_was(
    page: Page, almanda: Almanda
) -> None:
    log_in(page, almanda, town.ANNA)
    almanda.strike("session_loss", "journal")
    page.goto(f"{almanda.url}/Journal.aspx?akt={KEY}")
    expect(page.get_by_role("heading", name="Logga in")).to_be_visible()
    page.get_by_label("Användarnamn").fill(town.ANNA)
    page.get_by_label("Lösenord").fill(almanda.password(town.ANNA))
    page.get_by_role("button", name="Logga in").click()
    if page.get_by_role("heading", name="Driftinformation").is_visible():
        page.get_by_role("button", name="Jag har läst").click()
    expect(page.get_by_role("heading", name="Journal")).to_be_visible()


def test_a_postback_with_somebody_elses_state_is_refused(page: Page, almanda: Almanda, drafted: int) -> None:
    log_in(page, almanda, town.ANNA)
    answer = page.request.post(
        f"{almanda.url}/FattaBeslut.aspx?akt={KEY}&utkast={drafted}",
        form={"__EVENTTARGET": "ctl00$cph$btnFattaBeslut", "__VIEWSTATE": "gammalt"},
    )
    assert answer.status == 500
    (draft,) = almanda.drafts(KEY)
    assert draft.status == "Utkast"
