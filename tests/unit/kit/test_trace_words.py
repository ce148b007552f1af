"""A cleaned trace has nothing of a person, whatever stood in any file of Playwright's archive."""

import base64
import gzip
import io
import json
import zipfile
from typing import Any
from urllib.parse import quote

import pytest

from bots.kit.trace_words import cleaned, words

PLANTED = ("199006022397", "Åsa Öberg", "Storgatan 1 B", "s3cret-cookie", "JBSWY3DPEHPK3PXP")
EVERYTHING = " ".join(PLANTED)
ENCODED = (
    EVERYTHING,
    quote(EVERYTHING),
    json.dumps(EVERYTHING),
    base64.b64encode(EVERYTHING.encode()).decode(),
)
LABELS = {"Personnummer", "Sök"}


def act(call: str, method: str, **params: Any) -> list[dict[str, Any]]:
    """One act as Playwright writes it, with what was planted wherever it has text."""
    more = dict(zip(("extra", "arg", "expression", "value"), ENCODED, strict=True))
    return [
        {"type": "before", "callId": call, "startTime": 1.5, "class": "Frame", "method": method,
         "params": {**more, **params}, "title": EVERYTHING, "beforeSnapshot": EVERYTHING},
        {"type": "log", "callId": call, "time": 2, "message": f"  locator resolved to <h1>{EVERYTHING}</h1>"},
        {"type": "log", "callId": call, "time": 2, "message": "attempting fill action"},
        {"type": "input", "callId": call, "box": {"x": 1, "y": 2}, "inputSnapshot": EVERYTHING},
        {"type": "after", "callId": call, "endTime": 3, "result": {"value": {"s": EVERYTHING}},
         "error": {"name": "Error", "message": EVERYTHING, "stack": EVERYTHING}},
    ]  # fmt: skip


ENTRIES = [
    {"type": "context-options", "version": 10, "origin": "library", "browserName": "chromium",
     "options": {"extraHTTPHeaders": [EVERYTHING], "clientCertificates": [EVERYTHING]}, "title": EVERYTHING,
     "wallTime": 1, "monotonicTime": 1, "platform": "linux", "sdkLanguage": "python"},
    *act("call@1", "fill", selector='internal:label="Personnummer"i'),
    *act("call@2", "click", selector=f'internal:text="{EVERYTHING}"i >> nth=0'),
    *act("call@3", "goto", url=f"https://almanda.example/Akt/K1234?pnr={PLANTED[0]}#{PLANTED[1]}"),
    {"type": "console", "time": 1, "messageType": "log", "text": EVERYTHING, "args": [EVERYTHING]},
    {"type": "event", "time": 1, "class": "BrowserContext", "method": "page", "params": {"pageId": "page@1"}},
    {"type": "event", "time": 1, "class": "Page", "method": "dialog", "params": {"message": EVERYTHING}},
    {"type": "frame-snapshot", "snapshot": {"html": [EVERYTHING], "resourceOverrides": [EVERYTHING]}},
    {"type": "screencast-frame", "sha1": EVERYTHING},
    {"type": EVERYTHING, EVERYTHING: EVERYTHING},
]  # fmt: skip
RESPONSE = {
    "request": {"headers": [{"name": "Cookie", "value": EVERYTHING}], "postData": {"text": EVERYTHING}},
    "response": {"content": {"text": ENCODED[3]}, "headers": [{"name": "Set-Cookie", "value": EVERYTHING}]},
}
FILES = {
    "trace.trace": "\n".join(json.dumps(one) for one in ENTRIES),
    "trace.network": json.dumps({"type": "resource-snapshot", "snapshot": RESPONSE}),
    "trace.stacks": json.dumps(
        {"files": [f"/home/{PLANTED[1]}/x.py", "/srv/utkast/bots/almanda/search_page.py"],
         "stacks": [["call@1", [[1, 40, 0, EVERYTHING], [0, 9, 0, "main"]]]]}
    ),
    "resources/page.html": EVERYTHING,
    "resources/body.gz": gzip.compress(EVERYTHING.encode()),
    f"resources/{PLANTED[1]}.txt": "x",
}  # fmt: skip


def archive(files: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, content in files.items():
            target.writestr(name, content)
    return made.getvalue()


@pytest.fixture(scope="module")
def trace() -> bytes:
    return cleaned(archive(FILES), str, labels=LABELS)


def test_nothing_that_was_planted_is_left_in_any_file(trace: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(trace)) as opened:
        names = opened.namelist()
        everything = "\n".join([*names, *(opened.read(name).decode() for name in names)])
    assert names == ["trace.trace", "trace.network", "trace.stacks"]
    looked_for = {*PLANTED, *ENCODED, *map(quote, PLANTED), *(json.dumps(one)[1:-1] for one in PLANTED)}
    assert [one for one in looked_for if one in everything] == []


def test_what_was_done_where_and_when_is_still_told(trace: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(trace)) as opened:
        lines = [json.loads(line) for line in opened.read("trace.trace").decode().splitlines()]
        stacks = json.loads(opened.read("trace.stacks"))
    acts = [(one["method"], one["params"], one["startTime"]) for one in lines if one["type"] == "before"]
    assert acts == [
        ("fill", {"selector": 'internal:label="Personnummer"i'}, 1.5),
        ("click", {"selector": 'internal:text="…"i >> nth=0'}, 1.5),
        ("goto", {"url": "/Akt/…"}, 1.5),
    ]
    told = {one["message"] for one in lines if one["type"] == "log"}
    assert told == {"…", "attempting fill action"}
    assert stacks == {
        "files": ["…", "bots/almanda/search_page.py"],
        "stacks": [["call@1", [[1, 40, 0, "…"], [0, 9, 0, "…"]]]],
    }


def test_every_word_that_stays_has_gone_through_the_scrubber() -> None:
    trace = cleaned(archive(FILES), lambda text: text.replace("Personnummer", "[borta]"), labels=LABELS)
    assert "[borta]" in words(trace)
    assert "Personnummer" not in words(trace)


@pytest.mark.parametrize(
    "spoilt",
    [b"no archive", archive({"other": ""}), archive({"trace.trace": "{"}), archive({"trace.trace": "[]"})],
)
def test_what_is_no_trace_is_refused(spoilt: bytes) -> None:
    with pytest.raises(ValueError, match="not a trace"):
        cleaned(spoilt, str, labels=LABELS)
