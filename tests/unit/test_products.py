"""A product's sessions are asked for nothing outside the system's hours, however long somebody has waited."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from playwright.async_api import Browser, Page

from adapters.products import Premises, open_product
from adapters.secrets_folder import SecretsFolder
from bots.kit.errors import OutsideHours
from bots.kit.lender import OnlyWorker
from flows.hours import OpeningHours, Span
from flows.swedish_time import SWEDEN
from tests.fakes.audit import FakeAuditLog
from tests.fakes.clock import FakeClock

CLOSES = datetime(2026, 11, 18, 22, 0, tzinfo=SWEDEN)
OPENS = datetime(2026, 11, 19, 6, 0, tzinfo=SWEDEN)
DAYTIME = OpeningHours(week=((Span(opens=6 * 60, closes=22 * 60),),) * 7)
A_BROWSER = cast("Browser", None)
"""None is needed to be told no, and asking this one would fail."""
SECRETS = {
    "eplatform": ("inbox.utkast-01.password",),
    "almanda": ("almanda.utkast-01.password",),
    "skatteverket": ("skatteverket.utkast-01.password", "skatteverket.utkast-01.totp"),
    "forsakringskassan": tuple(
        f"forsakringskassan.utkast-01.{part}" for part in ("handlaggare", "certificate.pem", "key.pem")
    ),
}


def premises(folder: Path, product: str, now: datetime) -> Premises:
    for name in SECRETS[product]:
        (folder / name).write_text("hemlig", encoding="utf-8")
        (folder / name).chmod(0o600)

    async def witness(page: Page, error: Exception) -> None:
        raise AssertionError

    return Premises(
        base_url="http://127.0.0.1:9",
        accounts=("utkast-01",),
        known_as=("utkast-01",),
        timeout_seconds=1.0,
        hours=DAYTIME,
        municipality_code="9901",
        browser=A_BROWSER,
        secrets=SecretsFolder(folder),
        clock=FakeClock(now),
        witness=lambda _: witness,
        lender=lambda *_: OnlyWorker(),
        mark=str,
        audit=FakeAuditLog().of,
    )


async def asked(page: Page) -> None:
    """A step that asks nothing more than to be let in."""


@pytest.mark.parametrize("product", SECRETS)
@pytest.mark.parametrize("before", [timedelta(), timedelta(seconds=29)])
async def test_no_step_begins_when_the_system_closes_or_is_about_to(
    tmp_path: Path, product: str, before: timedelta
) -> None:
    pool = open_product(product, premises(tmp_path, product, CLOSES - before)).pool
    with pytest.raises(OutsideHours) as told:
        await pool.run(asked)
    assert told.value.opens == OPENS


@pytest.mark.parametrize("product", SECRETS)
async def test_what_was_begun_in_time_goes_on_in_the_margin_in_which_nothing_new_begins(
    tmp_path: Path, product: str
) -> None:
    now = CLOSES - timedelta(seconds=31)
    assert DAYTIME.closed_until(now) is not None
    pool = open_product(product, premises(tmp_path, product, now)).pool
    with pytest.raises(AttributeError, match="new_context"):  # it has come as far as the browser
        await pool.run(asked)
