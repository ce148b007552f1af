"""The port `PopulationRegister` on Skatteverket's service for authorities and municipalities.

Each method is one look-up: one form sent, one page read.  The look-up's purpose, legal basis and case_ref go
to Skatteverket, which writes them down.
It must not know how a screen is read, nor what a fact leads to.
"""

from collections.abc import Sequence

from playwright.async_api import Page

from adapters.auditing import SystemAudit
from adapters.skatteverket.incomes import no_answers, tax_answers, with_earlier
from adapters.skatteverket.population import known_person, not_found
from adapters.translation import translated
from bots.kit.errors import NotListed
from bots.kit.session_pool import SessionPool
from bots.skatteverket import IncomeSheet, LookupForm, PopulationSheet, Query
from flows.audit import Act
from flows.eligibility.case import TaxAnswers
from flows.eligibility.facts import Known, Why
from flows.eligibility.period import Period
from flows.identity import PersonalNumber
from flows.ports import Clock
from flows.records import Lookup, RegisterPerson
from flows.scrubbing import Kind, remember

SYSTEM = "Skatteverket"


class SkatteverketRegister:
    """Folkbokföring and incomes, looked up on the sessions of `pool`."""

    def __init__(self, pool: SessionPool, *, clock: Clock, audit: SystemAudit) -> None:
        self._pool = pool
        self._audit = audit
        self._clock = clock

    async def person(self, who: PersonalNumber, lookup: Lookup) -> Known[RegisterPerson]:
        """The person in folkbokföring; Missing(NOT_FOUND) for one who is not, or is no longer, there.

        Of a person whose data is withheld only the protection is known: the rest is blank.
        """
        query = _query(who, lookup)

        async def look_up(page: Page) -> PopulationSheet | None:
            form = await LookupForm.ready(page)
            try:
                return await (await form.population(query)).read()
            except NotListed:
                return None

        noted = self._audit.noting_lookup(Act.PERSON_LOOKED_UP, lookup, who)
        with translated(SYSTEM):
            sheet = await self._pool.run(look_up, first=noted)
            now = self._clock.now()
            if sheet is None:
                return not_found(now)
            remember(Kind.NAME, sheet.name)
            return known_person(who, sheet, now)

    async def incomes(
        self,
        who: PersonalNumber,
        months: Sequence[Period],
        lookup: Lookup,
        *,
        earlier: Sequence[Period] | None = None,
    ) -> TaxAnswers:
        """Declarations of `months`, payouts within them, and capital income of every year shown.

        The page shows thirteen months, so that `earlier` cost no look-up of their own.
        """
        query = _query(who, lookup)

        async def look_up(page: Page) -> IncomeSheet | None:
            form = await LookupForm.ready(page)
            try:
                return await (await form.incomes(query)).read()
            except NotListed:
                return None

        noted = self._audit.noting_lookup(Act.INCOMES_LOOKED_UP, lookup, who)
        with translated(SYSTEM):
            sheet = await self._pool.run(look_up, first=noted)
            now = self._clock.now()
            if sheet is None:
                answers = no_answers(Why.NOT_FOUND, "personen finns inte i folkbokföringen", now)
                return with_earlier(answers, None if earlier is None else answers.declarations)
            return tax_answers(sheet, months, now, earlier=earlier)


def _query(who: PersonalNumber, lookup: Lookup) -> Query:
    return Query(
        digits=who.digits,
        purpose=lookup.purpose,
        legal_basis=lookup.legal_basis,
        reference=lookup.case_ref,
    )
