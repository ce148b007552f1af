"""Secrets that can be handed around without being shown.

It must not know where secrets are kept.
"""

from dataclasses import dataclass
from typing import NoReturn

from bots.kit.errors import LoginRefused


class Secret:
    """A password, code seed or passphrase.  `name` is the setting it came from and may be shown."""

    __slots__ = ("_value", "name")

    def __init__(self, value: str, *, name: str) -> None:
        self._value = value
        self.name = name

    def reveal(self) -> str:
        """The value itself, for the one line that types it."""
        return self._value

    def __repr__(self) -> str:
        return f"Secret({self.name}: ***)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and (self.name, self._value) == (other.name, other._value)

    def __hash__(self) -> int:
        return hash((self.name, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self!r} is not pickled: a secret stays in its process")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One login of one system.  Old systems allow one session per account: an account is a session."""

    name: str
    password: Secret | None = None
    totp: Secret | None = None
    """The seed of the one-time code, for systems that ask for one."""

    def need_password(self, system: str, *, kept_as: str = "password") -> Secret:
        """The password.  Raises `LoginRefused`, naming the secret, if it is not there."""
        return self._there(self.password, f"{system}.{self.name}.{kept_as}", system)

    def need_totp(self, system: str) -> Secret:
        """The seed of the one-time code.  Raises as `need_password` does."""
        return self._there(self.totp, f"{system}.{self.name}.totp", system)

    def _there(self, secret: Secret | None, name: str, system: str) -> Secret:
        if secret is None:
            told = "the secret is not there, so nobody has tried to log in"
            raise LoginRefused(system, "login", account=self.name, secret_name=name, detail=told)
        return secret
