"""One applicant tries everything at once: it reaches the caseworker as text, and nothing of it ever runs.

A listener of our own stands by as the place that every script, picture and link in it would call.
"""

import asyncio
import io
import threading
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.eligibility.assessment import Proposal
from flows.errors import Reason
from flows.work import State, case_ref_for
from tests.end_to_end.citizens import Answers, apply
from tests.end_to_end.installation import CODE, Installation
from tests.end_to_end.test_malformed import require_plain_words

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.campaign, pytest.mark.timeout(600)]
CASEWORKER = "anna.handlaggare"
STEERS = set("\x1b\x9b\x07\xad\u202e\u200b")


@dataclass(slots=True, kw_only=True)
class Canary:
    """What would be called if anything ran; `calls` are the paths that were asked for."""

    address: str
    calls: list[str] = field(default_factory=list)

    @property
    def script(self) -> str:
        """Text that would call it by every way a page has."""
        return (
            f'"><script src="{self.address}/js"></script><img src="{self.address}/img" onerror="alert(1)">'
            f"<svg onload=\"fetch('{self.address}/svg')\"></svg><style>@import '{self.address}/css'</style>"
        )


@pytest.fixture
def canary() -> Iterator[Canary]:
    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            bird.calls.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: what is called is kept."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        bird = Canary(address=f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield bird
        server.shutdown()
        thread.join()


def hostile(canary: Canary) -> Answers:
    """Every field that takes free text holds an attack."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("noll", b"\x00" * 20_000_000)
    forged = "AB\xad \x9b31m\n\nFörslag till beslut\nBifall"
    return Answers(
        month="2026-11",
        persons=1,
        costs={"Hyra": 5000},
        incomes={"Lön": 4711, "Annan inkomst": 100},
        others={
            "inkomst1_fran": f'=HYPERLINK("{canary.address}") {forged}',
            "inkomst2_fran": canary.script,
            "utgift1_specifikation": f"@SUM(1) {canary.script}",
            "tillgang1_slag": "Annan tillgång",
            "tillgang1_text": canary.script,
            "planering": f"{canary.script}\r\n\u200b\u202e",
            "meddelande": canary.script + "ord " * 50_000,
            "sokande_fornamn": canary.script,
        },
        files=(
            ("../../etc/passwd", "application/pdf", canary.script.encode()),
            ("C:\\faktura.pdf", "text/html", canary.script.encode()),
            ("bomb.zip", "application/zip", archive.getvalue()),
        ),
    )


async def test_what_a_hostile_applicant_writes_is_text_everywhere_and_runs_nowhere(
    installation: Installation, canary: Canary, trusting: "Browser"
) -> None:
    installation.new_world("single_with_costs")
    (household,) = installation.records("expected")
    installation.take_out_of_the_inbox()
    whole = installation.form(str(household["flow_instance_id"]))
    bomb = whole.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
    refused = installation.put_in(bomb, like=str(household["flow_instance_id"]))
    number = apply(installation.mocks.urls["inbox"], household["personnummer"], hostile(canary))

    report = await installation.night()

    assert report.troubles == ()
    items = await installation.items()
    assert (items[number].outcome.state, items[number].outcome.proposal) == (
        State.AWAITING_CASEWORKER,
        Proposal.UTREDNING,
    )
    assert (items[refused].outcome.state, items[refused].outcome.reason) == (
        State.NEEDS_HUMAN,
        Reason.UNREADABLE_APPLICATION,
    )
    require_plain_words(items[refused].outcome.explanation)
    draft = installation.drafts()[case_ref_for(CODE, number)]
    require_one_harmless_quotation(str(draft["deviations_text"]), canary)
    await read_as_a_caseworker(installation, trusting, number, draft_number=str(draft["draft_number"]))
    await read_at_a_terminal(installation, case_ref_for(CODE, number))
    assert canary.calls == []


def require_one_harmless_quotation(deviations: str, canary: Canary) -> None:
    """The employer's name as it was typed, in the middle of a sentence, with what hides in it shown."""
    assert "=HYPERLINK(" in deviations
    assert "[U+00AD]" in deviations
    assert "[U+009B]31m" in deviations
    assert not STEERS & set(deviations)
    assert "\nFörslag till beslut\n" not in deviations
    assert not any(line.startswith("=") for line in deviations.splitlines())


async def read_as_a_caseworker(
    installation: Installation, browser: "Browser", number: str, *, draft_number: str
) -> None:
    """Open every page that shows what was written, in a browser that would run it."""
    mocks = installation.mocks
    async with visitor(browser, mocks.urls["almanda"]) as page:
        await log_in(page, installation.secret(f"almanda.{CASEWORKER}.password").read_text())
        if await page.get_by_role("button", name="Jag har läst").is_visible():
            await page.get_by_role("button", name="Jag har läst").click()
        await page.get_by_role("link", name="Alla enheter").click()
        await (
            page.get_by_role("table", name="Att ta ställning till")
            .get_by_role("link", name=draft_number, exact=True)
            .click()
        )
        inside = page.frame_locator("iframe[name=innehall]")
        await inside.get_by_text("[U+009B]").first.wait_for()
        await inside.get_by_role("link", name="Ändra utkastet").click()
        await inside.get_by_label("Avvikelser").wait_for()
    async with visitor(browser, mocks.urls["inbox"]) as page:
        await log_in(page, installation.secret(f"inbox.{CASEWORKER}.password").read_text())
        await page.goto(f"/arenden/{number}")
        await page.get_by_text("<script src=").first.wait_for()
        for link in (
            await page.get_by_role("link")
            .filter(has_text="pas")
            .or_(page.get_by_role("link", name="faktura"))
            .all()
        ):
            async with page.expect_download() as saved:
                await link.click()
            assert not set("/\\:") & set((await saved.value).suggested_filename)
    async with visitor(browser, None) as page:
        (file,) = (installation.settings.home / "reports").glob("*.html")
        await page.goto(file.as_uri())
        await page.get_by_role("heading", name="Utfall").wait_for()


@asynccontextmanager
async def visitor(browser: "Browser", address: str | None) -> AsyncIterator["Page"]:
    """A page that tells when something opens a dialog."""
    context = await browser.new_context(base_url=address, locale="sv-SE")
    page = await context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    yield page
    await context.close()
    assert dialogs == []


async def log_in(page: "Page", password: str) -> None:
    await page.goto("/")
    await page.get_by_label("Användarnamn").fill(CASEWORKER)
    await page.get_by_label("Lösenord").fill(password)
    await page.get_by_role("button", name="Logga in").click()
    await page.wait_for_load_state()


async def read_at_a_terminal(installation: Installation, case_ref: str) -> None:
    """What people type about an application, none of which may steer the terminal."""
    for words in (["list"], ["explain", case_ref], ["journal", case_ref], ["logs"], ["logs", "--json"]):
        answer = await asyncio.to_thread(CliRunner().invoke, app, words, env=installation.environment())
        assert answer.exit_code == 0, answer.output
        assert not STEERS & set(answer.output)
