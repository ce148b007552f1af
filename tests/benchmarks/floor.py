"""The floor: the page visits of one application by bare Playwright, with no flow, no database and no checks.

It is a script that somebody in a hurry might write: it goes to the same addresses, sends the same forms,
reads each page once, and has its look-ups side by side where the robot has.
It checks nothing and keeps nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pyotp
from playwright.async_api import Browser, Page

from tests.benchmarks.places import Places

ACCOUNT = "utkast-03"
"""An account of its own, because an account is a session."""
ROWS = 5
TEXT = "Förslag: bifall för november 2026. Inget avviker.\n" * 8

_TYPE = """values => { for (const [name, value] of Object.entries(values))
  document.getElementById(name).value = value }"""
_CODE_OF = (
    "title => [...document.querySelectorAll('#visa option')].find(one => one.text.trim() === title).value"
)
_SEND = """form => [...document.querySelectorAll(form)]
  .find(one => one.querySelector('input[type=text], input[type=password]')).requestSubmit()"""
_READ = "() => document.body.innerText"
_LINES = """count => { for (let row = 1; row <= count; row++)
  for (const cell of document.querySelectorAll('table tbody tr:nth-child(' + row + ') input[type=text]'))
    cell.value = '1 280,00' }"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Three pages, logged in."""

    almanda: Page
    skatteverket: Page
    forsakringskassan: Page


@asynccontextmanager
async def logged_in(browser: Browser, places: Places) -> AsyncIterator[Desk]:
    """Log in everywhere, once."""
    origin = places.urls["forsakringskassan"]
    with_certificate = await browser.new_context(
        base_url=origin,
        client_certificates=[
            {
                "origin": origin,
                "certPath": str(places.secret_file(f"forsakringskassan.{ACCOUNT}.certificate.pem")),
                "keyPath": str(places.secret_file(f"forsakringskassan.{ACCOUNT}.key.pem")),
            }
        ],
    )
    desk = Desk(
        almanda=await (await browser.new_context(base_url=places.urls["almanda"])).new_page(),
        skatteverket=await (await browser.new_context(base_url=places.urls["skatteverket"])).new_page(),
        forsakringskassan=await with_certificate.new_page(),
    )
    await _log_in(desk, places)
    yield desk
    for page in (desk.almanda, desk.skatteverket, desk.forsakringskassan):
        await page.context.close()


async def _log_in(desk: Desk, places: Places) -> None:
    await desk.almanda.goto("/Login.aspx")
    await desk.almanda.get_by_label("Användarnamn").fill(ACCOUNT)
    await desk.almanda.get_by_label("Lösenord").fill(places.secret(f"almanda.{ACCOUNT}.password"))
    async with desk.almanda.expect_navigation():
        await desk.almanda.get_by_role("button", name="Logga in").click()
    notice = desk.almanda.get_by_role("button", name="Jag har läst")
    if await notice.count():
        async with desk.almanda.expect_navigation():
            await notice.click()
    await desk.skatteverket.goto("/inloggning")
    await _send(
        desk.skatteverket,
        {"anvandare": ACCOUNT, "losenord": places.secret(f"skatteverket.{ACCOUNT}.password")},
    )
    code = pyotp.TOTP(places.secret(f"skatteverket.{ACCOUNT}.totp")).now()
    await _send(desk.skatteverket, {"kod": code})
    await desk.forsakringskassan.goto("/inloggning")
    await _send(
        desk.forsakringskassan,
        {"handlaggare_id": places.secret(f"forsakringskassan.{ACCOUNT}.handlaggare")},
    )


async def visit(desk: Desk, personnummer: str, reference: str) -> None:
    """The visits of one application, from search to a draft that is read back."""
    key = await _open_case(desk.almanda, personnummer)
    await asyncio.gather(
        _history(desk.almanda, key),
        _look_up(desk.skatteverket, personnummer, reference, "Folkbokföring"),
    )
    await asyncio.gather(
        _look_up(desk.skatteverket, personnummer, reference, "Samlad vy – inkomster"),
        _ask(desk.forsakringskassan, personnummer, reference),
        _drafts(desk.almanda, key),
    )
    await _save(desk.almanda, key, reference)
    number = await _drafts(desk.almanda, key)
    await _read(desk.almanda, f"/UtkastVisa.aspx?akt={key}&utkast={number}")


