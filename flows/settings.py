"""Where things are on this machine: read from the environment (UTKAST_…) or from an env file.

No address, path or secret is written in code; what belongs to a municipality is in `config/municipalities/`.
"""

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.address import ADVICE, is_protected
from flows.pace import Pace

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """This installation. `home` holds everything the robot writes: database, logs, evidence."""

    model_config = SettingsConfigDict(env_prefix="UTKAST_", extra="ignore")

    home: Path = Path(".utkast")
    config_dir: Path = PROJECT / "config"
    database_url: str = ""
    secrets_dir: Path = Path(".utkast/secrets")
    keys_from: Literal["first", "credentials", "folder", "environment", "keyring", "prefect"] = "first"
    """Where the data keys are; `first` looks in each of these in turn."""
    municipality: str = ""
    municipalities: tuple[str, ...] = ()
    """Those that Prefect runs, where they are more than `municipality` alone."""
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
    most_attempts: int = Field(default=5, ge=1)
    retry_seconds: tuple[float, ...] = Field(default=(15.0, 60.0, 240.0), min_length=1)
    uncertain_seconds: float = Field(default=120.0, gt=0)
    failures_in_a_row: int = Field(default=3, ge=1)
    cool_off_seconds: float = Field(default=30.0, gt=0)
    longest_cool_off_seconds: float = Field(default=900.0, gt=0)
    patience_seconds: float = Field(default=1200.0, ge=0)
    grace_seconds: float = Field(default=20.0, ge=0)
    """The robot's patience: what each of these means is told by `flows.pace.Pace`."""
    metrics_address: str = "127.0.0.1:9464"
    """Where `utkast metrics` listens. Whoever reaches it sees counts, and no person."""
    who: str = ""
    """Who is at the terminal, for the audit log. Empty: the operating system's user."""
    audit_anchor_file: Path | None = None
    audit_syslog: str = ""
    """Where the audit log's head is noted outside our tables: a file, and the system's log if asked."""
    prefect_api_url: str = ""
    """The address of a Prefect server. Empty: Prefect's own, started and ended with the run."""
    prefect_ui_api_url: str = ""
    """That address as people's browsers see it, where it is another, such as behind a reverse proxy."""
    prefect_database_url: str = ""
    """Where that server keeps its tables, when we start it. Empty: SQLite in `home`."""
    notify_email: tuple[str, ...] = ()
    """Who is told by e-mail when something is wrong; what follows is how it is sent."""
    notify_webhook: bool = False
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_from: str = ""
    smtp_user: str = ""

    @field_validator("base_urls")
    @classmethod
    def _protected(cls, urls: dict[str, str]) -> dict[str, str]:
        for port, url in urls.items():
            if not is_protected(url):
                raise ValueError(f"{port}: {ADVICE}")
        return urls

    @property
    def pace(self) -> Pace:
        """How patient the robot is."""
        return Pace(
            most_attempts=self.most_attempts,
            retry_after=tuple(timedelta(seconds=one) for one in self.retry_seconds),
            uncertain_for=timedelta(seconds=self.uncertain_seconds),
            failures_in_a_row=self.failures_in_a_row,
            cool_off=timedelta(seconds=self.cool_off_seconds),
            longest_cool_off=timedelta(seconds=self.longest_cool_off_seconds),
            patience=timedelta(seconds=self.patience_seconds),
            grace=timedelta(seconds=self.grace_seconds),
        )

    @property
    def audit_anchors(self) -> Path:
        """The file of anchors: in `home` unless another is set, such as one on another disk."""
        return self.audit_anchor_file or self.home / "audit-anchors"

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
