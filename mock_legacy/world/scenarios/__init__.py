"""The scenarios. Importing this package registers them all, in the order in which a night takes them."""

from mock_legacy.world.scenarios import reference  # isort: skip
from mock_legacy.world.scenarios import costs, gates, incomes, open_questions, waiting

from mock_legacy.world.scenarios import repayment  # isort: skip
from mock_legacy.world.scenarios.outcome import Expected
from mock_legacy.world.scenarios.registry import SCENARIOS, Scenario

__all__ = [
    "SCENARIOS",
    "Expected",
    "Scenario",
    "costs",
    "gates",
    "incomes",
    "open_questions",
    "reference",
    "repayment",
    "waiting",
]
