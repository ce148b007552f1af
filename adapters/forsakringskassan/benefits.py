"""The port BenefitsAgency, by way of the portal's print view: one question a person, two page loads."""

from collections.abc import Sequence

from playwright.async_api import Page

from adapters.auditing import SystemAudit
from adapters.forsakringskassan.answers import benefit_answers
from adapters.forsakringskassan.protection import protection_of
from adapters.forsakringskassan.sources import SYSTEM, nothing_from_anyone
from adapters.translation import translated
from bots.forsakringskassan import LookupForm, Question
from bots.forsakringskassan.records import Answer, Marked, NoHit
from bots.kit.session_pool import SessionPool
from flows.audit import Act
from flows.eligibility.case import BenefitAnswers
from flows.eligibility.facts import Protection, Why
from flows.eligibility.period import Period
from flows.identity import PersonalNumber
from flows.ports import Clock
from flows.records import Lookup


class ForsakringskassanBenefits:
    """Implements `flows.ports.BenefitsAgency`."""

    def __init__(self, pool: SessionPool, *, clock: Clock, audit: SystemAudit) -> None:
        self._pool = pool
        self._audit = audit
        self._clock = clock

    async def answers(
        self, who: PersonalNumber, months: Sequence[Period], lookup: Lookup
    ) -> tuple[Protection, BenefitAnswers]:
        """Ask once for the span of `months`; what falls outside them is left out."""
        question = _question(who, months, lookup)
        noted = self._audit.noting_lookup(Act.BENEFITS_LOOKED_UP, lookup, who)
        with translated(SYSTEM):
            answer = await self._pool.run(lambda page: _asked(page, question), first=noted)
            return self._meaning(answer, months)

    def _meaning(
        self, answer: Answer | Marked | NoHit, months: Sequence[Period]
    ) -> tuple[Protection, BenefitAnswers]:
        now = self._clock.now()
        match answer:
            case Marked():
                detail = "uppgifterna lämnas inte ut i tjänsten"
                return Protection.YES, nothing_from_anyone(Why.NOT_FETCHED, detail, now)
            case NoHit():
                detail = "personen är inte känd hos Försäkringskassan"
                return Protection.UNKNOWN, nothing_from_anyone(Why.NOT_FOUND, detail, now)
            case Answer():
                protection = protection_of(answer)
                if protection is not Protection.NO:
                    # Nothing more is read: what cannot be made out must not hide the flag.
                    detail = "uppgifterna ska inte hämtas i tjänsten"
                    return protection, nothing_from_anyone(Why.NOT_FETCHED, detail, now)
                return protection, benefit_answers(answer, frozenset(months), now)


def _question(who: PersonalNumber, months: Sequence[Period], lookup: Lookup) -> Question:
    """Raises ValueError when no month is asked for."""
    return Question(
        personnummer=who.digits,
        period_from=min(months).first_day,
        period_to=max(months).last_day,
        purpose=lookup.purpose,
        legal_basis=lookup.legal_basis,
        case_identity=lookup.case_ref,
    )


async def _asked(page: Page, question: Question) -> Answer | Marked | NoHit:
    form = await LookupForm.reach(page)
    view = await form.ask(question)
    return await view.answer(question)
