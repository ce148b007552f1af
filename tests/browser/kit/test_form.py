"""Forms are filled by their labels in one go, and nothing is sent that the form did not keep."""

import time
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from bots.kit.asking import ask, stands, texts
from bots.kit.browser import ContextOptions, bound
from bots.kit.errors import NotThatScreen, SystemSlow, UnreadableValue
from bots.kit.form import Form, Grid
from bots.kit.landmark import heading
from bots.kit.sight import Wish, look
from bots.kit.translation import translated
from tests.browser.sessions import opened_context

FORM = """
<form><label for=q>Personnummer</label><input id=q name=fel><button>Sök</button></form>
<h1>Ny fråga</h1>
<form method=post action=/svar>
  <label for=p>Personnummer:</label><input id=p name=p maxlength=12>
  <label>Syfte * <textarea name=syfte></textarea></label>
  <label>Visa <select name=visa><option value=1>Inkomster<option value=2>Alla  flikar</select></label>
  <label><input type=radio name=som value=flikar checked> Flikar</label>
  <label><input type=radio name=som value=utskrift> Utskriftsvy</label>
  <label><input type=checkbox name=prov> Stickprov</label>
  <label style="display:none">Dolt <input name=dolt></label>
  <table><caption>Rader</caption><tr><th>Belopp<th>Slag
    <tr><td><input name=b1><td><select name=s1><option>Hyra<option>El</select>
    <tr><td><input name=b2><td><select name=s2><option>Hyra<option>El</select></table>
  <input type=submit value="Ställ fråga">
</form>
"""
PATIENT = ContextOptions(default_timeout_seconds=15)
ASKED = {"Personnummer": "123", "Syfte": "två\nrader", "Visa": "Alla flikar", "Utskriftsvy": True}


def question(page: Page) -> Form:
    return Form(root=page, button="Ställ fråga")


async def test_texts_options_and_ticks_are_sent_by_their_labels(page: Page, site: Any) -> None:
    site.serve("/svar", "<p>svar</p>")
    await page.goto(site.serve("/fraga", FORM))
    await question(page).send({**ASKED, "Stickprov": True})
    assert await texts(page.locator("p")) == ["svar"]
    sent = {"p": "123", "syfte": "två\r\nrader", "visa": "2", "som": "utskrift", "prov": "on"}
    assert site.posted[0].items() >= sent.items()
    assert "fel" not in site.posted[0]


async def test_an_answer_that_looks_like_the_form_is_not_taken_for_it(page: Page, site: Any) -> None:
    await page.goto(site.serve("/fraga", FORM))
    site.serve("/svar", FORM + "<p>nytt</p>")
    await question(page).send(ASKED)
    assert await texts(page.locator("p")) == ["nytt"]


async def test_a_form_in_a_frame_waits_for_the_frames_own_answer(page: Page, site: Any) -> None:
    site.serve("/fraga", FORM)
    site.serve("/svar", "<p>nytt</p>")
    await page.goto(site.serve("/sida", "<iframe name=ram src=/fraga></iframe>"))
    frame = page.frame(name="ram")
    assert frame is not None
    await Form(root=frame, button="Ställ fråga").send(ASKED)
    assert await texts(frame.locator("p")) == ["nytt"]


async def test_a_grid_is_typed_under_its_headings_in_its_first_rows(page: Page) -> None:
    await page.set_content(FORM)
    rows = [("El", "450,00")]
    await question(page).fill(ASKED, Grid(caption="Rader", columns=("Slag", "Belopp"), rows=rows))
    typed = "() => ['b1', 's1', 'b2'].map(name => document.querySelector(`[name=${name}]`).value)"
    assert await ask(page, typed) == ["450,00", "El", ""]


async def test_the_page_is_told_of_what_was_typed(page: Page) -> None:
    await page.set_content(FORM + "<script>onchange = e => document.title += e.target.name + ','</script>")
    await question(page).fill(ASKED)
    assert await page.title() == "p,syfte,visa,som,"


@pytest.mark.parametrize(
    ("renamed", "missing"),
    [
        (("Syfte", "Ändamål"), "Syfte"),
        (("Ställ fråga", "Skicka"), "Ställ fråga"),
        (("method=post action=/svar>", "><label for=p>Personnummer</label>"), "Personnummer"),
    ],
)
async def test_a_changed_form_is_told_with_what_stands_there_and_nothing_is_sent(
    page: Page, site: Any, renamed: tuple[str, str], missing: str
) -> None:
    await page.goto(site.serve("/fraga", FORM.replace(*renamed)))
    with pytest.raises(NotThatScreen) as told:
        await question(page).send(ASKED)
    assert told.value.missing == (missing,)
    assert "Personnummer" in told.value.standing
    assert site.posted == []


