"""Signing an application's XML with the test BankID: who has to sign, and the signature added.

The poster signs with the platform's internal user number, a co-applicant with the personnummer.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from io import BytesIO

from lxml import etree

from mock_legacy.inbox.form_answers import FormSignature
from mock_legacy.inbox.form_xml import NAMESPACE, write_signatures
from mock_legacy.world.models import Person

_NS = {"f": NAMESPACE}


def signature_of(person: Person, signer_id: str, at: datetime) -> FormSignature:
    """A signature by ``person``; ``signer_id`` is the user number or, for a co-signer, the personnummer."""
    checksum = hashlib.sha256(f"{signer_id}{at.isoformat()}".encode()).hexdigest()[:40]
    return FormSignature(
        signed_at=at,
        first_name=person.first_name,
        last_name=person.last_name,
        signer_id=signer_id,
        checksum=checksum,
    )


def waits_for(payload: bytes, personnummer: str) -> bool:
    """Whether the application names the person as co-applicant and lacks that person's signature."""
    if personnummer.encode() not in payload:
        return False
    try:
        root = etree.fromstring(payload, _parser())
    except etree.XMLSyntaxError:
        return False
    named = root.findtext("f:Values/f:coApplicant/f:Personnummer", namespaces=_NS)
    signers = [one.text for one in root.findall("f:SigningEvents/f:SignEvent/f:Signer/f:ID", _NS)]
    return named == personnummer and personnummer not in signers


def with_signature(payload: bytes, signature: FormSignature) -> bytes:
    """The application with one signature more."""
    root = etree.fromstring(payload, _parser())
    events = root.find("f:SigningEvents", _NS)
    if events is None:
        events = etree.SubElement(root, f"{{{NAMESPACE}}}SigningEvents")
    write_signatures(events, [signature])
    file = BytesIO()
    etree.ElementTree(root).write(file, xml_declaration=True, encoding="ISO-8859-1", standalone=False)
    return file.getvalue()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
