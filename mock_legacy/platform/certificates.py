"""The mocks' own certificate authority: one server certificate and one client certificate per robot account.

Made once per data directory, so that a municipality's trust in it lasts. Knows no accounts and no servers.
"""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

VALID_DAYS = 3650


class Authority:
    """The authority kept in one folder; makes what is missing, keeps what is there."""

    def __init__(self, folder: Path, organisation: str = "Exempelstads kommun") -> None:
        self.organisation = organisation
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.ca_file = folder / "ca.pem"
        self._key_file = folder / "ca.key.pem"
        if not self._key_file.exists():
            self._found()
        self._certificate = x509.load_pem_x509_certificate(self.ca_file.read_bytes())

    def server_files(self, host: str) -> tuple[Path, Path]:
        """Return certificate and key of the TLS server, for ``host``, localhost and the loopback address."""
        names = dict.fromkeys([host, "localhost", "127.0.0.1", "::1"])
        alternatives = x509.SubjectAlternativeName([_general_name(name) for name in names])
        return self._files(
            f"server-{host.replace(':', '_')}", host, ExtendedKeyUsageOID.SERVER_AUTH, extension=alternatives
        )

    def client_files(self, name: str) -> tuple[Path, Path]:
        """Return certificate and key of the client ``name`` (its common name)."""
        return self._files(f"client-{name}", name, ExtendedKeyUsageOID.CLIENT_AUTH, extension=None)

    def _files(
        self,
        stem: str,
        name: str,
        usage: x509.ObjectIdentifier,
        *,
        extension: x509.SubjectAlternativeName | None,
    ) -> tuple[Path, Path]:
        certificate_file, key_file = self.folder / f"{stem}.pem", self.folder / f"{stem}.key.pem"
        if not certificate_file.exists():
            key = ec.generate_private_key(ec.SECP256R1())
            builder = _builder(
                _subject(name, self.organisation), self._certificate.subject, key.public_key()
            ).add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            if extension is not None:
                builder = builder.add_extension(extension, critical=False)
            _write_key(key_file, key)
            certificate_file.write_bytes(_pem(builder.sign(self._key(), hashes.SHA256())))
        return certificate_file, key_file

    def _found(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _subject("Exempelmyndigheternas CA", self.organisation)
        builder = (
            _builder(subject, subject, key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )
        _write_key(self._key_file, key)
        self.ca_file.write_bytes(_pem(builder.sign(key, hashes.SHA256())))

    def _key(self) -> ec.EllipticCurvePrivateKey:
        key = serialization.load_pem_private_key(self._key_file.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{self._key_file.name} holds another kind of key than this authority makes")
        return key


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(yesterday)
        .not_valid_after(yesterday + timedelta(days=VALID_DAYS))
    )


def _subject(name: str, organisation: str) -> x509.Name:
    owner = x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)
    return x509.Name([owner, x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    path.touch(mode=0o600)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
