"""uv, told what pip is told on this machine of where packages are: uv does not read pip's settings.

It goes by the environment, where addresses with a password in them are seen by nobody else. Knows no address.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
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
"""All places are looked in: every file is known by its hash, wherever it comes from."""


def as_uv_says_it(told: str) -> Mapping[str, str]:
    """What ``pip config list`` has told, in uv's words."""
    settings = {}
    for section in SECTIONS:
        for line in told.splitlines():
            name, _, value = line.partition("=")
            if name.startswith(f"{section}."):
                settings[name.removeprefix(f"{section}.")] = str(ast.literal_eval(value))
    lists = {
        word: between.join(settings[name].split())
        for name, (word, between) in LISTS.items()
        if name in settings
    }
    single = {word: settings[name] for name, word in SINGLE.items() if name in settings}
    alone = {"UV_NO_INDEX": "1"} if settings.get("no-index") in ("1", "true", "True", "yes", "on") else {}
    return AS_PIP_DOES | lists | single | alone


def main() -> None:
    """Become uv; what the environment says to uv itself goes before what pip is told."""
    asked = [sys.executable, "-m", "pip", "config", "list"]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words
    uv = Path(sys.executable).with_name("uv")
    os.execve(uv, [str(uv), *sys.argv[1:]], {**as_uv_says_it(told), **os.environ})  # noqa: S606 - no shell


if __name__ == "__main__":
    main()
