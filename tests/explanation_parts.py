"""The explanation of a case, taken apart for tests to look at."""

import re
from decimal import Decimal

AMOUNT = re.compile(r"-?\d[\d ]*,\d\d$")


def part(text: str, title: str) -> str:
    """One part of the explanation, without its title."""
    return text.split(f"{title}\n{'=' * len(title)}\n\n")[1].split("\n\n\n", maxsplit=1)[0]


def sums(lines: list[str]) -> dict[str, Decimal]:
    """Each row and sum of one section of the explanation, by its label and place."""
    found = {}
    for number, line in enumerate(lines):
        amount = AMOUNT.search(line)
        if amount and line.startswith("  ") and not line.startswith("    "):
            found[f"{number} {line.split()[0]}"] = Decimal(
                amount[0].split("  ")[-1].replace(" ", "").replace(",", ".")
            )
    return found
