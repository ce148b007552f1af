"""A screen is the right one, or the error says what stands there instead."""

import time
from typing import Any

import pytest
from playwright.async_api import Page

from bots.kit.errors import (
    AccessDenied,
    ForcedNotice,
    HttpFault,
    MaintenancePage,
    NotThatScreen,
    RecordLocked,
    SessionLost,
    SystemSlow,
    SystemUnreachable,
)
from bots.kit.landmark import Landmark, Root, css, heading, label, role, text, text_starting
from bots.kit.loading import goto
from bots.kit.screen import Screen
from bots.kit.sight import Wish, look
from bots.kit.weather import BadWeather


class LoginPage(BadWeather):
    sign = role("button", "Logga in")

    async def face(self) -> None:
        raise SessionLost(self.system, self.screen, "the login page stands there")


class Closed(BadWeather):
    sign = heading("Systemet är stängt")

    async def face(self) -> None:
        raise MaintenancePage(self.system, self.screen, "closed")


class Notice(BadWeather):
    sign = heading("Viktigt meddelande")

    async def face(self) -> None:
        await self.root.get_by_role("button", name="Jag har läst", exact=True).click()


class Locked(BadWeather):
    sign = css(".last")  # <div class="last">Låst av <b>handläggare</b></div>

    async def face(self) -> None:
        by = await self.root.locator(".last b").inner_text()
        raise RecordLocked(self.system, self.screen, locked_by=by)


WEATHER = (LoginPage, Closed, Notice, Locked)


class Search(Screen):
    system = "gammalt"
    name = "Sök"
    landmark = heading("Sök person")
    labels = ("Personnummer", "Sök")
    weather = WEATHER

    def __init__(self, page: Page, root: Root) -> None:
        super().__init__(page, root)
        self.number = root.get_by_label("Personnummer")
        self.send = root.get_by_role("button", name="Sök", exact=True)


class Sheet(Screen):
    system = "gammalt"
    name = "Blad"
    landmark = heading("Blad")
    frames = ("ram", "inre")
    weather = WEATHER


SEARCH = "<h1>Sök person</h1><label for=p>Personnummer:</label><input id=p><input type=submit value=Sök>"


async def test_the_right_screen_is_returned_with_its_locators(page: Page, site: Any) -> None:
    screen = await Search.open(page, site.serve("/sok", SEARCH))
    await screen.number.fill("123")
    assert await screen.number.input_value() == "123"


async def test_a_page_that_answers_200_and_is_not_the_page_is_told(page: Page, site: Any) -> None:
    page.set_default_timeout(2000)
    url = site.serve("/x", "<h1>Rut Person</h1><label>Ärendenr<input></label>")
    await goto(page, url, system="s", screen="x")
    with pytest.raises(NotThatScreen) as told:
        await Search.at(page)
    assert told.value.expected == "heading “Sök person”"
    assert told.value.standing == ("Ärendenr",)
    assert "Rut" not in str(told.value)


async def test_a_renamed_label_is_told_with_the_label_that_stands_there(page: Page, site: Any) -> None:
    url = site.serve("/sok", SEARCH.replace("Personnummer", "Person-id"))
    with pytest.raises(NotThatScreen) as told:
        await Search.open(page, url)
    assert told.value.missing == ("Personnummer",)
    assert "Person-id" in told.value.standing


async def test_labels_in_plain_cells_count_as_labels(page: Page, site: Any) -> None:
    html = "<h1>Sök person</h1><table><tr><td class=led>Personnummer:</td><td><input></td></tr></table>"
    await Search.open(page, site.serve("/sok", html + "<button>Sök</button>"))


async def test_a_hidden_landmark_is_no_landmark(page: Page, site: Any) -> None:
    page.set_default_timeout(2000)
    await goto(page, site.serve("/x", "<div hidden>" + SEARCH + "</div>"), system="s", screen="x")
    with pytest.raises(NotThatScreen):
        await Search.at(page)


async def test_a_landmark_that_comes_late_is_waited_for(page: Page, site: Any) -> None:
    late = f"<script>setTimeout(() => document.body.innerHTML = {SEARCH!r}, 1800)</script>"
    await Search.open(page, site.serve("/sok", late))


LIST = "<table><tr><th>Akt</th><th>Namn</th></tr>{}</table>"


async def test_rows_that_come_late_are_waited_for(page: Page, site: Any) -> None:
    late = "<script>setTimeout(() => document.querySelector('table').insertRow().insertCell(), 700)</script>"
    await Search.open(page, site.serve("/sok", SEARCH + LIST.format("") + late))
    assert await page.locator("td").count() == 1


async def test_rows_that_never_come_leave_it_to_the_reader_to_tell(page: Page, site: Any) -> None:
    page.set_default_timeout(1500)
    started = time.monotonic()
    await Search.open(page, site.serve("/sok", SEARCH + LIST.format("")))
    assert time.monotonic() - started > 1


