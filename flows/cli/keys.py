"""`utkast new-key`: a key for the encrypted store, written where the robot reads it and shown to nobody."""

from rich.console import Console

from flows.settings import Settings, load_settings
from flows.wiring.store import make_data_key

console = Console()


def new_key() -> None:
    """Make the secret `data_key`, unless there is one."""
    settings = load_settings()
    file = settings.secrets_dir / "data_key"
    if ensure_key(settings):
        console.print(f"En ny nyckel ligger i {file}. Förvara en kopia på ett säkert ställe.")
    else:
        console.print(f"Det finns redan en nyckel i {file}; den är orörd.")


def ensure_key(settings: Settings) -> bool:
    """Make the key if it is missing; an existing key is never touched."""
    file = settings.secrets_dir / "data_key"
    if file.exists():
        return False
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    file.write_text(make_data_key() + "\n", encoding="utf-8")
    return True
