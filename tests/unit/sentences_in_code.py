"""The sentences that a module has for people, read off its code: every slot in them is filled alike."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SLOT = "UTK-9901-41001"
_SENTENCES = re.compile(r"[A-ZÅÄÖ”].*[.:]", re.DOTALL)
_LAST_SLOTS = re.compile(rf"(\s*{SLOT})+$")


def sentences_in(path: Path) -> Iterator[str]:
    """Each string and f-string that reads as sentences: a capital first, and a stop or a colon last.

    Slots that nothing follows are left out: what fills them is measured where it is written.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {
        id(part)
        for whole in ast.walk(tree)
        if isinstance(whole, ast.JoinedStr) or _is_docstring(whole)
        for part in ast.walk(whole)
        if part is not whole
    }
    for node in ast.walk(tree):
        said = _LAST_SLOTS.sub("", _said(node)).strip() if id(node) not in parts else ""
        if _SENTENCES.fullmatch(said):
            yield said


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _said(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"\{\w+\}", SLOT, node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_said(one) if isinstance(one, ast.Constant) else SLOT for one in node.values)
    return ""