async def test_a_list_that_says_that_there_is_nothing_is_not_waited_for(page: Page, site: Any) -> None:
    nothing = "<tr><td colspan=2>Inga uppgifter</td></tr>"
    started = time.monotonic()
    await Search.open(page, site.serve("/sok", SEARCH + LIST.format(nothing)))
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("<button>Logga in</button>", SessionLost),
        ("<h1>Systemet är stängt</h1>", MaintenancePage),
        (SEARCH + "<div class=last>Låst av <b>Handläggare</b></div>", RecordLocked),
    ],
)
async def test_bad_weather_is_raised_at_once_by_its_name(
    page: Page, site: Any, html: str, error: type[Exception]
) -> None:
    started = time.monotonic()
    with pytest.raises(error) as told:
        await Search.open(page, site.serve("/sok", html))
    assert time.monotonic() - started < 10
    assert str(told.value).startswith("[gammalt / Sök]")


async def test_who_locked_a_record_is_kept_but_not_in_the_message(page: Page, site: Any) -> None:
    with pytest.raises(RecordLocked) as told:
        await Search.open(page, site.serve("/sok", "<div class=last>Låst av <b>Eva Ek</b></div>"))
    assert told.value.locked_by == "Eva Ek"
    assert "Eva" not in str(told.value) + repr(told.value)


async def test_a_notice_that_can_be_passed_is_passed(page: Page, site: Any) -> None:
    site.serve("/sok", SEARCH)
    notice = "<h1>Viktigt meddelande</h1><form action=/sok><button>Jag har läst</button></form>"
    await Search.open(page, site.serve("/notis", notice))
    assert site.asked == ["/notis", "/sok"]


async def test_a_notice_that_fades_away_is_clicked_once(page: Page, site: Any) -> None:
    notice = """<div id=n><h1>Viktigt meddelande</h1>
      <button onclick="clicks += 1; setTimeout(() => n.remove(), 400)">Jag har läst</button></div>
      <script>let clicks = 0</script>"""
    await Search.open(page, site.serve("/sok", SEARCH + notice))
    assert await page.evaluate("clicks") == 1


async def test_a_notice_that_stays_is_told(page: Page, site: Any) -> None:
    page.set_default_timeout(800)
    notice = "<h1>Viktigt meddelande</h1><button>Jag har läst</button>"
    with pytest.raises(ForcedNotice, match="could not be passed"):
        await Search.open(page, site.serve("/sok", SEARCH + notice))


async def test_notices_without_end_are_not_clicked_for_ever(page: Page, site: Any) -> None:
    notice = "<h1>Viktigt meddelande</h1><form action=/notis><button>Jag har läst</button></form>"
    with pytest.raises(ForcedNotice):
        await Search.open(page, site.serve("/notis", notice))
    assert len(site.asked) < 8


async def test_a_screen_inside_frames_is_found(page: Page, site: Any) -> None:
    site.serve("/inre", "<h1>Blad</h1>")
    site.serve("/ram", "<iframe name=inre src=/inre></iframe>")
    screen = await Sheet.open(page, site.serve("/sida", "<iframe name=ram src=/ram></iframe>"))
    assert await screen.root.get_by_role("heading").inner_text() == "Blad"


@pytest.mark.parametrize("where", ["/sida", "/ram", "/inre"])
async def test_a_login_page_is_seen_in_whatever_frame_it_stands(page: Page, site: Any, where: str) -> None:
    site.serve("/inre", "<h1>Blad</h1>")
    site.serve("/ram", "<iframe name=inre src=/inre></iframe>")
    site.serve("/sida", "<iframe name=ram src=/ram></iframe>")
    site.serve(where, "<button>Logga in</button>")
    with pytest.raises(SessionLost):
        await Sheet.open(page, site.origin + "/sida")


async def test_a_frame_that_takes_the_whole_window_to_the_login_page_is_seen(page: Page, site: Any) -> None:
    site.serve("/login", "<button>Logga in</button>")
    site.serve("/inre", "<script>setTimeout(() => top.location = '/login', 400)</script>")
    site.serve("/ram", "<iframe name=inre src=/inre></iframe>")
    with pytest.raises(SessionLost):
        await Sheet.open(page, site.serve("/sida", "<iframe name=ram src=/ram></iframe>"))


async def test_an_error_page_inside_a_frame_is_told_by_its_status(page: Page, site: Any) -> None:
    site.serve("/ram", "Server Error", status=500)
    with pytest.raises(HttpFault) as told:
        await Sheet.open(page, site.serve("/sida", "<iframe name=ram src=/ram></iframe>"))
    assert told.value.status == 500


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (500, HttpFault),
        (503, HttpFault),
        (429, HttpFault),
        (404, HttpFault),
        (403, AccessDenied),
        (401, SessionLost),
        (360, SessionLost),
    ],
)
async def test_an_error_status_is_raised_by_its_meaning(
    page: Page, site: Any, status: int, error: type[Exception]
) -> None:
    with pytest.raises(error) as told:
        await Search.open(page, site.serve("/sok", SEARCH, status=status))
    if isinstance(told.value, HttpFault):
        assert told.value.status == status
        assert told.value.passing == (status != 404)