async def _open_case(page: Page, personnummer: str) -> str:
    await _read(page, "/Sok.aspx")
    await page.evaluate(_TYPE, {"txtPersonnummer": personnummer})
    async with page.expect_navigation(wait_until="domcontentloaded"):
        await page.evaluate("() => __doPostBack('ctl00$cph$btnSok', '')")
    key = page.url.split("akt=")[1].split("&")[0]
    # The household stands in a frame, which comes after its page: asked for at once it is not there yet.
    household = page.frame_locator("iframe#innehall").locator("table.uppgifter").first
    await household.evaluate("table => table.ownerDocument.body.innerText")
    return key


async def _history(page: Page, key: str) -> None:
    await _read(page, f"/BerakningarDetalj.aspx?akt={key}&antal=6")
    await _read(page, f"/Aktoversikt.aspx?akt={key}")


async def _look_up(page: Page, personnummer: str, reference: str, view: str) -> None:
    if not await page.locator("form.uppslag").count():
        await _read(page, "/uppslag")
    chosen = await page.evaluate(_CODE_OF, view)
    asked = {
        "personnummer": personnummer,
        "andamal": "Handläggning av ekonomiskt bistånd",
        "lagstod": "SoL",
        "arendereferens": reference,
        "visa": chosen,
    }
    await _send(page, asked, form="form.uppslag")
    await page.evaluate(_READ)


async def _ask(page: Page, personnummer: str, reference: str) -> None:
    await _read(page, "/")
    await page.check("input[name=visa][value=utskrift]")
    asked = {
        "personnummer": personnummer,
        "period_from": "2026-09-01",
        "period_to": "2026-11-30",
        "purpose": "Ekonomiskt bistånd",
        "legal_basis": "SoL",
        "case_identity": reference,
    }
    await _send(page, asked)
    await page.evaluate(_READ)


async def _drafts(page: Page, key: str) -> str:
    """The list of drafts; the number of the newest."""
    await _read(page, f"/Utkast.aspx?akt={key}")
    links = await page.locator("a[href*='utkast=']").evaluate_all("links => links.map(link => link.href)")
    return str(max((int(link.split("utkast=")[1].split("&")[0]) for link in links), default=0))


async def _save(page: Page, key: str, reference: str) -> None:
    await _read(page, f"/UtkastNytt.aspx?akt={key}&rader={ROWS}")
    await page.select_option("#ddlForslag", label="Bifall")
    await page.select_option("#ddlSpar", label="Huvudflöde")
    texts = (
        "Sammanfattning",
        "Forandringar",
        "Avvikelser",
        "Berakning",
        "Kallor",
        "ForslagTillBeslut",
        "Komplettering",
        "Lagrum",
        "Journalanteckning",
    )
    typed = {
        "txtExternReferens": reference,
        "txtPeriod": "202611",
        "txtBelopp": "5 220,00",
        "txtPrioritet": "3",
    }
    await page.evaluate(_TYPE, typed | {f"txt{name}": TEXT for name in texts})
    await page.evaluate(_LINES, ROWS)
    async with page.expect_navigation(wait_until="domcontentloaded"):
        await page.evaluate("() => document.querySelector('input[value=\"Spara utkast\"]').click()")
    await page.evaluate(_READ)


async def _read(page: Page, address: str) -> None:
    await page.goto(address, wait_until="domcontentloaded")
    await page.evaluate(_READ)


async def _send(page: Page, values: Mapping[str, str], form: str = "form[method=post]") -> None:
    """Type by id and send the form, as fast as a browser can."""
    await page.evaluate(_TYPE, dict(values))
    async with page.expect_navigation(wait_until="domcontentloaded"):
        await page.evaluate(_SEND, form)
