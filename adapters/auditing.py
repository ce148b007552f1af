"""One system's hand at the audit log: whatever is asked of the system is written down first.

A session pool tells which account it is about to be asked with, and only then the entry can be made; a step
that is repeated after a lost session is a second entry. What cannot be written down is not done.
It must not know how a system is asked, nor where the log is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.audit import Act, Deed
from flows.identity import PersonalNumber
from flows.ports import AuditLog
from flows.records import Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemAudit:
    """The log as one system's adapter uses it.

    `purpose` and `legal_basis` are the municipality's for a system that is not told of them at each look-up.
    """

    log: AuditLog
    municipality: str
    system: str
    purpose: str
    legal_basis: str
    run: str

    def noting(self, act: Act, case_ref: str = "", *, persons: Iterable[PersonalNumber] = ()) -> "Noting":
        """For a system of the municipality's own; an entry for each person, or one about nobody."""
        lookup = Lookup(case_ref=case_ref, purpose=self.purpose, legal_basis=self.legal_basis)
        return Noting(audit=self, act=act, lookup=lookup, persons=tuple(persons))

    def noting_lookup(self, act: Act, lookup: Lookup, who: PersonalNumber | None) -> "Noting":
        """For a register, for the reason that it is told as well."""
        return Noting(audit=self, act=act, lookup=lookup, persons=(who,) if who else ())


@dataclass(slots=True, kw_only=True)
class Noting:
    """What a session pool tells of the account at hand, each time the step is about to be taken."""

    audit: SystemAudit
    act: Act
    lookup: Lookup
    persons: tuple[PersonalNumber, ...]
    account: str = ""

    async def __call__(self, account: str) -> None:
        """Write the step down. Raises TablesAway, and SetUpTrouble without a key: then nothing is asked."""
        self.account = account
        await self._record(self.act)

    async def then(self, act: Act) -> None:
        """Write down what follows on the same session, such as the press of a form's button."""
        await self._record(act)

    async def _record(self, act: Act) -> None:
        await self.audit.log.record(*(self._deed(act, who) for who in self.persons or (None,)))

    def _deed(self, act: Act, who: PersonalNumber | None) -> Deed:
        return Deed(
            act=act,
            account=self.account,
            municipality=self.audit.municipality,
            system=self.audit.system,
            purpose=self.lookup.purpose,
            legal_basis=self.lookup.legal_basis,
            case_ref=self.lookup.case_ref,
            person=who,
            run=self.audit.run,
        )
