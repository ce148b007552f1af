"""The rule register's page as the tests read it."""

from dataclasses import replace

from flows.eligibility.assess import RULES
from flows.eligibility.register import Local, register
from tests.household_facts import CONFIG, parameters, rules

ROOT = CONFIG.parent


PAGE = ROOT / "docs" / "regler.md"


EXEMPELSTAD = Local(name="Exempelstads kommun", rules=rules())


BY_NAME = {rule.name: rule for rule in RULES}


def the_page(**differs: object) -> str:
    """The register with Exempelstad's choices, some of them different."""
    local = replace(EXEMPELSTAD, rules=replace(EXEMPELSTAD.rules, **differs))  # type: ignore[arg-type]
    return register(RULES, parameters(), local)


def section(text: str, heading: str) -> str:
    """What stands under a heading, to the next one of any level."""
    return text.split(f"# {heading}\n\n", maxsplit=1)[1].split("\n#", maxsplit=1)[0]
