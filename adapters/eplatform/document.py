"""Bytes to an XML document that is safe to walk, or a refusal.

Nothing outside the file is ever read, no entity is expanded, and half a file is no file.
It must not know any form.
"""

import re

from lxml import etree

from adapters.eplatform.question_names import WHOLE_FILE
from adapters.eplatform.unreadable import Unreadable

LARGEST = 2_000_000
"""Bytes; an application with every row filled in has some forty thousand."""
# Before the first element stands the declaration alone: no document type, no comment, no instruction.
_BEGINS = re.compile(rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml\s[^<>]{0,200}\?>)?\s*<[A-Za-z_]""")
_DECLARED = re.compile(rb"""^<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")


def parse(payload: bytes) -> etree._Element:
    """The root of the document. Raises `Unreadable`."""
    if not payload.strip():
        raise Unreadable(WHOLE_FILE, "är tom")
    if len(payload) > LARGEST:
        raise Unreadable(WHOLE_FILE, "är orimligt stor")
    _check_encoding(payload)
    if not _BEGINS.match(payload):
        # Seen before anything is read: what a document type declares may grow to gigabytes when it is.
        raise Unreadable(WHOLE_FILE, "börjar med annat än en ansökan (som en dokumenttyp)")
    root = _root(payload)
    if any(not isinstance(node.tag, str) for node in root.iter()):
        raise Unreadable(WHOLE_FILE, "innehåller annat än fält (en kommentar eller en instruktion)")
    return root


def _root(payload: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(payload, parser)
    except etree.XMLSyntaxError:
        # The parser's own words quote the file, so they go no further.
        raise Unreadable(WHOLE_FILE, "är avbruten eller trasig") from None


def _check_encoding(payload: bytes) -> None:
    """A file that says one encoding and is written in another would garble å, ä and ö in silence."""
    match = _DECLARED.match(payload)
    declared = match[1].decode("ascii").upper() if match else "UTF-8"
    if declared not in {"ISO-8859-1", "UTF-8"}:
        raise Unreadable(WHOLE_FILE, "anger en teckenkodning som blanketten inte använder")
    if not payload.isascii() and _is_utf8(payload) != (declared == "UTF-8"):
        raise Unreadable(WHOLE_FILE, "är skriven i en annan teckenkodning än den anger")


def _is_utf8(payload: bytes) -> bool:
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
