"""What may stay of a trace: which acts, on which screens, when, from which line of ours, and how each ended.

Playwright's trace holds whatever was typed, read or answered. So it is made anew from a list of what may be
seen, and a kind of entry nobody thought of is left out: requests, cookies, snapshots, the page's own console.
Pure: the same archive gives the same one. It must not know who is to be hidden: `scrub` does.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

Scrub = Callable[[str], str]
Entry = Mapping[str, Any]

HIDDEN = "…"
TRACE, NETWORK, STACKS = "trace.trace", "trace.network", "trace.stacks"
# Of each kind of entry the fields that are numbers, Playwright's own names, or ids without meaning.
_PLAIN = {
    "context-options": (
        "version origin browserName playwrightVersion platform wallTime monotonicTime sdkLanguage contextId"
    ),
    "before": "callId startTime class method pageId parentId stepId",
    "after": "callId endTime",
    "input": "callId box point",
    "log": "callId time",
    "event": "time class method",
}
_EVENTS = ("page", "pageClosed", "close", "crash")
_WORD = re.compile(r"[\w@.+:-]{0,60}")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SELECTOR = re.compile(r"[\w:=>\[\]*.,#()\s~^$|-]*")
# Playwright's own words about how an act goes; every other line may quote the page.
_PROGRESS = re.compile(
    r"\s*(attempting \w+ action|waiting for element to be [a-z, ]+|element is (not )?[a-z, ]+"
    r"|scrolling into view if needed|done scrolling|performing \w+ action|\w+ action done|retrying \w+ action"
    r"|waiting for scheduled navigations to finish|navigations have finished|waiting \d+ms)"
    r"(, attempt #\d+)?\s*"
)
_OURS = re.compile(r".*/((?:flows|bots|adapters)/[\w/]+\.py)")


def cleaned(archive: bytes, scrub: Scrub, *, labels: Collection[str]) -> bytes:
    """The trace with nothing in it but what may stay, each word passed through `scrub`.

    `labels` are words of the systems' own forms that may be read. Raises ValueError for what is no trace.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as source:
            acts = source.read(TRACE).decode("utf-8")
            stacks = source.read(STACKS).decode("utf-8") if STACKS in source.namelist() else ""
        kept = [json.dumps(one, ensure_ascii=False) for one in _entries(acts, scrub, frozenset(labels))]
        lines = json.dumps(_stacks(stacks), ensure_ascii=False)
    except (
        zipfile.BadZipFile,
        AttributeError,
        KeyError,
        TypeError,
        UnicodeDecodeError,
        json.JSONDecodeError,
    ) as cause:
        raise ValueError("not a trace that can be read") from cause
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in ((TRACE, "\n".join(kept) + "\n"), (NETWORK, ""), (STACKS, lines)):
            target.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def words(archive: bytes) -> str:
    """Everything that can be read in a cleaned trace, to be looked through before it is kept."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return "\n".join(opened.read(name).decode("utf-8") for name in opened.namelist())


def _entries(text: str, scrub: Scrub, labels: frozenset[str]) -> Iterator[Entry]:
    for line in text.splitlines():
        entry = json.loads(line)
        kind = entry.get("type")
        if kind in _PLAIN and (kind != "event" or entry.get("method") in _EVENTS):
            plain = {name: _plain(entry[name]) for name in _PLAIN[kind].split() if name in entry}
            yield {"type": kind, **plain, **_more(kind, entry, scrub, labels=labels)}


def _more(kind: str, entry: Entry, scrub: Scrub, *, labels: frozenset[str]) -> Entry:
    if kind == "context-options":
        return {"options": {}}
    if kind == "before":
        return {"params": _params(entry.get("params") or {}, scrub, labels)}
    if kind == "after" and entry.get("error"):
        name = str(entry["error"].get("name", ""))
        return {"error": {"name": _plain(name), "message": HIDDEN}}
    if kind == "log":
        told = str(entry.get("message", ""))
        return {"message": told if _PROGRESS.fullmatch(told) else HIDDEN}
    if kind == "event":
        page = (entry.get("params") or {}).get("pageId", "")
        return {"params": {"pageId": _plain(page)}}
    return {}


def _params(given: Entry, scrub: Scrub, labels: frozenset[str]) -> Entry:
    """What an act was about: where on the page, and the address's path, never what was typed."""
    kept: dict[str, Any] = {}
    if "selector" in given:
        kept["selector"] = scrub(_selector(str(given["selector"]), labels))
    if "url" in given:
        kept["url"] = scrub(_path(str(given["url"])))
    return kept | {name: _plain(given[name]) for name in ("timeout", "strict", "waitUntil") if name in given}


def _selector(text: str, labels: frozenset[str]) -> str:
    """Its words only where they are a form's own."""
    parts = _QUOTED.split(text)
    shown = [
        (f'"{part if part in labels else HIDDEN}"' if odd else part if _SELECTOR.fullmatch(part) else HIDDEN)
        for number, part in enumerate(parts)
        for odd in (number % 2,)
    ]
    return "".join(shown)


def _path(url: str) -> str:
    steps = urlsplit(url).path.split("/")
    return "/".join(one if re.fullmatch(r"[A-Za-z_.-]{0,40}", one) else HIDDEN for one in steps)


def _plain(value: Any) -> Any:
    """A number, a truth, a short word without spaces, or a box of numbers; anything else is hidden."""
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if isinstance(one, int | float)}
    if isinstance(value, int | float) or value is None:
        return value
    return value if isinstance(value, str) and _WORD.fullmatch(value) else HIDDEN


def _stacks(text: str) -> Entry:
    """Which line of ours each act came from; other files are the installation's own."""
    given = json.loads(text) if text.strip() else {"files": [], "stacks": []}
    files = [match[1] if (match := _OURS.fullmatch(str(one))) else HIDDEN for one in given["files"]]
    stacks = [
        [_plain(call), [[int(file), int(line), int(column), HIDDEN] for file, line, column, *_ in frames]]
        for call, frames in given["stacks"]
    ]
    return {"files": files, "stacks": stacks}
