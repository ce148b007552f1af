"""nginx and logrotate accept our files, where they are installed; what must stand in them stands there."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

WHERE = f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"
"""What administrators start is not on everybody's path."""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
"""What nginx writes to even when it only looks."""
SERVER = Path(__file__).resolve().parents[3] / "config" / "server"
NGINX = (SERVER / "nginx" / "utkast.conf").read_text(encoding="utf-8")
LOGROTATE = (SERVER / "logrotate" / "utkast").read_text(encoding="utf-8")


def certificate_in(folder: Path) -> None:
    """A certificate for nobody, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "utkast.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "utkast.crt").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "utkast.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def test_nginx_accepts_the_file(tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path=WHERE)
    if nginx is None:
        pytest.skip("nginx is not installed here: it is the package nginx")
    certificate_in(tmp_path)
    (tmp_path / "utkast.htpasswd").touch()
    (tmp_path / "utkast.conf").write_text(NGINX.replace("/etc/nginx/", f"{tmp_path}/"), encoding="utf-8")
    main = tmp_path / "nginx.conf"
    temporary = "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in TEMPORARY)
    main.write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{ access_log off;\n{temporary}include {tmp_path}/utkast.conf; }}\n",
        encoding="utf-8",
    )
    told = subprocess.run(
        [nginx, "-t", "-q", "-p", tmp_path, "-c", main], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr


def test_nobody_reaches_prefect_without_tls_a_name_and_the_right_network() -> None:
    plain, encrypted = NGINX.split("server {")[1:]
    assert "proxy_pass" not in plain
    assert "return 301 https://" in plain
    assert re.findall(
        r"^\s*(auth_basic_user_file|deny all|ssl_certificate_key)\b", encrypted, re.MULTILINE
    ) == [
        "ssl_certificate_key",
        "deny all",
        "auth_basic_user_file",
    ]
    assert "auth_basic off" not in NGINX
    assert set(re.findall(r"proxy_pass (\S+);", NGINX)) == {"http://127.0.0.1:4200"}


def test_logrotate_accepts_the_file_and_moves_the_log(tmp_path: Path) -> None:
    logrotate = shutil.which("logrotate", path=WHERE)
    if logrotate is None:
        pytest.skip("logrotate is not installed here: it is the package logrotate")
    tmp_path.chmod(0o700)
    log = tmp_path / "utkast.jsonl"
    log.write_text('{"event": "item.settled"}\n', encoding="utf-8")
    # Who runs the tests is whose the log is.
    mine = re.sub(r"^\s*su .*\n", "", LOGROTATE, flags=re.MULTILINE)
    rules = tmp_path / "rules"
    rules.write_text(mine.replace("/var/lib/utkast/logs", str(tmp_path)), encoding="utf-8")
    rules.chmod(0o600)
    asked = [logrotate, "--force", "--state", tmp_path / "state", rules]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert not log.exists()
    assert (tmp_path / "utkast.jsonl.1").read_text(encoding="utf-8") == '{"event": "item.settled"}\n'


def test_the_log_is_moved_and_never_cut() -> None:
    """A line that is written while a log is copied and cut is lost."""
    assert "copytruncate" not in LOGROTATE
    assert "nocreate" in LOGROTATE
