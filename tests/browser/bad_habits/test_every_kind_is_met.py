"""Every kind of fault that the mock systems know is met by a test of this folder, and no other is named.

That an ordered fault struck is seen to by the fixtures.
"""

import ast
from pathlib import Path

from mock_legacy.platform.fault_effects import KINDS

HERE = Path(__file__).parent


def named_kinds() -> set[str]:
    """Every kind that a test orders by name, or names for `kind` in its parameters."""
    words: set[str] = set()
    for file in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
    return words & set(KINDS)


def test_every_kind_of_fault_is_named_by_a_test() -> None:
    assert sorted(set(KINDS) - named_kinds()) == []
