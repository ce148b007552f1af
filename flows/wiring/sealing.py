"""The data key's seal, from the secrets folder."""

from adapters.persistence.seal import Seal
from adapters.secrets_folder import SecretsFolder
from flows.settings import Settings


def seal_for(settings: Settings) -> Seal:
    """The seal of this installation. Raises SetUpTrouble when there is no key."""
    return seal_of(SecretsFolder(settings.secrets_dir))


def seal_of(secrets: SecretsFolder) -> Seal:
    """The data key's seal; one key a line, newest first. Raises SetUpTrouble when there is none."""
    keys = secrets.value("data_key").split() if secrets.holds("data_key") else []
    return Seal(keys)
