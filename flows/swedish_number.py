"""A number with its noun as titles and lists have it: in digits, and the noun in its right form.

In a sentence of a draft small numbers are words: `flows.eligibility.wording.counted`.
"""


def numbered(number: int, one: str, many: str) -> str:
    """`1 post`, `3 poster`, `0 poster`."""
    return f"{number} {one if number == 1 else many}"


def applications(number: int) -> str:
    """`1 ansökan`, `3 ansökningar`."""
    return numbered(number, "ansökan", "ansökningar")


def posts(number: int) -> str:
    """`1 post`, `3 poster`: of the audit log."""
    return numbered(number, "post", "poster")
