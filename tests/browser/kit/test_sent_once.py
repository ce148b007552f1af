"""A form that must not be sent twice: one press is one request, whatever becomes of the answer."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from bots.kit.form import Form
from bots.kit.sent_once import sent_once

FORM = """<h1>Nytt utkast</h1><form method=post action=/spara>
<label>Text <textarea name=text></textarea></label><button>Spara</button></form>"""
TWICE = """<form method=post action=/spara id=f><button>Spara</button></form><script>
f.addEventListener('submit', () => setTimeout(() => f.submit(), 50))</script>"""
LONG = "räksmörgås på Öland\n" * 4000


async def send(page: Page, **typed: str) -> None:
    async with sent_once(page):
        await Form(root=page, button="Spara").send(typed)


async def test_the_browser_follows_where_the_answer_leads(page: Page, site: Any) -> None:
    site.serve("/spara", status=302, headers={"Location": "/sparat", "Set-Cookie": "sedd=ja; Path=/"})
    site.serve("/sparat", "<h1>Sparat</h1>")
    await page.goto(site.serve("/nytt", FORM))
    await send(page, Text=LONG)
    assert await page.locator("h1").inner_text() == "Sparat"
    assert [posted["text"].replace("\r\n", "\n") for posted in site.posted] == [LONG]
    assert site.asked == ["/nytt", "/spara", "/sparat"]
    assert [cookie["name"] for cookie in await page.context.cookies()] == ["sedd"]


async def test_a_line_that_is_cut_is_not_tried_again(page: Page, site: Any) -> None:
    await page.goto(site.serve("/nytt", FORM))
    site.serve("/spara", cut=True)
    with pytest.raises(PlaywrightError, match="ERR_CONNECTION_RESET"):
        await send(page, Text="x")
    assert len(site.posted) == 1


async def test_an_answer_that_never_comes_is_given_up_and_not_asked_for_again(page: Page, site: Any) -> None:
    await page.goto(site.serve("/nytt", FORM))
    site.serve("/spara", held=True)
    with pytest.raises(PlaywrightError):
        await send(page, Text="x")
    site.serve("/annan", "<h1>Annan</h1>")
    other = await page.context.new_page()
    await other.goto(site.origin + "/annan")
    await page.close()
    assert len(site.posted) == 1


async def test_a_worker_that_is_stopped_while_it_waits_sends_nothing_more(page: Page, site: Any) -> None:
    await page.goto(site.serve("/nytt", FORM))
    site.serve("/spara", held=True)
    sending = asyncio.create_task(send(page, Text="x"))
    assert await site.is_reached()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    await page.close()
    assert len(site.posted) == 1


async def test_a_page_that_sends_its_form_twice_is_let_through_once(page: Page, site: Any) -> None:
    await page.goto(site.serve("/nytt", TWICE))
    site.serve("/spara", held=True)
    with pytest.raises(PlaywrightError):
        await send(page)
    # What was let through may still be under way when the page has given up.
    assert await site.is_reached()
    await page.close()
    assert len(site.posted) == 1


async def test_an_answer_that_would_have_the_form_sent_on_is_not_followed(page: Page, site: Any) -> None:
    await page.goto(site.serve("/nytt", FORM))
    site.serve("/spara", status=307, headers={"Location": "/annanstans"})
    with pytest.raises(PlaywrightError):
        await send(page, Text="x")
    assert len(site.posted) == 1


async def test_the_page_is_as_before_when_the_form_has_been_sent(page: Page, site: Any) -> None:
    site.serve("/spara", FORM)
    await page.goto(site.serve("/nytt", FORM))
    await send(page, Text="ett")
    await Form(root=page, button="Spara").send({"Text": "två"})
    assert [posted["text"] for posted in site.posted] == ["ett", "två"]
