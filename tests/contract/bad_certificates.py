"""Certificates that somebody must refuse, a client's or a server's, made on the spot by an authority."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mock_legacy.platform.certificates import Authority


def expired_client_files(authority: Authority, name: str) -> tuple[Path, Path]:
    """Certificate and key of a client whose certificate ended yesterday, rightly signed."""
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])
    return _made(authority, name, usage, days_left=-1)


def server_files(authority: Authority, address: str, *, days_left: int) -> tuple[Path, Path]:
    """Certificate and key of a server at an IP address, rightly signed, which ends in so many days."""
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
    return _made(authority, address, names, days_left=days_left)


def _made(
    authority: Authority, name: str, extension: x509.ExtensionType, *, days_left: int
) -> tuple[Path, Path]:
    issuer = x509.load_pem_x509_certificate(authority.ca_file.read_bytes())
    signing_key = serialization.load_pem_private_key(
        (authority.folder / "ca.key.pem").read_bytes(), password=None
    )
    assert isinstance(signing_key, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days_left))
        .add_extension(extension, critical=False)
        .sign(signing_key, hashes.SHA256())
    )
    return _written(authority.folder / f"{days_left}-days-{name.replace('.', '-')}", certificate, key)


def _written(stem: Path, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> tuple[Path, Path]:
    certificate_file, key_file = stem.with_suffix(".pem"), stem.with_suffix(".key")
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate_file, key_file
