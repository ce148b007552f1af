"""Keys in Prefect's Secret blocks, for an installation that has all its secrets there.

Prefect encrypts a block with a key of its own, which lies beside its tables unless it is told otherwise:
whoever has Prefect's database may have the keys.
"""

from flows.errors import SetUpTrouble
from flows.settings import Settings


class PrefectKeys:
    """Secret blocks such as `utkast-data-key`; Prefect is imported when it is asked."""

    name = "prefect"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def value(self, secret: str) -> str | None:
        """The block's value. Raises SetUpTrouble when Prefect's server does not answer."""
        from flows.engine import prepare_engine

        prepare_engine(self._settings)
        from httpx import HTTPError
        from prefect.client.orchestration import get_client
        from prefect.exceptions import ObjectNotFound

        block = block_of(secret)
        try:
            with get_client(sync_client=True) as client:
                found = client.read_block_document_by_name(block, "secret", include_secrets=True)
        except ObjectNotFound:
            return None
        except (HTTPError, RuntimeError) as cause:
            raise SetUpTrouble(
                f"Prefect's server did not say what is in the block {block} ({type(cause).__name__})."
            ) from cause
        return str(found.data["value"])

    def stamp(self, secret: str) -> object:
        """It would be a question to the server each time."""
        return None


def block_of(secret: str) -> str:
    """The block's name: Prefect allows no other sign than the dash."""
    return f"utkast-{secret.replace('_', '-')}"
