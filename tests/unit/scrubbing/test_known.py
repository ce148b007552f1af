"""Values are known while an application is at hand, in every thread, and cost a log line next to nothing."""

import asyncio
import json
import threading
import time
from decimal import Decimal

from flows.eligibility.case import StatedIncome
from flows.eligibility.facts import Fact
from flows.persons_at_hand import remember_persons
from flows.records import Address
from flows.scrubbing import KNOWN, Kind, KnownValues, at_hand, found_in, keep_secret, remember, scrubbed
from flows.scrubbing.known import Matcher
from tests import examples

TURNS = 300
MOST_SECONDS = 0.0005
"""A line with forty values at hand takes 0.08 ms; six times that is what a busy machine may make of it."""


def test_what_is_remembered_is_forgotten_when_the_application_is_not_at_hand_any_more() -> None:
    with at_hand():
        remember(Kind.NAME, "Qvistberga")
        assert scrubbed("om Qvistberga") == "om [namn]"
        assert found_in("om qvistberga")
    assert scrubbed("om Qvistberga") == "om Qvistberga"


def test_without_an_application_at_hand_nothing_is_remembered() -> None:
    remember(Kind.NAME, "Qvistberga")
    assert not found_in("Qvistberga")


async def test_of_two_at_hand_each_forgets_its_own_and_both_are_known_everywhere() -> None:
    settled, looked = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        with at_hand():
            remember(Kind.NAME, "Qvistberga", "Delad")
            await looked.wait()
        settled.set()

    async def second() -> None:
        with at_hand():
            remember(Kind.NAME, "Delad")
            there = await asyncio.to_thread(scrubbed, "Qvistberga Delad")
            assert there == "[namn] [namn]"
            looked.set()
            await settled.wait()
            assert scrubbed("Qvistberga Delad") == "Qvistberga [namn]"

    await asyncio.gather(first(), second())


def test_a_secret_is_known_for_the_life_of_the_process() -> None:
    assert keep_secret("qvist-hemligt-7") == "qvist-hemligt-7"
    assert scrubbed("tried qvist-hemligt-7!") == "tried [hemlighet]!"


def test_a_records_persons_and_free_text_are_remembered_and_its_codes_are_not() -> None:
    with at_hand():
        remember_persons(
            examples.APPLICANT,
            [
                Fact(
                    value=Address(street="Qvistvägen 3", postal_code="999 10", city="Byn"),
                    source="x",
                    fetched_at=examples.NOW,
                )
            ],
        )
        assert scrubbed(f"{examples.APPLICANT.digits} QVISTVÄGEN 3, 99910 Byn i Byn") == (
            "[personnummer] [adress], [adress] i Byn"
        )


def test_who_has_paid_the_applicant_is_remembered_and_a_system_of_one_word_is_not() -> None:
    with at_hand():
        for payer in ("Lia Eks Bageri", "Försäkringskassan"):
            remember_persons(
                StatedIncome(kind="SALARY", person="sokande", amount=Decimal(1), payer=payer),
            )
        assert (
            scrubbed("lön från Lia Eks Bageri, Försäkringskassan") == "lön från [fritext], Försäkringskassan"
        )


def test_the_register_shows_none_of_what_it_holds() -> None:
    known = KnownValues()
    known.add("case", Kind.NAME, "Qvistberga")
    assert repr(known) == "KnownValues(1)"
    assert "qvist" not in repr(KNOWN).casefold()


def forty() -> Matcher:
    known = KnownValues()
    for case in range(4):
        known.add(case, Kind.NUMBER, *(f"19{day}010{case}2384" for day in (55, 81, 84)))
        known.add(case, Kind.NAME, "Åsa Öberg", "Björn", "Ek")
        known.add(case, Kind.ADDRESS, f"Qvistvägen {case}", "999 10 Byn")
        known.add(case, Kind.TEXT, "Jag söker arbete och följer planen med min handläggare.", "SL-kort, buss")
    return known.matcher()


def test_a_log_line_costs_well_under_a_tenth_of_a_millisecond_with_forty_values_at_hand() -> None:
    told = {
        "event": "item.settled",
        "case_ref": "UTK-9901-540001",
        "state": "AWAITING_CASEWORKER",
        "logger": "flows.prepare",
        "timestamp": "2026-11-22T22:31:11.123456Z",
        "worker": "host-1/2",
    }
    line = json.dumps(told)
    finder = forty()
    began = time.thread_time()
    assert all(finder.scrubbed(line) == line for _ in range(TURNS))
    assert (time.thread_time() - began) / TURNS < MOST_SECONDS


def test_threads_may_add_look_and_forget_at_the_same_time() -> None:
    known = KnownValues()
    wrong: list[str] = []

    def turn(number: int) -> None:
        for round_ in range(50):
            name = f"Qvist{'abcdefghij'[number]}{'abcdefghij'[round_ % 10]}"
            known.add(number, Kind.NAME, name)
            wrong.extend([name] if known.matcher().scrubbed(name) != "[namn]" else [])
            known.forget(number)

    threads = [threading.Thread(target=turn, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
