"""What a person at the terminal looks at of our own is written down first, as what the robot looks at is.

It must not know what is shown: each command records its deed before it reads.
"""

import getpass

from flows.audit import RECORDS_LAW, SUPERVISION, Act, Deed
from flows.identity import PersonalNumber
from flows.lease import worker_name
from flows.settings import Settings

SYSTEM = "Utkast"


def deed_of(
    settings: Settings,
    act: Act,
    *,
    case_ref: str = "",
    person: PersonalNumber | None = None,
    why: tuple[str, str] = (SUPERVISION, RECORDS_LAW),
    detail: str = "",
) -> Deed:
    """A deed of whoever is at the terminal; `why` is its purpose and legal basis."""
    purpose, legal_basis = why
    return Deed(
        act=act,
        account=settings.who or getpass.getuser(),
        municipality=settings.municipality,
        system=SYSTEM,
        purpose=purpose,
        legal_basis=legal_basis,
        case_ref=case_ref,
        person=person,
        run=worker_name(),
        detail=detail,
    )
