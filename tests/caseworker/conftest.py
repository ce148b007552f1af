"""The caseworker's browser: the one the robot's own finder finds, so that one set-up serves both.

These tests run in a pytest process of their own: synchronous Playwright leaves a loop running on its thread.
"""

import os
from typing import Any

import pytest

from bots.kit.browser import find_browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """What pytest-playwright starts the browser with; its own options (`--headed`, …) still count."""
    choice = find_browser(os.environ.get("UTKAST_BROWSER_PATH"))
    found = {"executable_path": choice.path} if choice.path else {}
    # Chromium refuses to start its sandbox as root; for everybody else the sandbox stays on.
    as_root = {"args": ["--no-sandbox"]} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}
    return {**browser_type_launch_args, **found, **as_root}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Swedish desk: its language, its clock."""
    return {**browser_context_args, "locale": "sv-SE", "timezone_id": "Europe/Stockholm"}
