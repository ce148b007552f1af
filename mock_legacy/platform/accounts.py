"""The accounts a municipality has been given in the four systems, made once per data directory.

Passwords are chosen here, never written in code. Knows nothing of how they are handed over.
"""

from __future__ import annotations

import secrets

import pyotp
from sqlalchemy import select, update

from mock_legacy.world import World
from mock_legacy.world.models import Account, LoginSession

ROBOTS = ("utkast-01", "utkast-02", "utkast-03")
CASEWORKERS = {"anna.handlaggare": "Anna Bergström", "bo.handlaggare": "Bo Ekdahl"}
WORDS = (
    "granit",
    "lykta",
    "hamn",
    "fjäll",
    "tröskel",
    "vinter",
    "björk",
    "mossa",
    "kajuta",
    "linne",
    "tegel",
    "rönn",
    "spegel",
    "dimma",
    "åker",
    "kvarn",
    "smedja",
    "äpple",
    "vagn",
    "torn",
    "brygga",
    "lada",
    "ström",
    "klippa",
)


class UnknownAccount(Exception):
    """No account of a system has that name."""


def ensure_accounts(world: World) -> None:
    """Make the accounts where there are none; accounts that exist keep their passwords."""
    with world.session() as session:
        if session.scalars(select(Account).limit(1)).first() is None:
            session.add_all([*_robots(), *_caseworkers()])


def open_accounts(world: World) -> None:
    """Let locked accounts in again and forget failed attempts; sessions go on."""
    with world.session() as session:
        session.execute(update(Account).values(locked=False, failed_attempts=0))


def change_password(world: World, system: str, username: str) -> str:
    """Give an account another password and return it; sessions go on. Raises UnknownAccount."""
    with world.session() as session:
        account = session.get(Account, (system, username))
        if account is None or not account.password:
            raise UnknownAccount(f"{system} has no account {username!r} with a password")
        account.password = secrets.token_urlsafe(12)
        return account.password


def unlock_accounts(world: World) -> None:
    """Forget failed attempts and end every session, as on the first day."""
    with world.session() as session:
        session.execute(update(Account).values(locked=False, failed_attempts=0))
        session.query(LoginSession).delete()


def _robots() -> list[Account]:
    return [_robot(system, label) for label in ROBOTS for system in ("inbox", "almanda", "skatteverket")] + [
        _robot_with_certificate(label, number) for number, label in enumerate(ROBOTS, start=1)
    ]


def _robot(system: str, label: str) -> Account:
    return Account(
        system=system,
        username=label,
        label=label,
        full_name=f"Robot {label}",
        role="robot",
        password=secrets.token_urlsafe(12),
        totp_secret=pyotp.random_base32() if system == "skatteverket" else "",
    )


def _robot_with_certificate(label: str, number: int) -> Account:
    return Account(
        system="forsakringskassan",
        username=label,
        label=label,
        full_name=f"Robot {label}",
        role="robot",
        handlaggare_id=f"EXK{secrets.randbelow(9000) + 1000}{number:02d}",
    )


def _caseworkers() -> list[Account]:
    return [
        Account(
            system=system,
            username=username,
            label=username,
            full_name=full_name,
            role="caseworker",
            password=_readable_password(),
        )
        for username, full_name in CASEWORKERS.items()
        for system in ("inbox", "almanda")
    ]


def _readable_password() -> str:
    """Choose a password that a person can type in a demo."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(3)), str(secrets.randbelow(90) + 10)])
