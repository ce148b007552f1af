"""The weekly round in Prefect: what is due goes; a municipality that has said nothing keeps everything."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.cli.keys import ensure_key
from flows.gallring import NOTHING_SAID, retention
from flows.prepare import _is_never_prepared
from flows.retention import Kind
from flows.settings import load_settings
from flows.wiring import retention as wiring
from flows.wiring.anchoring import anchored_heads
from flows.wiring.store import opened_store
from flows.work import Outcome, State
from tests import examples

REF = "UTK-9901-100234"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ours = {
        "UTKAST_HOME": str(tmp_path),
        "UTKAST_SECRETS_DIR": str(tmp_path / "secrets"),
        "UTKAST_ENV_FILE": str(tmp_path / "none.env"),
        "UTKAST_TODAY": str(examples.NOW.date() + timedelta(days=400)),
    }
    for name, value in ours.items():
        monkeypatch.setenv(name, value)
    ensure_key(load_settings())
    return tmp_path


async def settled() -> None:
    async with opened_store(load_settings()) as store:
        item = examples.work_item()
        await store.work.collect(item, examples.application())
        await store.work.put(item, Outcome(state=State.AWAITING_CASEWORKER), examples.NOW)


async def test_what_is_due_goes_and_nobody_prepares_it_again(prefect_server: None, home: Path) -> None:
    await settled()
    looked = {one.kind: one.purged for one in await retention("exempelstad")}
    assert looked[Kind.APPLICATIONS] == 1
    assert looked[Kind.AUDIT] == 0
    async with opened_store(load_settings()) as store:
        assert anchored_heads(load_settings())[-1] == await store.audit.head()
        item = await store.work.find(REF)
        assert item is not None
        assert _is_never_prepared(item)
        with pytest.raises(LookupError):
            await store.work.application(REF)


async def test_without_periods_nothing_goes_and_the_run_is_named_so(
    prefect_server: None, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = wiring.load_municipality
    monkeypatch.setattr(wiring, "load_municipality", lambda *asked: replace(really(*asked), retention={}))
    await settled()
    state = await retention("exempelstad", return_state=True)
    assert state.name == NOTHING_SAID
    async with opened_store(load_settings()) as store:
        assert await store.work.application(REF) == examples.application()
