"""Spoilt applications and systems that cannot be reached end in a state a person can act on, said plainly."""

import re
import socket
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from flows.cli.mocks import PORTS
from flows.errors import Code, Reason
from flows.work import State, WorkItem
from tests.end_to_end.installation import Installation, Record, installed

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
Spoil = Callable[[bytes], bytes]
ONE_SENTENCE_AT_LEAST = re.compile(r"^[A-ZÅÄÖ].*\.$", re.DOTALL)


def cut_in_half(form: bytes) -> bytes:
    return form[: len(form) // 2]


def with_an_unknown_field(form: bytes) -> bytes:
    return form.replace(b"<Values>", b"<Values><favouriteColour><Value>x</Value></favouriteColour>", 1)


def with_a_letter_in_an_amount(form: bytes) -> bytes:
    return re.sub(rb"(<cost1>.*?<Amount><!\[CDATA\[)[^\]]*", rb"\g<1>12.345,5O", form, count=1)


def with_a_wrong_check_digit(form: bytes) -> bytes:
    def wrong(match: re.Match[bytes]) -> bytes:
        return match[1] + str((int(match[2]) + 1) % 10).encode()

    return re.sub(rb"(<applicant>.*?<Personnummer><!\[CDATA\[\d{11})(\d)", wrong, form, count=1)


def of_the_year_2031(form: bytes) -> bytes:
    return re.sub(rb"(<Year><!\[CDATA\[)2026", rb"\g<1>2031", form, count=1)


def of_an_unknown_municipality(form: bytes) -> bytes:
    return re.sub(rb"(<municipality>.*?<Value><!\[CDATA\[)9901", rb"\g<1>9999", form, count=1)


SPOILT: list[tuple[Spoil, Reason, str]] = [
    (cut_in_half, Reason.UNREADABLE_APPLICATION, "XML-filen är avbruten eller trasig"),
    (with_an_unknown_field, Reason.UNREADABLE_APPLICATION, "favouriteColour"),
    (
        with_a_letter_in_an_amount,
        Reason.UNREADABLE_APPLICATION,
        "fältet ”Kostnad 1, belopp” är inte skrivet som ett belopp",
    ),
    (
        with_a_wrong_check_digit,
        Reason.UNREADABLE_APPLICATION,
        "fältet ”Sökandes personnummer” är inte ett giltigt personnummer",
    ),
    (of_the_year_2031, Reason.NO_TABLE_FOR_PERIOD, "Riksnormen för månaden är inte inlagd"),
    (of_an_unknown_municipality, Reason.UNKNOWN_MUNICIPALITY, "en annan kommun"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def spoilt(
    mocks: "RunningMocks", tmp_path_factory: pytest.TempPathFactory, prefect_server: None
) -> Mapping[str, tuple[WorkItem, Installation]]:
    """Every spoilt application after one night, by how it was spoilt."""
    installation = installed(mocks, tmp_path_factory.mktemp("spoilt"))
    installation.new_world("single_with_costs")
    (number,) = installation.application_numbers().values()
    whole = installation.form(number)
    installation.take_out_of_the_inbox()
    numbers = {}
    for spoil, _, _ in SPOILT:
        assert spoil(whole) != whole
        numbers[spoil.__name__] = installation.put_in(spoil(whole), like=number)
    report = await installation.night()
    assert report.troubles == ()
    items = await installation.items()
    assert {item.application_ref for item in report.items} == set(numbers.values())
    return {how: (items[number], installation) for how, number in numbers.items()}


@pytest.mark.parametrize(("spoil", "reason", "says"), SPOILT, ids=[spoil.__name__ for spoil, _, _ in SPOILT])
async def test_a_spoilt_application_is_handed_over_with_what_is_wrong(
    spoilt: Mapping[str, tuple[WorkItem, Installation]], spoil: Spoil, reason: Reason, says: str
) -> None:
    item, installation = spoilt[spoil.__name__]
    assert (item.outcome.state, item.outcome.reason) == (State.NEEDS_HUMAN, reason)
    require_plain_words(item.outcome.explanation)
    assert says in item.outcome.explanation
    told = [line for line in installation.logged() if line.get("case_ref") == item.case_ref]
    assert {line["event"] for line in told} >= {"item.collected"}
    require_nobody(str(told), installation.records("expected"))
    assert installation.drafts() == {}


async def test_no_value_of_a_spoilt_application_is_repeated(
    spoilt: Mapping[str, tuple[WorkItem, Installation]],
) -> None:
    _, installation = spoilt["cut_in_half"]
    texts = str(installation.logged()) + " ".join(item.outcome.explanation for item, _ in spoilt.values())
    assert "12.345" not in texts
    assert "5O" not in texts


async def test_spoilt_applications_are_looked_up_nowhere(
    spoilt: Mapping[str, tuple[WorkItem, Installation]],
) -> None:
    _, installation = spoilt["cut_in_half"]
    assert {row["system"] for row in installation.records("state/lookups")} <= {"inbox"}


EVERY_DAY = {"inbox", "forsakringskassan"}
"""Where applications come from, and one that is asked about them; `make campaigns` has the other two."""


@pytest.mark.parametrize(
    "system", [pytest.param(one, marks=() if one in EVERY_DAY else pytest.mark.campaign) for one in PORTS]
)
async def test_a_system_that_cannot_be_reached_keeps_the_application_and_says_so(
    installation: Installation, system: str
) -> None:
    installation.new_world("single_with_costs")
    urls = installation.settings.base_urls
    report = await installation.night(
        base_urls={**urls, PORTS[system]: nobody_answers_at()}, patience_seconds=0
    )
    items = await installation.items()
    if system == "inbox":
        (trouble,) = report.troubles
        assert (trouble.code, trouble.system) == (Code.SYSTEM_UNREACHABLE, "E-tjänster")
        assert items == {}
    else:
        (item,) = items.values()
        assert (item.outcome.state, item.outcome.reason) == (State.WAITING, Code.SYSTEM_UNREACHABLE)
        require_plain_words(item.outcome.explanation)
        require_waiting_line(installation, item)
    require_nobody(str(installation.logged()), installation.records("expected"))


def require_waiting_line(installation: Installation, item: WorkItem) -> None:
    """IT finds the application and the reason in one line of the log."""
    (line,) = [line for line in installation.logged() if line["event"] == "item.waits"]
    assert (line["case_ref"], line["code"]) == (item.case_ref, Code.SYSTEM_UNREACHABLE)


def require_plain_words(explanation: str) -> None:
    """Swedish sentences for a caseworker: no stack trace, no English, no code."""
    assert ONE_SENTENCE_AT_LEAST.match(explanation)
    assert not re.search(r"Traceback|Error|Exception|File \"|line \d|\bthe\b|None", explanation)


def require_nobody(text: str, expected: list[Record] | object) -> None:
    """No personnummer of anybody in the world, whole or in part."""
    assert isinstance(expected, list)
    for row in expected:
        assert row["personnummer"] not in text
        assert row["personnummer"][2:] not in text


def nobody_answers_at() -> str:
    """An address on this machine where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    return f"http://127.0.0.1:{port}"