@pytest.mark.parametrize(
    "wrong",
    [{"Personnummer": "1" * 13}, {"Visa": "Allt"}, {"Flikar": False}],
    ids=lambda one: next(iter(one)),
)
async def test_what_the_form_does_not_keep_is_told_by_label_and_not_sent(
    page: Page, site: Any, wrong: dict[str, str | bool]
) -> None:
    await page.goto(site.serve("/fraga", FORM))
    with pytest.raises(UnreadableValue) as told:
        await question(page).send(wrong)
    assert told.value.label == next(iter(wrong))
    assert "111" not in str(told.value)
    assert site.posted == []


@pytest.mark.parametrize("how", ["disabled", "readonly"])
async def test_a_field_that_cannot_be_written_is_told(page: Page, how: str) -> None:
    await page.set_content(FORM.replace("id=p", f"id=p {how}"))
    with pytest.raises(UnreadableValue, match="Personnummer"):
        await question(page).fill(ASKED)


async def test_what_the_pages_own_checks_refuse_is_told_instead_of_waited_for(page: Page, site: Any) -> None:
    await page.goto(site.serve("/fraga", FORM.replace("<textarea", "<textarea required")))
    with pytest.raises(UnreadableValue, match="Syfte"):
        await question(page).send({"Personnummer": "123"})
    assert site.posted == []


@pytest.mark.parametrize(
    ("grid", "missing"),
    [
        (Grid(caption="Poster", columns=("Slag",), rows=[("El",)]), "Poster"),
        (Grid(caption="Rader", columns=("Kronor",), rows=[("1",)]), "Kronor"),
        (Grid(caption="Rader", columns=("Belopp",), rows=[("1",)] * 3), "Rader 3"),
    ],
    ids=["table", "column", "row"],
)
async def test_a_grid_without_room_for_the_rows_is_told(page: Page, grid: Grid, missing: str) -> None:
    await page.set_content(FORM)
    with pytest.raises(NotThatScreen) as told:
        await question(page).fill({}, grid)
    assert told.value.missing == (missing,)


async def test_a_hidden_button_and_two_of_a_name_are_no_form(page: Page) -> None:
    await page.set_content(FORM)
    assert await question(page).stands()
    await page.set_content(FORM + FORM)
    assert not await question(page).stands()
    await page.set_content(f"<div hidden>{FORM}</div>")
    assert not await question(page).stands()


async def test_an_overlay_eats_no_press(page: Page, site: Any) -> None:
    site.serve("/svar", "<p>svar</p>")
    overlay = "<div style='position:fixed;inset:0;z-index:9'>Vänta…</div>"
    await page.goto(site.serve("/fraga", FORM + overlay))
    await question(page).send(ASKED)
    assert len(site.posted) == 1


async def test_an_answer_that_never_comes_is_slow_and_is_asked_for_once(browser: Browser, site: Any) -> None:
    site.serve("/svar", held=True)
    async with opened_context(browser, PATIENT) as context:
        page = await context.new_page()
        await page.goto(site.serve("/fraga", FORM))
        bound(context, 1)
        started = time.monotonic()
        with pytest.raises(SystemSlow), translated("gammalt", "fråga"):
            await question(page).send(ASKED)
        assert time.monotonic() - started < 10
        assert await site.is_reached()
    assert len(site.posted) == 1


QUESTIONS = {
    "look": lambda page: look(page, Wish(wanted=heading("Ny fråga"))),
    "ask": lambda page: ask(page, "() => 1"),
    "ask a locator": lambda page: ask(page.locator("h1"), "those => those.length"),
    "stands": lambda page: stands(page.locator("h1")),
    "form": lambda page: question(page).stands(),
}


@pytest.mark.parametrize("question_of", QUESTIONS.values(), ids=QUESTIONS.keys())
async def test_no_question_waits_for_a_server_that_never_answers(
    browser: Browser, site: Any, question_of: Any
) -> None:
    site.serve("/svar", held=True)
    async with opened_context(browser, PATIENT) as context:
        page = await context.new_page()
        await page.goto(site.serve("/fraga", FORM))
        async with page.expect_request("**/svar"):
            await page.evaluate("document.forms[1].requestSubmit()")
        bound(context, 1)
        started = time.monotonic()
        with pytest.raises(SystemSlow):
            await question_of(page)
        assert time.monotonic() - started < 10