async def test_an_error_status_after_a_click_is_told_without_waiting_in_full(page: Page, site: Any) -> None:
    site.serve("/fel", "<h1>Server Error</h1>", status=500)
    await page.goto(site.serve("/sida", "<a href=/fel>Vidare</a>"))
    started = time.monotonic()
    await page.get_by_role("link", name="Vidare").click()
    with pytest.raises(HttpFault):
        await Search.at(page)
    assert time.monotonic() - started < 10


async def test_a_connection_cut_at_a_click_is_told(page: Page, site: Any) -> None:
    site.serve("/kapad", cut=True)
    await page.goto(site.serve("/sida", "<a href=/kapad>Vidare</a>"))
    await page.get_by_role("link", name="Vidare").click()
    with pytest.raises(SystemUnreachable):
        await Search.at(page)


async def test_nobody_listening_is_unreachable_and_the_address_is_not_told(page: Page) -> None:
    with pytest.raises(SystemUnreachable) as told:
        await Search.open(page, "http://127.0.0.1:9/person/hemligt?namn=Rut")
    assert "hemligt" not in f"{told.value} {told.value.__cause__} {told.value.__cause__!r}"
    assert "ERR_" in str(told.value)


async def test_a_system_that_hangs_is_slow(page: Page, site: Any) -> None:
    page.set_default_navigation_timeout(600)
    with pytest.raises(SystemSlow):
        await Search.open(page, site.serve("/hang", held=True))


async def test_a_frame_that_never_loads_is_slow_and_not_a_changed_screen(page: Page, site: Any) -> None:
    page.set_default_timeout(1000)
    site.serve("/ram", held=True)
    with pytest.raises(SystemSlow):
        await Sheet.open(page, site.serve("/sida", "<iframe name=ram src=/ram></iframe>"))


async def test_a_landmark_may_be_a_text_or_a_label(page: Page) -> None:
    await page.set_content("<label>Belopp<input></label><b>Inga uppgifter</b>")
    assert await text("Inga uppgifter").within(page).count() == 1
    assert await label("Belopp").within(page).count() == 1
    assert await text("Inga").within(page).count() == 0


@pytest.mark.parametrize(
    ("sign", "html"),
    [
        (heading("Sök person"), "<h2> Sök\n person </h2>"),
        (heading("Sök person"), "<div role=heading>Sök <b>person</b></div>"),
        (role("button", "Logga in"), "<input type=submit value='Logga in'>"),
        (role("button", "Logga in"), "<input type=image alt='Logga in' width=9 height=9>"),
        (role("link", "Hem"), "<a href=/ aria-label=Hem>⌂</a>"),
        (role("table", "Beräkningar"), "<table><caption>Beräkningar</caption><tr><td>1</td></tr></table>"),
        (role("dialog", "Osparat"), "<dialog open><h2>Osparat</h2><p>Vill du?</p></dialog>"),
        (role("group", "Hushåll"), "<fieldset><legend>Hushåll</legend>x</fieldset>"),
        (text("Låst av Eva"), "<p>Låst <i>av</i> <b>Eva</b></p>"),
        (text_starting("Låst av"), "<p>Låst av <b>Eva Ek</b></p>"),
        (text_starting("Låst av"), "<p><b>Låst</b> av Eva Ek</p>"),
        (label("Belopp"), "<label>Belopp: <input></label>"),
        (css("div.last"), "<div class=last>x</div>"),
    ],
    ids=str,
)
async def test_a_sign_is_seen_as_a_person_sees_it(page: Page, sign: Landmark, html: str) -> None:
    await page.set_content(f"<div>{html}</div>")
    assert (await look(page, Wish(wanted=sign))).there
    await page.set_content(f"<div style='visibility: hidden'>{html}</div><p>Annat</p>")
    assert not (await look(page, Wish(wanted=sign))).there


@pytest.mark.parametrize(
    ("sign", "html"),
    [
        (heading("Sök"), "<h1>Sök person</h1>"),
        (heading("Sök person"), "<p>Sök person</p>"),
        (text("Låst av"), "<p>Låst av Eva</p>"),
        (text_starting("Låst av"), "<p>Inte Låst av Eva</p>"),
        (text("dolt"), "<script>dolt</script>"),
        (role("button", "Logga in"), "<button>Logga in igen</button>"),
        (label("Belopp"), "<label>Belopp</label>"),
    ],
    ids=str,
)
async def test_what_only_resembles_a_sign_is_not_it(page: Page, sign: Landmark, html: str) -> None:
    await page.set_content(html)
    assert not (await look(page, Wish(wanted=sign))).there
