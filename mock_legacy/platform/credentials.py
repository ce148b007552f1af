"""What the system owners hand the municipality: addresses, one file per secret, certificates, a test person.

File names follow systemd's credentials: ``<system>.<account>.<kind>``, mode 0600. Knows nothing of the pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import exists, select

from mock_legacy.platform.certificates import Authority
from mock_legacy.world import World
from mock_legacy.world.models import (
    Account,
    Calculation,
    CaseFile,
    Decision,
    ExpectedOutcome,
    FkPayment,
    Person,
)

_TEST_PERSON = (
    select(CaseFile.applicant)
    .join(Person, Person.personnummer == CaseFile.applicant)
    .join(ExpectedOutcome, ExpectedOutcome.customer_number == CaseFile.customer_number)
    .where(CaseFile.protection == "none", CaseFile.locked_by.is_(None))
    .where(Person.protection == "none", Person.fk_protected == "nej")
    .where(ExpectedOutcome.proposal.is_not(None))
    .where(exists().where(Calculation.customer_number == CaseFile.customer_number))
    .where(exists().where(Decision.customer_number == CaseFile.customer_number))
    .order_by(exists().where(FkPayment.personnummer == CaseFile.applicant).desc(), CaseFile.customer_number)
    .limit(1)
)


def write_credentials(folder: Path, world: World, authority: Authority) -> None:
    """Write every secret of every account into ``folder``, together with the authority's certificate."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "ca.pem", authority.ca_file.read_text())
    with world.session() as session:
        for account in session.scalars(select(Account)):
            for kind, secret in _secrets(account, authority).items():
                _write(folder / f"{account.system}.{account.label}.{kind}", secret)


def write_test_person(folder: Path, world: World) -> None:
    """Write ``doctor.person``: somebody whom the systems' owners let a municipality look up to try screens.

    An applicant whom nobody protects, with a case file that holds calculations and decisions, and rather one
    to whom Försäkringskassan pays something. A world without such a person has no such file.
    """
    file = folder / "doctor.person"
    with world.session() as session:
        found = session.scalar(_TEST_PERSON)
    if found is None:
        file.unlink(missing_ok=True)
    else:
        _write(file, found)


def write_endpoints(folder: Path, urls: Mapping[str, str], world: World) -> None:
    """Write ``endpoints.json``.

    Base address per system, the control address, the CA file, the world's date and whose people live there.
    """
    control = urls["control"]
    endpoints = {
        "systems": {name: {"base_url": url} for name, url in urls.items() if name != "control"},
        "control_url": control,
        "ca_file": str((folder / "ca.pem").absolute()),
        "world_date": world.today().isoformat(),
        "municipality": world.place().slug,
    }
    _write(folder / "endpoints.json", json.dumps(endpoints, indent=2) + "\n")


def _secrets(account: Account, authority: Authority) -> dict[str, str]:
    if account.handlaggare_id:
        certificate, key = authority.client_files(account.label)
        return {
            "handlaggare": account.handlaggare_id,
            "certificate.pem": certificate.read_text(),
            "key.pem": key.read_text(),
        }
    found = {"password": account.password}
    if account.totp_secret:
        found["totp"] = account.totp_secret
    return found


def _write(path: Path, text: str) -> None:
    """Replace a file whole, so that a reader never sees half a secret."""
    new = path.with_name(f".{path.name}.new")
    new.touch(mode=0o600)
    new.write_text(text, encoding="utf-8")
    new.replace(path)
