"""What pydantic finds wrong in a configuration file, said as what to write there instead."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType

from pydantic_core import ErrorDetails

EMPTY = {"too_short", "string_too_short"}
UNKNOWN = "extra_forbidden"
A_WHOLE_NUMBER = "write a whole number"
TRUE_OR_FALSE = "write true or false"
KEYS_BELOW = "write keys and values below it"
WHAT_FITS: Mapping[str, str] = MappingProxyType(
    {
        "greater_than_equal": "write {ge} or more",
        "less_than_equal": "write {le} at most",
        "int_type": A_WHOLE_NUMBER,
        "int_parsing": A_WHOLE_NUMBER,
        "bool_type": TRUE_OR_FALSE,
        "bool_parsing": TRUE_OR_FALSE,
        "enum": "write {expected}",
        "literal_error": "write {expected}",
        "string_type": "write words, within quotes where they are digits",
        "tuple_type": "write a list, such as [one, another], or lines that begin with - below the key",
        "dict_type": KEYS_BELOW,
        "model_type": KEYS_BELOW,
        "too_long": "write {max_length}, not {actual_length}",
    }
)
"""What to write, by the kind of error that pydantic names."""


def most_telling(errors: Sequence[ErrorDetails]) -> ErrorDetails:
    """The first error; but a key that is not known, where its right spelling is what is missing."""
    first = errors[0]
    if first["type"] == "missing":
        return next((one for one in errors if _misspelt_for(one, [first])), first)
    return first


def advice(error: ErrorDetails, errors: Sequence[ErrorDetails], hints: Mapping[str, str]) -> str:
    """What to write. `errors` are all that were found, and `hints` say what belongs under a key."""
    key = ".".join(str(part) for part in error["loc"])
    hint = hints.get(_name(error))
    if error["type"] == "missing":
        return f"`{key}` is missing: {hint or 'write it'}"
    if error["type"] in EMPTY or error["input"] is None:
        return f"`{key}` is empty: {hint or 'write a value, at least one'}"
    if error["type"] == UNKNOWN:
        meant = _misspelt_for(error, errors)
        spelt = f"write `{meant}`, which is missing" if meant else "take it away or correct its spelling"
        return f"`{key}` is not a known key: {spelt}"
    if error["type"] == "value_error":
        return f"`{key}`: {error['ctx']['error']}"
    return f"`{key}`: {hint or _what_fits(error)}"


def _what_fits(error: ErrorDetails) -> str:
    known = WHAT_FITS.get(error["type"])
    if known is None:
        return f"correct it ({error['msg'][:1].lower()}{error['msg'][1:]})"
    return known.format_map(error.get("ctx", {}))


def _name(error: ErrorDetails) -> str:
    """The key, of the list where the error is one of its parts."""
    names = [part for part in error["loc"] if isinstance(part, str)]
    return names[-1] if names else ""


def _misspelt_for(error: ErrorDetails, errors: Sequence[ErrorDetails]) -> str:
    """The missing key beside it that an unknown key was meant to be, or nothing."""
    if error["type"] != UNKNOWN:
        return ""
    around = error["loc"][:-1]
    missing = [
        str(one["loc"][-1]) for one in errors if one["type"] == "missing" and one["loc"][:-1] == around
    ]
    return next(iter(get_close_matches(str(error["loc"][-1]), missing, n=1)), "")
