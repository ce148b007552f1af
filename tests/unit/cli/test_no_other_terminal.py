"""Every command prints through the terminal that knows no markup: a new one does not bring another."""

from pathlib import Path

CLI = Path(__file__).resolve().parents[3] / "flows" / "cli"
MAY = {"terminal.py", "logs.py"}
"""The terminal itself, and the log's own reader, which has a rule of its own for every line."""


def test_no_command_makes_a_console_of_its_own() -> None:
    assert {one.name for one in CLI.glob("*.py") if "rich.console" in one.read_text("utf-8")} == MAY
