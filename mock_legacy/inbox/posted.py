"""The fields of a posted form, readable from a plain (threaded) endpoint.

Text is kept as typed, except for characters that XML cannot hold. Knows no form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import anyio.from_thread
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class PostedFields:
    """A posted form; a field that was not sent is an empty text."""

    data: FormData

    def one(self, name: str) -> str:
        """The text of a field."""
        value = self.data.get(name, "")
        return _NOT_IN_XML.sub("", value) if isinstance(value, str) else ""

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return name in self.data

    def files(self, name: str) -> list[UploadFile]:
        """The files chosen in a field."""
        return [one for one in self.data.getlist(name) if isinstance(one, UploadFile) and one.filename]


def posted_fields(request: Request) -> PostedFields:
    """Read the body of a posted form, of either kind a browser sends."""
    return PostedFields(anyio.from_thread.run(_form, request))


async def _form(request: Request) -> FormData:
    return await request.form()
