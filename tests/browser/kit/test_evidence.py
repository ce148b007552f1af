"""Evidence shows IT the screen, and nothing of the person on it."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from bots.kit import evidence
from bots.kit.browser import ContextOptions
from bots.kit.errors import NotThatScreen
from bots.kit.evidence import harmless_path, take
from bots.kit.outline import learn
from tests.browser.sessions import opened_context

PLANTED = [
    "Rut",
    "Exempelsson",
    "19800101-2387",
    "198001012387",
    "Storgatan",
    "rut@exempel.se",
    "070-1234567",
]
# Everything a person's data has been seen in on old pages, and some that nobody has seen yet.
UGLY = """
<title>Rut Exempelsson</title>
<style>
  .flik::before { content: "Rut Exempelsson"; }
  th::after { content: attr(data-who); }
  .envis { visibility: visible !important; color: #f00 !important; transition: visibility 60s; }
  html { background: #f00; }
</style>
<h1>Rut Exempelsson</h1><h2 role=heading>Storgatan 1</h2>
<p class=envis style="visibility: visible !important; background: #f00 !important">Storgatan 1</p>
<div class=flik style="background: #f00">x</div>
<label for=a>Personnummer:</label><input id=a value="19800101-2387" placeholder="Rut" style="background:#f00">
<label>Adress <textarea>Storgatan 1</textarea></label>
<label>Ort <select><option>Storgatan</option></select></label>
<label><input type=checkbox> Rut Exempelsson</label>
<label><input type=radio> Rut</label>
<label>Handläggare Rut Exempelsson</label>
<table><tr><th>Namn</th><th data-who="Rut Exempelsson">Utbetalt <a href=#>belopp</a></th></tr>
  <tr><th>Rut</th><td>9 312,00</td></tr><tr><td>Exempelsson</td><td>Storgatan 1</td></tr></table>
<table><tr><th>Civilstånd</th><td>Rut</td></tr></table>
<button>Spara</button><button>Logga ut Rut</button><button>rut@exempel.se</button>
<input type=submit value="Sök">
<input type=submit value="Ring 070-1234567">
<button>Ta bort <img alt="Rut Exempelsson" src=/finns-inte></button>
<fieldset><legend>Hushåll</legend><b>Rut Exempelsson</b></fieldset>
<fieldset><legend>19800101-2387</legend></fieldset>
<svg width=200 height=30><text x=0 y=20 fill=red>Rut Exempelsson</text></svg>
<canvas id=c width=200 height=30></canvas>
<div id=skugga></div><x-kort></x-kort>
<iframe name=ram srcdoc="<h1>Rut Exempelsson</h1><label>Lön</label>
  <p style='background:#f00'>Storgatan 1</p>"></iframe>
<div role=alert>Rut Exempelsson saknas</div>
<dialog open style="background:#f00">Rut Exempelsson</dialog>
<script>
  const paint = document.getElementById('c').getContext('2d');
  paint.fillStyle = '#f00'; paint.fillRect(0, 0, 200, 30);
  document.getElementById('skugga').attachShadow({mode: 'open'}).innerHTML =
    '<p style="visibility: visible !important; background: #f00">Rut Exempelsson</p>';
  customElements.define('x-kort', class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({mode: 'closed'}).innerHTML =
        '<p style="visibility: visible; background: #f00">Rut</p>';
    }
  });
