"""uv, told what pip is told on this machine of where packages are: uv does not read pip's settings.

It goes by the environment, where addresses with a password in them are seen by nobody else. Knows no address.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

SECTIONS = ("global", "install", ":env:")
"""Of pip's settings, those that count when it installs: what a later one says goes before."""
SPACE, COMMA = " ", ","
LISTS = {
    "extra-index-url": ("UV_INDEX", SPACE),
    "find-links": ("UV_FIND_LINKS", COMMA),
    "trusted-host": ("UV_INSECURE_HOST", SPACE),
}
"""pip's settings that are lists: uv's word for each, and what stands between its parts."""
SINGLE = {
    "index-url": "UV_DEFAULT_INDEX",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
}
AS_PIP_DOES = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
"""All places are looked in, as pip does."""
YES = ("1", "y", "yes", "t", "true", "on")
"""What pip takes for yes, in small letters."""


def settings_in(told: str) -> Mapping[str, str]:
    """The settings that ``pip config list`` has told."""
    settings = {}
    for section in SECTIONS:
        for line in told.splitlines():
            name, _, value = line.partition("=")
            if name.startswith(f"{section}."):
                settings[name.removeprefix(f"{section}.")] = str(ast.literal_eval(value))
    return settings


def as_uv_says_it(settings: Mapping[str, str]) -> Mapping[str, str]:
    """pip's settings as uv's words in the environment."""
    lists = {
        word: between.join(settings[name].split())
        for name, (word, between) in LISTS.items()
        if name in settings
    }
    single = {word: settings[name] for name, word in SINGLE.items() if name in settings}
    return AS_PIP_DOES | lists | single


def ordered(settings: Mapping[str, str]) -> Sequence[str]:
    """What uv has no word for in the environment, as it is ordered."""
    return ["--no-index"] if settings.get("no-index", "").lower() in YES else []


def main() -> None:
    """Become uv; what the environment says to uv itself goes before what pip is told."""
    asked = [sys.executable, "-m", "pip", "config", "list"]
    settings = settings_in(subprocess.check_output(asked, text=True))  # noqa: S603 - our own words
    uv = Path(sys.executable).with_name("uv")
    words = [str(uv), *sys.argv[1:], *ordered(settings)]
    os.execve(uv, words, {**as_uv_says_it(settings), **os.environ})  # noqa: S606 - no shell


if __name__ == "__main__":
    main()
