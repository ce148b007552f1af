"""The fields of a posted form, readable from a plain (threaded) endpoint.

Text is kept as typed, except for characters that XML cannot hold. Knows no form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import anyio.from_thread
from starlette.datastructures import UploadFile
from starlette.requests import Request

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedFile:
    """A file sent with a form."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedFields:
    """A posted form; a field that was not sent is an empty text."""

    texts: Mapping[str, str]
    files: tuple[PostedFile, ...]

    def one(self, name: str) -> str:
        """The text of a field."""
        return self.texts.get(name, "")

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return name in self.texts


def posted_fields(request: Request) -> PostedFields:
    """Read the body of a posted form, of either kind a browser sends."""
    return anyio.from_thread.run(_read, request)


async def _read(request: Request) -> PostedFields:
    texts, files = {}, []
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files.append(await _file(value, value.filename))
            else:
                texts[name] = _NOT_IN_XML.sub("", value)
    return PostedFields(texts=texts, files=tuple(files))


async def _file(sent: UploadFile, name: str) -> PostedFile:
    media_type = sent.content_type or "application/octet-stream"
    return PostedFile(name=name, media_type=media_type, content=await sent.read())
