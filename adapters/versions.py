"""Which versions are at work: what IT compares when a screen that fitted yesterday does not today."""

import platform
from importlib.metadata import version

from adapters.persistence.engine import NEWEST

PACKAGES = ("utkast", "playwright", "prefect")


def versions_at_work(browser: str = "") -> dict[str, str]:
    """By name: our own, the libraries that matter, Python, our tables' revision, and the browser if known."""
    found = {package: version(package) for package in PACKAGES}
    found |= {"python": platform.python_version(), "tables": NEWEST}
    return found | ({"browser": browser} if browser else {})
