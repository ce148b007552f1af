"""`utkast console` and `utkast order`: whose nights are Prefect's, and a server that does not answer."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from shutil import copytree

import httpx
import pytest
from prefect.exceptions import PrefectHTTPStatusError
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.cli.trouble import CannotGoOn
from flows.console import deploy, orders
from flows.console.deploy import Deployed
from flows.municipality import Municipality
from flows.settings import PROJECT, Settings
from flows.work import UnknownReference
from tests import examples
from tests.unit.cli.conftest import Terminal

NOBODY = "http://127.0.0.1:9/api"
"""The discard port: nobody has listened there for decades."""
COMMANDS = (("order", "100234"), ("console", "night"), ("console", "deploy"))
Made = list[tuple[Sequence[str], Collection[str] | None]]


@pytest.fixture
def operations(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A terminal where Prefect's server is to be at an address where nobody is."""
    monkeypatch.setenv("UTKAST_PREFECT_API_URL", NOBODY)
    monkeypatch.setattr("flows.cli.console.prepare_engine", lambda _: None)
    with temporary_settings({PREFECT_API_URL: NOBODY, PREFECT_CLIENT_MAX_RETRIES: 0}):
        yield terminal


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """The municipalities that deployments were made for, and those that were kept."""
    told: Made = []

    async def make(
        settings: Settings,
        municipalities: Sequence[Municipality],
        *,
        workers: int,
        kept: Collection[str] | None,
    ) -> Deployed:
        told.append(([one.slug for one in municipalities], kept))
        return Deployed(deployments=[], retired=["nightly/gammalstad"], automations=[], channels=1)

    monkeypatch.setattr(deploy, "deploy", make)
    return told


@pytest.fixture
def two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = copytree(PROJECT / "config", tmp_path / "config")
    example = config / "municipalities" / "exempelstad.yaml"
    (config / "municipalities" / "nystad.yaml").write_bytes(example.read_bytes())
    monkeypatch.setenv("UTKAST_CONFIG_DIR", str(config))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_server_that_is_away_is_told_with_its_address(operations: Terminal, words: tuple[str, ...]) -> None:
    with pytest.raises(CannotGoOn, match=rf"{NOBODY} does not answer .*utkast console server"):
        operations.type(*words)


def test_a_server_that_says_no_is_told(operations: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    async def error_500(*_: object) -> None:
        request = httpx.Request("POST", NOBODY)
        raise PrefectHTTPStatusError("500", request=request, response=httpx.Response(500, request=request))

    monkeypatch.setattr(orders, "_deployed", error_500)
    with pytest.raises(CannotGoOn, match=rf"{NOBODY} answers 500"):
        operations.type("order", "100234")


def test_a_fault_of_our_own_is_not_blamed_on_prefect(
    operations: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fall(*_: object) -> None:
        raise KeyError("ours")

    monkeypatch.setattr(orders, "_deployed", fall)
    with pytest.raises(KeyError):
        operations.type("order", "100234")


def test_a_person_is_refused_before_prefect_is_asked(operations: Terminal) -> None:
    with pytest.raises(UnknownReference) as refused:
        operations.type("order", examples.APPLICANT.digits)
    assert examples.APPLICANT.digits not in str(refused.value)


def test_a_municipality_that_only_has_a_file_is_not_prefects(
    operations: Terminal, made: Made, two_files: None
) -> None:
    code, said = operations.type("console", "deploy")
    assert (code, made) == (0, [(["exempelstad"], ["exempelstad"])])
    assert "nightly/gammalstad: startar inte mer" in said


def test_the_municipalities_of_the_setting_are_prefects(
    operations: Terminal, made: Made, two_files: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UTKAST_MUNICIPALITIES", '["nystad", "exempelstad"]')
    operations.type("console", "deploy")
    assert made == [(["nystad", "exempelstad"], ["nystad", "exempelstad"])]


def test_deploying_one_leaves_the_others_alone(operations: Terminal, made: Made, two_files: None) -> None:
    operations.type("console", "deploy", "-m", "nystad")
    assert made == [(["nystad"], None)]


def test_a_municipality_of_the_setting_without_a_file_is_told(
    operations: Terminal, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UTKAST_MUNICIPALITIES", '["exempelstad", "nystad"]')
    with pytest.raises(CannotGoOn, match="no municipality 'nystad'"):
        operations.type("console", "deploy")
    assert made == []
