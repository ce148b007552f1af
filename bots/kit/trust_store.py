"""The certificate authorities that the browser trusts beside its own, in a home made for it alone.

On Linux Chromium reads them from an NSS database in its user's home, and from nowhere else.  The library that
writes such a database is one that Chromium itself cannot start without.
It must not know which systems the authorities stand behind.
"""

import ctypes
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

_ISSUES_SERVERS = b"C,,"
"""Trusted to sign the certificates of servers, and nothing else."""


class NoTrustStore(Exception):
    """The authorities cannot be handed to the browser; the message says what is missing."""


class _Item(ctypes.Structure):
    _fields_ = (("type", ctypes.c_int), ("data", ctypes.c_char_p), ("len", ctypes.c_uint))


class _Trust(ctypes.Structure):
    _fields_ = (("ssl", ctypes.c_uint), ("email", ctypes.c_uint), ("objects", ctypes.c_uint))


def write_trust_store(home: Path, authorities: Sequence[Path]) -> None:
    """Make `home` one whose browser trusts the certificates in these PEM files, some 30 ms.

    Raises `NoTrustStore` when the library is not there or refuses.
    """
    folder = home / ".pki" / "nssdb"
    folder.mkdir(parents=True, mode=0o700)
    nss = _library()
    _require(nss.NSS_InitReadWrite(f"sql:{folder}".encode()), "made")
    try:
        _trust(nss, [der for file in authorities for der in _certificates(file)])
    finally:
        _require(nss.NSS_Shutdown(), "closed")


def _trust(nss: Any, certificates: Iterable[bytes]) -> None:
    slot = nss.PK11_GetInternalKeySlot()
    if nss.PK11_NeedUserInit(slot):
        _require(nss.PK11_InitPin(slot, None, b""), "opened")
    trust = _Trust()
    _require(nss.CERT_DecodeTrustString(ctypes.byref(trust), _ISSUES_SERVERS), "told what to trust")
    database = nss.CERT_GetDefaultCertDB()
    for number, der in enumerate(certificates):
        item = _Item(0, der, len(der))
        one = nss.CERT_NewTempCertificate(database, ctypes.byref(item), None, 0, 1)
        _require(nss.PK11_ImportCert(slot, one, 0, f"authority {number}".encode(), 0), "written")
        _require(nss.CERT_ChangeCertTrust(database, one, ctypes.byref(trust)), "written")
        nss.CERT_DestroyCertificate(one)
    nss.PK11_FreeSlot(slot)


def _certificates(file: Path) -> Iterable[bytes]:
    return (one.public_bytes(Encoding.DER) for one in x509.load_pem_x509_certificates(file.read_bytes()))


def _require(status: int, done: str) -> None:
    if status:
        raise NoTrustStore(f"the browser's trust store could not be {done}: NSS answered {status}")


def _library() -> Any:
    try:
        nss: Any = ctypes.CDLL("libnss3.so")
    except OSError as missing:
        raise NoTrustStore("install the package libnss3, which Chromium needs too") from missing
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    # Pointers would be cut to 32 bits if their types were not said.
    nss.PK11_GetInternalKeySlot.restype = pointer
    nss.CERT_GetDefaultCertDB.restype = pointer
    nss.CERT_NewTempCertificate.restype = pointer
    nss.CERT_NewTempCertificate.argtypes = [pointer, pointer, text, ctypes.c_int, ctypes.c_int]
    nss.PK11_NeedUserInit.argtypes = [pointer]
    nss.PK11_InitPin.argtypes = [pointer, text, text]
    nss.PK11_ImportCert.argtypes = [pointer, pointer, ctypes.c_ulong, text, ctypes.c_int]
    nss.CERT_DecodeTrustString.argtypes = [pointer, text]
    nss.CERT_ChangeCertTrust.argtypes = [pointer, pointer, pointer]
    nss.CERT_DestroyCertificate.argtypes = [pointer]
    nss.PK11_FreeSlot.argtypes = [pointer]
    return nss
