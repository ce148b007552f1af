"""`flows.ports.CaseSystem` on Almanda's screens.

Reads are run on the pool and may be repeated after a lost session, and so may the typing of a form; the one
write, its press, is never repeated.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sized

from playwright.async_api import Page

from adapters.almanda.casefile import as_case_file
from adapters.almanda.drafts import as_content, as_saved_draft
from adapters.almanda.history import as_history
from adapters.auditing import SystemAudit
from adapters.translation import translated
from bots.almanda import (
    CalculationsPage,
    DraftForm,
    DraftPage,
    DraftsPage,
    HouseholdPage,
    HouseholdSheet,
    OverviewPage,
    SearchPage,
)
from bots.kit.errors import SaveUnanswered, UnreadableValue
from bots.kit.session_pool import SessionPool
from flows.audit import Act
from flows.eligibility.case import History
from flows.eligibility.facts import Fact, Known
from flows.errors import CaseBroken, Code, WriteUncertain
from flows.identity import PersonalNumber
from flows.ports import Clock
from flows.records import CaseFile, Draft, SavedDraft, parted_reference
from flows.scrubbing import Kind, remember

SYSTEM = "Almanda"
HISTORY_SOURCE = "Almanda, Beräkningar och Aktöversikt"
APPLICANT_ROLE = "Sökande"


class AlmandaCaseSystem:
    """The case system.

    `own_signatures` are the robot's own accounts as Almanda writes them; anybody else is a person.
    `calculations` is how many of the latest calculations are read.
    """

    def __init__(
        self,
        pool: SessionPool,
        *,
        clock: Clock,
        audit: SystemAudit,
        own_signatures: Collection[str],
        calculations: int = 6,
    ) -> None:
        self._pool = pool
        self._audit = audit
        self._clock = clock
        self._own = frozenset(own_signatures)
        self._calculations = calculations

    async def open_case(self, applicant: PersonalNumber, case_ref: str) -> CaseFile | None:
        """The case file in which the person is the applicant.

        Raises CaseBroken(VALUE_UNREADABLE) when there are several.
        """
        noted = self._audit.noting(Act.CASE_OPENED, case_ref, persons=[applicant])
        with translated(SYSTEM):
            sheet = await self._pool.run(lambda page: _household(page, applicant), first=noted)
            remember(Kind.NAME, *(one.name for one in sheet.members) if sheet else ())
            now = self._clock.now()
            return as_case_file(sheet, own=self._own, at=now) if sheet else None

    async def history(self, file: CaseFile, case_ref: str) -> Known[History]:
        """Finished calculations, decisions, plans, jobbstimulans and repayment claims."""

        async def read(page: Page) -> History:
            digits = file.applicant.digits
            calculations = await CalculationsPage.of(page, file.key, count=self._calculations)
            sheets = await calculations.read(digits)
            overview = await OverviewPage.of(page, file.key)
            listed = await overview.read(digits)
            return as_history(file, sheets, listed, own=self._own, at=self._clock.now())

        noted = self._audit.noting(Act.HISTORY_READ, case_ref, persons=_persons(file))
        with translated(SYSTEM):
            found = await self._pool.run(read, first=noted)
        return Fact(value=found, source=HISTORY_SOURCE, fetched_at=self._clock.now())

    async def find_draft(self, file: CaseFile, reference: str) -> SavedDraft | None:
        """The draft with that Extern referens, as its own page shows it."""
        case_ref, _ = parted_reference(reference)
        noted = self._audit.noting(Act.DRAFT_LOOKED_FOR, case_ref, persons=[file.applicant])
        with translated(SYSTEM):
            return await self._pool.run(lambda page: self._draft(page, file, reference), first=noted)

    async def save_draft(
        self, file: CaseFile, draft: Draft, *, before_sending: Callable[[], Awaitable[None]]
    ) -> None:
        """Send the form for a new draft, once; only the entry and `before_sending` come before the press.

        Raises WriteUncertain when the answer was lost: then look before writing again.
        """
        _require_same_case(file, draft)
        noted = self._audit.noting(Act.DRAFT_TYPED, draft.case_ref, persons=[file.applicant])

        async def about_to_press() -> None:
            await noted.then(Act.DRAFT_SAVED)
            await before_sending()

        with translated(SYSTEM):
            try:
                async with self._pool.lease_at(lambda page: _typed(page, file, draft), first=noted) as form:
                    await form.save(about_to_press)
            except SaveUnanswered as unanswered:
                raise _uncertain(unanswered) from unanswered

    async def _draft(self, page: Page, file: CaseFile, reference: str) -> SavedDraft | None:
        digits = file.applicant.digits
        listed = await (await DraftsPage.of(page, file.key)).read(digits)
        ours = [line for line in listed if line.reference == reference]
        _require_one_at_most(ours)
        if not ours:
            return None
        shown = await DraftPage.of(page, file.key, ours[0].number)
        return as_saved_draft(file, await shown.read(digits, ours[0].number), own=self._own)


def _persons(file: CaseFile) -> Iterable[PersonalNumber]:
    """Everybody whom the case file is about, the applicant first and each once."""
    return dict.fromkeys((file.applicant, *(member.personal_number for member in file.members)))


async def _household(page: Page, applicant: PersonalNumber) -> HouseholdSheet | None:
    search = await SearchPage.enter(page)
    answer = await search.find(applicant.digits)
    keys = await answer.keys(APPLICANT_ROLE)
    if not keys:
        return None
    if len(keys) > 1:
        raise UnreadableValue(
            label="Sökresultat", trouble=f"the applicant has {len(keys)} case files, so none can be chosen"
        )
    household = await (HouseholdPage.at(page) if answer.in_case_file else HouseholdPage.of(page, keys[0]))
    return await household.read(applicant.digits)


async def _typed(page: Page, file: CaseFile, draft: Draft) -> DraftForm:
    form = await DraftForm.of(page, file.key, rows=len(draft.rows), warnings=len(draft.warnings))
    await form.fill(file.applicant.digits, as_content(draft))
    return form


def _require_same_case(file: CaseFile, draft: Draft) -> None:
    if (file.key, file.applicant) != (draft.case_key, draft.applicant):
        raise CaseBroken(
            Code.WRONG_PERSON_SHOWN,
            "the draft is about another case file than the one it would be saved in.",
            system=SYSTEM,
            next_step=f"See runbooks/{Code.WRONG_PERSON_SHOWN}.md.",
        )


def _uncertain(unanswered: SaveUnanswered) -> WriteUncertain:
    return WriteUncertain(
        Code.WRITE_UNCERTAIN,
        f"the write is uncertain: {unanswered.detail}",
        system=SYSTEM,
        next_step="The next try looks for the draft before it writes.",
    )


def _require_one_at_most(ours: Sized) -> None:
    if len(ours) > 1:
        raise CaseBroken(
            Code.DRAFT_DUPLICATED,
            f"{len(ours)} drafts carry the same reference.",
            system=SYSTEM,
            next_step=f"See runbooks/{Code.DRAFT_DUPLICATED}.md.",
        )
