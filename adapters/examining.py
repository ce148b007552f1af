"""The port `Tour` on one product's screens: what each said, in words for operations.

It must not know how a screen is reached: each product's own tour says that.
"""

from collections.abc import Awaitable, Callable, Sequence

from adapters.auditing import SystemAudit
from adapters.screen_words import as_flows_say, told_of
from adapters.secrets_folder import SecretsFolder, SecretTrouble
from adapters.translation import translated
from bots.kit.session_pool import SessionPool
from bots.kit.tour import Stop, Visited
from bots.kit.tour import Tour as Walk
from flows.audit import Act
from flows.examination import ScreenSeen, SystemSeen, Verdict
from flows.identity import NotAPersonalNumber, PersonalNumber
from flows.records import Lookup

TEST_PERSON = "doctor.person"
"""The secret that holds the personnummer of a person whom the systems' owners have given for tests."""

NOBODY = Lookup(case_ref="", purpose="", legal_basis="")
"""The reason for looking nobody up."""

StopsFor = Callable[[str, Lookup], Sequence[Stop]]
"""A product's stops for a personnummer (blank without a test person) and the reason for looking it up."""


class SystemTour:
    """Implements `flows.examination.Tour`. `accounts` is how many the pool has."""

    def __init__(
        self,
        audit: SystemAudit,
        pool: SessionPool,
        stops: StopsFor,
        *,
        accounts: int,
        secrets: SecretsFolder,
    ) -> None:
        self._audit = audit
        self._system = audit.system
        self._pool = pool
        self._stops = stops
        self._accounts = accounts
        self._secrets = secrets

    async def examine(self, lookup: Lookup, *, stopped: Callable[[], Awaitable[bool]]) -> SystemSeen:
        """Every screen until `stopped`; without a test person only those that need none."""
        digits, lack = self._test_person()
        stops = self._stops(digits, lookup)
        person = PersonalNumber(digits) if digits else None
        noted = self._audit.noting_lookup(Act.SCREEN_EXAMINED, lookup, person)
        walk = Walk(
            self._pool, stops, accounts=self._accounts, with_person=not lack, stopped=stopped, first=noted
        )
        visited = await walk.walk()
        return SystemSeen(
            system=self._system,
            screens=tuple(self._seen(one, lack) for one in visited),
            trouble=as_flows_say(walk.ended_by, self._system) if walk.ended_by else None,
        )

    async def look_in(self) -> None:
        """The first screen, as the robot comes to it after a login."""
        first = self._stops("", NOBODY)[0]
        with translated(self._system):
            await self._pool.run(first.visit, first=self._audit.noting(Act.SCREEN_EXAMINED))

    def _seen(self, visited: Visited, lack: str) -> ScreenSeen:
        name = visited.screen
        if visited.lacks_person:
            return ScreenSeen(screen=name, verdict=Verdict.NOT_VISITED, note=lack)
        if visited.interrupted:
            return ScreenSeen(screen=name, verdict=Verdict.NOT_VISITED, note="Undersökningen avbröts.")
        if visited.hindrance:
            return ScreenSeen(screen=name, verdict=Verdict.NOT_VISITED, note=f"Se {visited.hindrance}.")
        if visited.error is None:
            return ScreenSeen(screen=name, verdict=Verdict.FITS)
        return told_of(visited, visited.error, self._system)

    def _test_person(self) -> tuple[str, str]:
        """The digits, and in Swedish why there are none."""
        if not self._secrets.holds(TEST_PERSON):
            return "", f"Ingen testperson: lägg ett personnummer i hemligheten {TEST_PERSON}."
        try:
            return PersonalNumber.parse(self._secrets.value(TEST_PERSON)).digits, ""
        except NotAPersonalNumber:
            return "", f"Hemligheten {TEST_PERSON} är inget personnummer med tolv siffror."
        except SecretTrouble:
            return "", f"Hemligheten {TEST_PERSON} kan läsas av andra: kör chmod 600 på filen."
