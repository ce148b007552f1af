"""The port Breakers, kept by the fake and by our tables on SQLite and on PostgreSQL alike."""

import asyncio
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from flows.breaker import Breaker
from tests import examples
from tests.contract.our_tables import Tables

NOW = examples.NOW
OPEN = Breaker(
    system="Almanda",
    failures=3,
    openings=2,
    code="SYSTEM_SLOW",
    what="the page Ärenden did not come.",
    since=NOW,
    probe_at=NOW + timedelta(seconds=30),
    stated_end=NOW + timedelta(hours=1),
    prober="UTK-9901-100234",
    prober_until=NOW + timedelta(minutes=3),
    secret_mark="mark",
)


def failed_once_more(breaker: Breaker) -> Breaker:
    return replace(breaker, failures=breaker.failures + 1)


async def test_a_system_that_has_never_failed_has_a_closed_breaker(tables: Tables) -> None:
    closed = Breaker(system="Almanda")
    assert await tables.breakers.change("exempelstad", "Almanda", lambda one: one) == (closed, closed)
    assert list(await tables.breakers.all("exempelstad")) == []


async def test_a_breaker_is_kept_with_all_that_it_tells(tables: Tables) -> None:
    assert all(getattr(OPEN, one.name) != one.default for one in fields(Breaker))
    before, after = await tables.breakers.change("exempelstad", "Almanda", lambda _: OPEN)
    assert (before, after) == (Breaker(system="Almanda"), OPEN)
    assert list(await tables.breakers.all("exempelstad")) == [OPEN]
    seen, again = await tables.breakers.change("exempelstad", "Almanda", failed_once_more)
    assert (seen, again) == (OPEN, replace(OPEN, failures=4))


async def test_breakers_are_listed_by_name_for_one_municipality(tables: Tables) -> None:
    for system in ("Skatteverket", "Almanda", "e-tjänster", "E-tjänster", "Försäkringskassan"):
        await tables.breakers.change("exempelstad", system, failed_once_more)
    await tables.breakers.change("another", "Almanda", failed_once_more)
    names = [one.system for one in await tables.breakers.all("exempelstad")]
    assert names == ["Almanda", "E-tjänster", "Försäkringskassan", "Skatteverket", "e-tjänster"]
    assert [one.system for one in await tables.breakers.all("another")] == ["Almanda"]


async def test_a_breaker_that_has_closed_is_forgotten_and_may_open_again(tables: Tables) -> None:
    await tables.breakers.change("exempelstad", "Almanda", lambda _: OPEN)
    before, _ = await tables.breakers.change("exempelstad", "Almanda", lambda one: Breaker(system=one.system))
    assert before == OPEN
    assert list(await tables.breakers.all("exempelstad")) == []
    before, _ = await tables.breakers.change("exempelstad", "Almanda", failed_once_more)
    assert before == Breaker(system="Almanda")


async def test_of_many_failures_at_once_every_one_counts(tables: Tables) -> None:
    changes = (tables.breakers.change("exempelstad", "Almanda", failed_once_more) for _ in range(40))
    told = await asyncio.gather(*changes)
    assert sorted(after.failures for _, after in told) == list(range(1, 41))
    assert all(after.failures == before.failures + 1 for before, after in told)
    (kept,) = await tables.breakers.all("exempelstad")
    assert kept.failures == 40


async def test_of_many_that_want_to_probe_one_is_the_prober(tables: Tables) -> None:
    due = replace(OPEN, prober="", prober_until=None, probe_at=NOW, stated_end=None)
    await tables.breakers.change("exempelstad", "Almanda", lambda _: due)

    async def probes(case_ref: str) -> bool:
        def taken(one: Breaker) -> Breaker:
            return one.probed_by(case_ref, NOW) if one.may_be_probed(NOW) else one

        _, after = await tables.breakers.change("exempelstad", "Almanda", taken)
        return after.prober == case_ref

    won = await asyncio.gather(*(probes(f"UTK-9901-{number}") for number in range(100_000, 100_012)))
    assert won.count(True) == 1


async def test_a_change_that_fails_leaves_the_breaker_as_it_was(tables: Tables) -> None:
    await tables.breakers.change("exempelstad", "Almanda", lambda _: OPEN)

    def fails(_: Breaker) -> Breaker:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await tables.breakers.change("exempelstad", "Almanda", fails)
    assert list(await tables.breakers.all("exempelstad")) == [OPEN]
