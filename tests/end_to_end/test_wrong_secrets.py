"""A wrong secret stops its system at the first refusal, is named, and costs no application its place."""

from dataclasses import dataclass

import pytest

from flows.errors import Code
from flows.report import RunReport
from flows.work import State
from tests.end_to_end.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
WRONG = "00000000-fel"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongSecret:
    """A secret to spoil, the mock system that will refuse it, and that system's name in messages."""

    secret: str
    system: str
    told: str


CASES = [
    WrongSecret(secret="inbox.utkast-01.password", system="inbox", told="E-tjänster"),
    WrongSecret(secret="almanda.utkast-01.password", system="almanda", told="Almanda"),
    WrongSecret(secret="skatteverket.utkast-01.password", system="skatteverket", told="Skatteverket"),
    WrongSecret(
        secret="forsakringskassan.utkast-01.handlaggare",
        system="forsakringskassan",
        told="Försäkringskassan",
    ),
]
ONE_TIME_CODE = WrongSecret(secret="skatteverket.utkast-01.totp", system="skatteverket", told="Skatteverket")


def attempts(installation: Installation, system: str) -> list[str]:
    """How each login at the system went, in its own words."""
    return [row["outcome"] for row in installation.records("state/logins", system=system)]


def told_which_secret(report: RunReport, case: WrongSecret) -> bool:
    """Whether the night's report names system and secret, and never the value."""
    (trouble,) = report.troubles
    assert WRONG not in str(trouble)
    return (trouble.code, trouble.system) == (Code.LOGIN_REFUSED, case.told) and case.secret in str(trouble)


# Every test run follows the runbook LOGIN_REFUSED with Almanda's (tests/drills), and has the code below.
@pytest.mark.campaign
@pytest.mark.parametrize("case", [pytest.param(case, id=case.system) for case in CASES])
async def test_a_wrong_secret_is_tried_once_until_it_is_changed(
    installation: Installation, case: WrongSecret
) -> None:
    installation.new_world("single_with_costs", "internet_not_granted")
    secret = installation.secret(case.secret)
    right = secret.read_text(encoding="utf-8")
    secret.write_text(WRONG, encoding="utf-8")

    report = await installation.night()
    (outcome,) = attempts(installation, case.system)
    assert outcome != "ok"
    assert told_which_secret(report, case)
    await require_that_none_is_lost(installation, case)

    installation.tomorrow()
    report = await installation.night()
    assert attempts(installation, case.system) == [outcome]
    assert told_which_secret(report, case)
    await require_that_none_is_lost(installation, case)

    secret.write_text(right, encoding="utf-8")
    report = await installation.night()
    assert report.troubles == ()
    assert set(attempts(installation, case.system)[1:]) == {"ok"}
    stated = {row["scenario"]: row["amount_kronor"] for row in installation.records("expected")}
    kept = sorted(draft["amount_ore"] / 100 for draft in installation.drafts().values())
    assert kept == sorted(stated.values())


async def require_that_none_is_lost(installation: Installation, case: WrongSecret) -> None:
    """Still in the inbox, or waiting in our tables for the next run with a word about it."""
    items = await installation.items()
    if case.system == "inbox":
        assert items == {}
        assert installation.records("state/deliveries") == []
        return
    assert len(items) == len(installation.records("expected"))
    for item in items.values():
        assert (item.outcome.state, item.outcome.reason) == (State.WAITING, Code.LOGIN_REFUSED)
        shut_out = f"Roboten kommer inte in i {case.told}. Ärendet görs om när IT har åtgärdat det."
        assert item.outcome.explanation == shut_out
    assert installation.drafts() == {}


async def test_a_wrong_one_time_code_is_tried_once(installation: Installation) -> None:
    installation.new_world("unchanged_single_no_income")
    installation.secret(ONE_TIME_CODE.secret).write_text("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", encoding="utf-8")
    report = await installation.night()
    assert attempts(installation, ONE_TIME_CODE.system) == ["wrong_code"]
    assert told_which_secret(report, ONE_TIME_CODE)
    await require_that_none_is_lost(installation, ONE_TIME_CODE)
