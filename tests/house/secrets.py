"""No secret stands in any file: no key, token or password, whatever it is for.

Known by their looks: what issuers of tokens begin them with, what begins a private key, a password in an
address, and a row of letters and digits with no order in it. A complaint says where, never which.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.house.sources import Source

_TOKEN = re.compile(
    r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b"
    r"|\bgh[pousr]_\w{30,}|\bgithub_pat_\w{30,}|\bglpat-[\w-]{20,}|\bnpm_\w{36}\b|\bpypi-[\w-]{50,}"
    r"|\bxox[abprs]-[\w-]{10,}|\b[sr]k_live_\w{16,}|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}"
    r"|AGE-SECRET-KEY-1\w{20,}|\bpnu_\w{36}\b"
)
_BEGINNINGS = (
    *("-----BEGIN", "AKIA", "ASIA", "AIza", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-"),
    *("npm_", "pypi-", "xox", "k_live_", "eyJ", "AGE-SECRET", "pnu_"),
)
_IN_AN_ADDRESS = re.compile(r"://[^\s/:@\"'<>{}]*:([^\s/@\"'<>{}$\[]{1,80})@")
_RUN = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+]{20,200}(?![A-Za-z0-9+])")
_HEXADECIMAL = re.compile(r"[0-9a-f]{32,}|[0-9A-F]{32,}")
_LEAST_DISORDER, _LEAST_IN_HEXADECIMAL = 4.0, 3.0
_PUBLIC = ".lock"
"""Lists of hashes."""


def secrets(files: Iterable[Source], *, known_not_to_be: Iterable[str] = ()) -> list[str]:
    """Lines that hold what looks like a secret; `known_not_to_be` are such as only look so."""
    none = frozenset(known_not_to_be)
    return [
        f"{source.path}:{source.text.count(chr(10), 0, at) + 1} holds what looks like a secret"
        for source in files
        if not source.path.endswith(_PUBLIC)
        for at, found in _looking_so(source.text)
        if found not in none
    ]


def _looking_so(text: str) -> Iterator[tuple[int, str]]:
    if any(beginning in text for beginning in _BEGINNINGS):
        yield from ((one.start(), one.group()) for one in _TOKEN.finditer(text))
    yield from ((one.start(1), one.group(1)) for one in _IN_AN_ADDRESS.finditer(text))
    yield from ((one.start(), one.group()) for one in _RUN.finditer(text) if _looks_drawn(one.group()))


def _looks_drawn(run: str) -> bool:
    """Whether letters and digits follow upon each other as in something drawn at random."""
    if _HEXADECIMAL.fullmatch(run):
        return _disorder(run) > _LEAST_IN_HEXADECIMAL
    of_every_kind = run != run.lower() and run != run.upper() and any(map(str.isdigit, run))
    return of_every_kind and _disorder(run) > _LEAST_DISORDER


def _disorder(run: str) -> float:
    """Bits a sign, after Shannon."""
    return -sum(times / len(run) * math.log2(times / len(run)) for times in Counter(run).values())
