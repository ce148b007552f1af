"""`utkast migrate`: forward without a word, back with one, and never to what nobody knows."""

import pytest

from adapters.persistence.engine import NEWEST
from flows.errors import SetUpTrouble
from tests.unit.cli.conftest import Terminal


def test_the_command_says_where_the_tables_were_and_are(terminal: Terminal) -> None:
    assert terminal.type("migrate") == (0, f"Tabellerna hade ingen revision och har nu {NEWEST}.\n")
    assert terminal.type("migrate") == (0, f"Tabellerna har redan {NEWEST}.\n")
    assert terminal.type("migrate", "--to", "0001") == (0, f"Tabellerna hade {NEWEST} och har nu 0001.\n")
    with pytest.raises(SetUpTrouble, match="from 0001 to nowhere"):
        terminal.type("migrate", "--to", "nowhere")
