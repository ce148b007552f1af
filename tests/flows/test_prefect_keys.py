"""The data key in a Secret block of Prefect's server, for an installation that has its secrets there."""

import os
from pathlib import Path

import pytest
from prefect.blocks.system import Secret
from prefect.settings import PREFECT_API_URL
from pydantic import SecretStr

from adapters.persistence.seal import NoDataKey, key_id, new_key, sealed_with
from flows.errors import SetUpTrouble
from flows.settings import Settings
from flows.wiring.prefect_secrets import PrefectKeys, block_of
from flows.wiring.sealing import seal_for

KEY = new_key()


def installation(folder: Path) -> Settings:
    return Settings(
        home=folder,
        secrets_dir=folder / "secrets",
        keys_from="prefect",
        prefect_api_url=str(PREFECT_API_URL.value()),
    )


@pytest.fixture(autouse=True)
def variables_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the engine sets for a process is not the next test's."""
    monkeypatch.setattr(os, "environ", os.environ.copy())


async def test_a_key_is_read_from_prefects_block(prefect_server: None, tmp_path: Path) -> None:
    settings = installation(tmp_path)
    with pytest.raises(NoDataKey, match="utkast new-key"):
        seal_for(settings)
    await Secret(value=SecretStr(KEY)).save(block_of("data_key"))
    try:
        assert sealed_with(seal_for(settings).seal(b"x")) == key_id(KEY)
    finally:
        await Secret.adelete(block_of("data_key"))


def test_a_server_that_does_not_answer_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from httpx import ConnectError

    def away(**_: object) -> None:
        raise ConnectError("refused")

    monkeypatch.setattr("prefect.client.orchestration.get_client", away)
    with pytest.raises(SetUpTrouble, match="utkast-data-key"):
        PrefectKeys(installation(tmp_path)).value("data_key")