</script>
"""
# What a person can read in a frame: visible texts and values of controls, through shadow roots.
READABLE = """() => {
  const found = [];
  const walk = root => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
      if (element.matches('script, style, title, head, head *')) continue;
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
      if (element.matches('input, textarea, select')) found.push(element.value, element.placeholder ?? '');
      for (const pseudo of ['::before', '::after']) found.push(getComputedStyle(element, pseudo).content);
    }
  };
  walk(document);
  return found.map(text => text.trim()).filter(text => text).join('|');
}"""
# How many red pixels a picture has: everything planted stands on red.
COUNT_RED = """async bytes => {
  const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], {type: 'image/png'}));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const paint = canvas.getContext('2d');
  paint.drawImage(image, 0, 0);
  const data = paint.getImageData(0, 0, image.width, image.height).data;
  let red = 0, dark = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] > 150 && data[at + 1] < 120 && data[at + 2] < 120) red += 1;
    if (data[at] < 100 && data[at + 1] < 100 && data[at + 2] < 100) dark += 1;
  }
  return {red, dark};
}"""


def kept_in(folder: Path) -> evidence.Keep:
    def keep(name: str, content: bytes) -> Path:
        file = folder / name
        file.write_bytes(content)
        return file

    return keep


async def taken(page: Page, folder: Path, **more: Any) -> tuple[dict[str, Any], evidence.Evidence]:
    found = await take(
        page,
        system="gammalt",
        screen="Sök",
        attempted="open the search",
        keep=kept_in(folder),
        **{"is_personal": lambda _: False, **more},
    )
    return json.loads(found.outline.read_text("utf-8")), found


def texts(outline: dict[str, Any]) -> set[str]:
    return {one["text"] for frame in outline["frames"] for one in frame.get("elements", []) if "text" in one}


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """Of its own for each test: what the robot knows of a page it knows as long as the page stands open."""
    async with opened_context(browser, ContextOptions()) as context:
        yield await context.new_page()


async def test_nothing_planted_is_in_the_outline(page: Page, site: Any, tmp_path: Path) -> None:
    await page.goto(site.serve("/person/198001012387/rut@exempel.se", UGLY) + "?namn=Rut")
    outline, found = await taken(page, tmp_path)
    told = found.outline.read_text("utf-8") + found.outline.name
    assert [word for word in PLANTED if word in told] == []
    assert "9 312" not in told
    assert outline["frames"][0]["path"] == "/person/…/…"


async def test_the_outline_holds_what_the_pages_makers_wrote(page: Page, site: Any, tmp_path: Path) -> None:
    await page.goto(site.serve("/sok", UGLY))
    outline, _ = await taken(page, tmp_path)
    wanted = {"Personnummer", "Adress", "Ort", "Namn", "Utbetalt belopp", "Civilstånd"}
    wanted |= {"Spara", "Sök", "Hushåll", "Lön"}
    assert wanted <= texts(outline)
    assert outline["frames"][0]["http_status"] == 200
    assert {"tag": "h1", "hidden_text": True} in outline["frames"][0]["elements"]
    assert (outline["system"], outline["screen"], outline["attempted"]) == (
        "gammalt",
        "Sök",
        "open the search",
    )


async def test_nothing_planted_can_be_read_off_the_masked_page(page: Page, site: Any, tmp_path: Path) -> None:
    await page.goto(site.serve("/sok", UGLY))
    before = await page.evaluate(READABLE)
    assert all(word in before for word in ["Rut", "Storgatan", "19800101-2387"])
    _, found = await taken(page, tmp_path)
    assert found.picture is not None
    readable = "|".join([await frame.evaluate(READABLE) for frame in page.frames])
    assert [word for word in [*PLANTED, "9 312"] if word in readable] == []
    shown = ["Personnummer:", "Utbetalt", "belopp", "Hushåll", "Lön", "Spara"]
    assert all(label in readable for label in shown)


async def test_the_picture_has_labels_and_not_one_pixel_of_the_rest(
    page: Page, site: Any, tmp_path: Path
) -> None:
    await page.goto(site.serve("/sok", UGLY))
    before = await page.evaluate(COUNT_RED, list(await page.screenshot(full_page=True)))
    _, found = await taken(page, tmp_path)
    assert found.picture is not None
    after = await page.evaluate(COUNT_RED, list(found.picture.read_bytes()))
    assert before["red"] > 1000
    assert after["red"] == 0
    assert 100 < after["dark"] < before["dark"]


async def test_a_strict_content_policy_does_not_stop_the_mask(page: Page, site: Any, tmp_path: Path) -> None:
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'none'"}
    await page.goto(site.serve("/sok", "<h1>Rut</h1><label>Namn</label>", headers=policy))
    _, found = await taken(page, tmp_path)
    assert found.picture is not None
    readable = await page.evaluate(READABLE)
    assert "Namn" in readable
    assert "Rut" not in readable


async def test_a_page_that_unmasks_itself_gives_no_picture(page: Page, site: Any, tmp_path: Path) -> None:
    html = """<label>Namn</label><p>Rut</p><script>setInterval(() => {
      document.querySelector('label').textContent = 'Rut ' + Math.random();
      document.querySelector('p').style.setProperty('visibility', 'visible', 'important'); }, 1)</script>"""
    await page.goto(site.serve("/sok", html))
    _, found = await taken(page, tmp_path)
    assert found.picture is None


async def test_a_page_that_does_not_answer_gives_an_outline_that_says_so(
    page: Page, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "_PATIENCE_SECONDS", 0.5)
    await page.goto(
        site.serve("/sok", "<label>Namn</label><script>setTimeout(() => { for (;;) {} }, 50)</script>")
    )
    await page.wait_for_load_state()
    outline, found = await taken(page, tmp_path)
    while "unreadable" not in outline["frames"][0]:
        outline, found = await taken(page, tmp_path)
    assert outline["frames"][0]["unreadable"] == "the page did not answer"
    assert found.picture is None


async def test_a_closed_page_gives_an_outline_all_the_same(page: Page, tmp_path: Path) -> None:
    await page.close()
    outline, found = await taken(page, tmp_path)
    assert outline["frames"][0]["unreadable"].startswith("Frame.evaluate")
    assert found.picture is None


async def test_the_error_is_told_with_what_was_missing(page: Page, tmp_path: Path) -> None:
    why = NotThatScreen("gammalt", "Sök", expected="heading “Sök”", missing=["Namn"], standing=["Ärende"])
    outline, _ = await taken(page, tmp_path, why=why)
    assert outline["error"]["kind"] == "NotThatScreen"
    assert outline["error"]["missing"] == ["Namn"]


async def test_what_it_is_found_by_stands_in_the_outline_and_its_time_in_the_name(
    page: Page, tmp_path: Path
) -> None:
    await page.set_content("<label>Namn</label>")
    at = datetime(2026, 11, 18, 21, 31, tzinfo=UTC)
    outline, found = await taken(page, tmp_path, at=at, bound={"case_ref": "UTK-9901-540001", "attempt": 2})
    assert outline["bound"] == {"case_ref": "UTK-9901-540001", "attempt": 2}
    assert datetime.fromisoformat(outline["at"]) == at
    assert found.outline.name.startswith("20261118T223100-gammalt-")
    assert found.picture is not None
    assert found.picture.stem == found.outline.stem


async def test_a_label_that_the_robot_knows_is_always_shown_and_no_name(page: Page, tmp_path: Path) -> None:
    names = ("Rut Exempelsson", "rut exempelsson", "RUT EXEMPELSSON", "Rut exempelsson")
    await page.set_content("".join(f"<label>{one}</label>" for one in ("Id Enligt Navet", *names)))
    learn(["Id Enligt Navet"])
    outline, _ = await taken(page, tmp_path, is_personal=lambda text: text == names[-1])
    assert texts(outline) == {"Id Enligt Navet"}


@pytest.mark.campaign
async def test_a_name_is_hidden_however_its_letters_are_written(page: Page, tmp_path: Path) -> None:
    learn(["Datum", "Utbetalt belopp"])
    names = ("anna andersson", "ANNA ANDERSSON", "Anna Andersson", "anna Andersson", "aNNA aNDERSSON")
    more = ("Anna ANDERSSON", "anna-karin ek", "anna", "ANNA", "Handläggare anna Ek", "Anna-Karin ek")
    shown = ("Ny rad", "DATUM", "utbetalt BELOPP", "Belopp (kr)", "1 person")
    at_hand = ("Rut exempelsson", "Handläggare rut")
    labels = (*names, *more, *shown, *at_hand)
    rows = "".join(f"<label>{one}</label><dl><dt>{one}</dt></dl>" for one in labels)
    await page.set_content(f"<table><tr>{''.join(f'<th>{one}</th>' for one in labels)}</tr></table>{rows}")
    outline, found = await taken(page, tmp_path, is_personal=lambda text: "rut" in text.casefold())
    assert texts(outline) == set(shown)
    assert found.picture is not None
    readable = (await page.evaluate(READABLE)).casefold()
    assert [word for word in ("anna", "ek", "rut") if word in readable] == []


async def test_a_button_with_one_word_that_may_be_a_name_is_hidden(page: Page, tmp_path: Path) -> None:
    learn(["Hämta utbetalningar"])
    await page.set_content(
        "<button>Rut</button><button>RUT</button><input type=submit value=rut><button>Anna-Karin</button>"
        "<button>Spara</button><button>Utbetalningar</button><input type=submit value='Hämta'>"
    )
    outline, _ = await taken(page, tmp_path)
    assert texts(outline) == {"Spara", "Utbetalningar", "Hämta"}


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://x/almanda/arende/1234?pnr=198001012387#rut", "/almanda/arende/1234"),
        ("https://x/person/198001012387", "/person/…"),
        ("https://x/person/19800101-2387/visa.aspx", "/person/…/visa.aspx"),
        ("https://x/person/19800101T2387", "/person/…"),
        ("https://x/sok/Rut%20Exempelsson", "/sok/…"),
        ("https://x/sok/rut@exempel.se", "/sok/…"),
        ("about:blank", "blank"),
    ],
)
def test_an_address_is_told_without_what_could_name_a_person(url: str, path: str) -> None:
    assert harmless_path(url) == path
