"""Writes that go wrong: the systems' own records show what was really accepted, whatever was told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest

from mock_legacy.platform.context import Platform
from mock_legacy.platform.systems import SYSTEMS
from mock_legacy.world.models import Draft, InboxEvent, InboxInstance
from tests.unit.mock_legacy.faulty_town import DRAFT, Visitor, drafts, grid, two_files, two_instances

RIGHT = [("Två vuxna", 2679800), ("Lön efter skatt", 1000000)]


@pytest.fixture
def visitor(town: Platform) -> Visitor:
    return Visitor(town, "almanda")


@pytest.fixture
def form(town: Platform) -> str:
    return f"/UtkastNytt.aspx?akt={two_files(town)[0].customer_number}"


def only(found: list[Draft]) -> Draft:
    (draft,) = found
    return draft


async def test_without_a_fault_one_save_is_one_draft_as_typed(
    town: Platform, visitor: Visitor, form: str
) -> None:
    assert (await visitor.post(form, DRAFT)).is_redirect
    draft = only(drafts(town))
    assert (draft.amount_ore, grid(draft)) == (1679800, RIGHT)


@pytest.mark.parametrize("kind", ["cut_after_write", "error_after_write", "double_save"])
async def test_looking_at_the_form_and_adding_rows_uses_no_strike_up(
    town: Platform, visitor: Visitor, form: str, kind: str
) -> None:
    fault = visitor.order(kind)
    await visitor.page(form)
    unsaved = {name: value for name, value in DRAFT.items() if not name.endswith("btnSpara")}
    more_rows = {**unsaved, "__EVENTTARGET": "ctl00$cph$btnLaggTillRad"}
    assert (await visitor.post(form, more_rows)).status_code == 200
    assert (fault.hits, drafts(town)) == (0, [])


async def test_the_line_is_cut_after_the_draft_was_accepted(
    town: Platform, visitor: Visitor, form: str
) -> None:
    fault = visitor.order("cut_after_write", "draft_form", remaining=1, latency_ms=120)
    for _ in range(2):
        with pytest.raises(ConnectionResetError):
            await visitor.post(form, DRAFT)
    assert (grid(only(drafts(town))), fault.hits) == (RIGHT, 1)
    assert (await Visitor(town, "almanda").get("/Sok.aspx")).status_code == 200
    await anyio.sleep(0.15)
    assert (await visitor.get("/Sok.aspx")).status_code == 200


async def test_the_line_is_cut_before_the_draft_arrives(town: Platform, visitor: Visitor, form: str) -> None:
    await visitor.page(form)
    visitor.order("cut", remaining=1)
    with pytest.raises(ConnectionResetError):
        await visitor.client.post(form, data=DRAFT)
    assert drafts(town) == []


async def test_a_form_that_is_taken_late_is_kept_though_its_sender_has_given_up_and_logged_out(
    town: Platform, visitor: Visitor, form: str
) -> None:
    (hidden,) = (await visitor.page(form)).xpath("//input[@name='__VIEWSTATE']/@value")
    fault = visitor.order("late_write", "draft_form", remaining=1, latency_ms=1500)

    async def given_up_before_it_is_kept() -> None:
        while not fault.hits:
            await anyio.lowlevel.checkpoint()
        await visitor.get("/LoggaUt.aspx")
        assert (await visitor.get("/Sok.aspx")).is_redirect
        assert drafts(town) == []

    async with anyio.create_task_group() as group:
        group.start_soon(given_up_before_it_is_kept)
        await visitor.client.post(form, data={"__VIEWSTATE": hidden, **DRAFT})
    assert grid(only(drafts(town))) == RIGHT


async def test_an_error_is_told_after_the_draft_was_accepted(
    town: Platform, visitor: Visitor, form: str
) -> None:
    visitor.order("error_after_write", remaining=1, status=504)
    answer = await visitor.post(form, DRAFT)
    assert (answer.status_code, answer.text) == (504, "Tidsgränsen för begäran överskreds.")
    assert len(drafts(town)) == 1


async def test_nothing_is_told_after_the_draft_was_accepted(
    town: Platform, visitor: Visitor, form: str
) -> None:
    visitor.order("silence_after_write", remaining=1, latency_ms=60)
    with pytest.raises(ConnectionResetError), anyio.fail_after(10):
        await visitor.post(form, DRAFT)
    assert len(drafts(town)) == 1


async def test_a_button_pressed_twice_makes_two_drafts(town: Platform, visitor: Visitor, form: str) -> None:
    visitor.order("double_save", "draft_form", remaining=1)
    shown = (await visitor.post(form, DRAFT)).headers["location"]
    first, second = drafts(town)
    assert grid(first) == grid(second) == RIGHT
    assert f"utkast={second.draft_number}" in shown


@dataclass(frozen=True, kw_only=True)
class Spoiled:
    """A kind of silent spoiling, and what the records hold of the right draft after it."""

    kind: str
    settings: dict[str, Any] = field(default_factory=dict)
    amount: int = 1679800
    rows: list[tuple[str, int]]


@pytest.mark.parametrize(
    "case",
    [
        Spoiled(kind="amount_zeroed", amount=0, rows=RIGHT),
        Spoiled(kind="amount_zeroed", settings={"pick": 2}, rows=[RIGHT[0], ("Lön efter skatt", 0)]),
        Spoiled(
            kind="amount_zeroed", settings={"text": "ctl02$txtBelopp"}, rows=[("Två vuxna", 0), RIGHT[1]]
        ),
        Spoiled(kind="amounts_swapped", rows=[("Två vuxna", 1000000), ("Lön efter skatt", 2679800)]),
        Spoiled(kind="rows_swapped", rows=[RIGHT[1], RIGHT[0]]),
    ],
)
async def test_amounts_are_spoiled_in_silence(
    town: Platform, visitor: Visitor, form: str, case: Spoiled
) -> None:
    fault = visitor.order(case.kind, remaining=1, **case.settings)
    assert (await visitor.post(form, DRAFT)).is_redirect
    draft = only(drafts(town))
    assert (draft.amount_ore, grid(draft), fault.hits) == (case.amount, case.rows, 1)
    assert draft.verdict_line == DRAFT["ctl00$cph$txtSammanfattning"]


VERDICT, DECISION = DRAFT["ctl00$cph$txtSammanfattning"], DRAFT["ctl00$cph$txtForslagTillBeslut"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", (VERDICT, DECISION[: len(DECISION) // 2])),
        ("txtSammanfattning", (VERDICT[: len(VERDICT) // 2], DECISION)),
    ],
)
async def test_half_of_a_text_is_kept_in_silence(
    town: Platform, visitor: Visitor, form: str, text: str, kept: tuple[str, str]
) -> None:
    visitor.order("text_cut", remaining=1, text=text)
    await visitor.post(form, DRAFT)
    draft = only(drafts(town))
    assert (draft.verdict_line, draft.decision_text) == kept


async def test_a_form_with_nothing_to_spoil_uses_no_strike_up(
    town: Platform, visitor: Visitor, form: str
) -> None:
    faults = [
        visitor.order(kind) for kind in ("amount_zeroed", "amounts_swapped", "rows_swapped", "text_cut")
    ]
    await visitor.post(form, {"ctl00$cph$txtBelopp": "0,00", "ctl00$cph$btnSpara": "Spara utkast"})
    assert [fault.hits for fault in faults] == [0, 0, 0, 0]
    assert only(drafts(town)).amount_ore == 0


async def test_a_spoiled_save_spares_the_other_person(town: Platform, visitor: Visitor, form: str) -> None:
    _, other = two_files(town)
    fault = visitor.order("amount_zeroed", person=other.applicant)
    await visitor.post(form, DRAFT)
    assert (only(drafts(town)).amount_ore, fault.hits) == (1679800, 0)


def confirmations(platform: Platform, number: int) -> tuple[str | None, int]:
    with platform.world.session() as session:
        times = session.query(InboxEvent).filter_by(flow_instance_id=number, kind="delivery").count()
        return session.get_one(InboxInstance, number).delivered_external_id, times


async def test_the_inbox_takes_half_an_id_or_the_same_delivery_twice(town: Platform) -> None:
    visitor = Visitor(town, "inbox")
    one, other = (instance.flow_instance_id for instance in two_instances(town))
    confirm = {"external_id": "9901-100234", "system": "Almanda"}
    visitor.order("text_cut", "delivery", remaining=1)
    assert (await visitor.post(f"/arenden/{one}/leverans", confirm)).is_redirect
    assert confirmations(town, one) == ("9901-", 1)
    visitor.order("double_save", "delivery", remaining=1)
    assert (await visitor.post(f"/arenden/{other}/leverans", confirm)).is_redirect
    assert confirmations(town, other) == ("9901-100234", 2)


@dataclass
class Wire:
    """A connection as the server hands it to the application."""

    aborted: bool = False
    seen: list[str] = field(default_factory=list)

    def abort(self) -> None:
        self.aborted = True


async def raw_request(app: Callable[..., Any], wire: Wire) -> list[dict[str, Any]]:
    """Ask for the login page over a wire and give what was sent back."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/Login.aspx",
        "raw_path": b"/Login.aspx",
        "root_path": "",
        "query_string": b"",
        "headers": [],
        "state": {"transport": wire},
    }

    async def receive() -> dict[str, Any]:
        wire.seen.append("disconnect" if wire.aborted else "request")
        await anyio.lowlevel.checkpoint()
        if wire.aborted:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent


@pytest.mark.parametrize("kind", ["cut", "hang"])
async def test_a_real_line_is_aborted_and_the_server_has_seen_it_before_the_answer_ends(
    town: Platform, visitor: Visitor, kind: str
) -> None:
    visitor.order(kind, "login", remaining=1, latency_ms=30)
    wire = Wire()
    app = SYSTEMS["almanda"].build(town)
    assert await raw_request(app, wire) == []
    assert (wire.aborted, wire.seen[-1]) == (True, "disconnect")
    town.faults.clear()
    assert (await raw_request(app, Wire()))[0]["status"] == httpx.codes.OK


@pytest.mark.parametrize("kind", ["overlay", "slow_rows"])
async def test_a_fault_around_one_that_cuts_the_line_has_no_answer_to_alter(
    town: Platform, visitor: Visitor, kind: str
) -> None:
    visitor.order(kind, "login")
    visitor.order("cut", "login", latency_ms=30)
    wire = Wire()
    assert await raw_request(SYSTEMS["almanda"].build(town), wire) == []
    assert wire.aborted
