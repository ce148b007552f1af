"""`utkast logs`: the log for people at a terminal, or as JSON for programs; whole, filtered, as it grows."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from flows.cli.trouble import CannotGoOn
from flows.log_file import NAME, followed, older_files, read
from flows.log_line import Level, LogLine, Wanted, read_line, since_when
from flows.plain_text import UNSEEN
from flows.settings import load_settings
from flows.swedish_time import SWEDEN

LOOK_EVERY_SECONDS = 0.25
"""A file tells nobody when it grows."""
TOLD_FIRST = ("timestamp", "level", "event", "case_ref", "logger", "pid")
"""What a readable line begins with, or leaves out."""
STYLES = {Level.WARNING: "yellow", Level.ERROR: "bold red", Level.CRITICAL: "bold red", Level.DEBUG: "dim"}


def show(wanted: Wanted, *, follow: bool, as_json: bool) -> None:
    """Print what is wanted. Raises CannotGoOn when there is no log."""
    file = load_settings().home / "logs" / NAME
    console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
    with suppress(KeyboardInterrupt):
        for text in _following(file, wanted) if follow else _standing(file, wanted):
            line = read_line(text)
            if text and wanted.has(line):
                _say(console, _json_of(line) if as_json else _readable(line), plain=as_json)


def asked_since(told: str) -> datetime | None:
    """The time that was typed; None when none was. Raises CannotGoOn when it is no time."""
    try:
        return since_when(told, datetime.now(UTC)) if told else None
    except ValueError:
        raise CannotGoOn(
            f"Since when? {told} is neither 90s, 30m, 2h or 1d, nor a date such as 2026-11-22."
        ) from None


def _standing(file: Path, wanted: Wanted) -> Iterator[str]:
    files = [*older_files(file, wanted.since), *([file] if file.exists() else [])]
    if not files:
        raise CannotGoOn(f"No log yet: {file} is not there. A run writes it.")
    for one in files:
        yield from read(one)


def _following(file: Path, wanted: Wanted) -> Iterator[str]:
    """What comes; and what has come since the time asked for, if one was."""
    for one in older_files(file, wanted.since) if wanted.since else ():
        yield from read(one)
    wait = threading.Event()
    yield from followed(file, lambda: wait.wait(LOOK_EVERY_SECONDS), from_start=wanted.since is not None)


def _say(console: Console, line: Text, *, plain: bool) -> None:
    """With colours on a terminal; a file or another program gets the words alone, and three times as fast."""
    if console.is_terminal and not plain:
        console.print(line)
    else:
        console.file.write(f"{line.plain}\n")


def _json_of(line: LogLine) -> Text:
    """The line as it is; one that is no JSON as the only field of one that is. What hides is written out."""
    text = json.dumps({"text": line.text}, ensure_ascii=False) if line.says is None else line.text
    return Text(UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text))


def _readable(line: LogLine) -> Text:
    """Time in Sweden, level, event, application, and the fields; a line that is no JSON as it is."""
    if line.says is None:
        return Text(_harmless(line.text))
    level = str(line.says.get("level", ""))
    return Text.assemble(
        (f"{_clock(line)} ", "dim"),
        (f"{_harmless(level):<8} ", STYLES.get(line.level, "") if line.level else ""),
        (_harmless(str(line.says.get("event", ""))), "bold"),
        (f" {_harmless(str(line.says['case_ref']))}" if "case_ref" in line.says else "", "cyan"),
        "".join(f" {_field(name, line.says)}" for name in line.says if name not in TOLD_FIRST),
    )


def _clock(line: LogLine) -> str:
    return f"{line.at.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}" if line.at else "-"


def _field(name: str, says: Mapping[str, object]) -> str:
    value = says[name]
    is_plain = isinstance(value, str) and value != "" and " " not in value
    return _harmless(f"{name}={value if is_plain else json.dumps(value, ensure_ascii=False)}")


def _harmless(text: str) -> str:
    """Without what would move the terminal's cursor or change its colours."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one == "\t" else f"\\x{ord(one):02x}" for one in text)
