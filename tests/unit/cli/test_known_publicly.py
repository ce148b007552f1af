"""What is an example in a municipality's file is told at the terminal as a Swede writes it."""

from io import StringIO

from adapters.config_files import load_municipality
from flows.cli.known_publicly import tell_what_is_known
from flows.cli.terminal import Terminal
from tests.household_facts import CONFIG


def test_the_share_of_stickprov_is_told_with_a_space_before_its_sign() -> None:
    told = StringIO()
    town = load_municipality(CONFIG, "exempelstad")
    tell_what_is_known(Terminal(file=told, width=1000), town)
    assert f"andelen stickprov ({int(town.rules.sample_share * 100)} %)." in told.getvalue()
