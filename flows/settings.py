"""Where things are on this machine: read from the environment (UTKAST_…) or from an env file.

No address, path or secret is written in code; what belongs to a municipality is in `config/municipalities/`.
"""

import os
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """This installation. `home` holds everything the robot writes: database, logs, evidence."""

    model_config = SettingsConfigDict(env_prefix="UTKAST_", extra="ignore")

    home: Path = Path(".utkast")
    config_dir: Path = PROJECT / "config"
    database_url: str = ""
    secrets_dir: Path = Path(".utkast/secrets")
    municipality: str = ""
    today: date | None = None
    """A fixed date for a world that stands still, such as the demo's. Empty: the calendar's own."""
    browser_path: str | None = None
    headless: bool = True
    ca_files: tuple[Path, ...] = ()
    """Certificate authorities to trust beside the usual ones."""
    base_urls: dict[str, str] = Field(default_factory=dict)
    """Addresses that differ from the municipality's file, by port (inbox, case_system …)."""
    timeout_seconds: float = Field(default=15.0, gt=0)
    """How long a screen may take before the system counts as slow."""
    applications_at_once: int = Field(default=4, ge=1, le=64)
    mock_ports: Literal["fixed", "auto"] = "fixed"
    """Where the mock systems listen: on their usual ports, or on whichever are free."""
    prefect_api_url: str = ""
    """The address of a Prefect server. Empty: Prefect's own, started and ended with the run."""

    @property
    def database(self) -> str:
        """The database's URL: SQLite in `home` unless another is set."""
        return self.database_url or f"sqlite+aiosqlite:///{self.home / 'utkast.db'}"


def load_settings() -> Settings:
    """This installation's settings; UTKAST_ENV_FILE names the env file, `.utkast/utkast.env` by default.

    Raises pydantic.ValidationError naming the setting that cannot be read.
    """
    # Pydantic's own parameter for this file starts with an underscore.
    return Settings(_env_file=os.environ.get("UTKAST_ENV_FILE", ".utkast/utkast.env"))
