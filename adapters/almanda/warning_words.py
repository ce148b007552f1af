"""A warning's kind as Almanda shows it: in plain Swedish, and back.

A word that names no kind stays as it is: a colleague may have written it.
"""

from flows.eligibility.warning_kinds import LABELS

_WORDS = {kind.value: label[0].upper() + label[1:] for kind, label in LABELS.items()}
_KINDS = {words: kind for kind, words in _WORDS.items()}


def kind_in_words(kind: str) -> str:
    """What stands in the column Slag."""
    return _WORDS.get(kind, kind)


def kind_of(words: str) -> str:
    """The kind that these words name."""
    return _KINDS.get(words.strip(), words.strip())
