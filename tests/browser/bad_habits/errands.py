"""What the hands are sent for, each by its name: prepared first, so that a fault strikes the errand alone.

An errand gives what it found; done twice without a fault it gives the same.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from flows.eligibility.assessment import Proposal, Section
from flows.eligibility.period import Period
from flows.records import CaseFile, Draft, DraftRow, DraftText, InboxEntry, Lookup
from tests.browser.bad_habits.hands import Hands

PERIOD = Period(2026, 11)
MONTHS = (PERIOD.comparison, PERIOD.control)
REFERENCE = "UTK-9901-100234"
LOOKUP = Lookup(
    case_ref=REFERENCE,
    purpose="Beslut om eller kontroll av ekonomiskt bistånd",
    legal_basis="12 kap. 1 § socialtjänstlagen (2025:400)",
)
Errand = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A screen on the way of an errand."""

    system: str
    screen: str
    errand: str

    def __str__(self) -> str:
        return f"{self.system} {self.screen}"


LIST = Place(system="inbox", screen="instances", errand="list")
XML = Place(system="inbox", screen="instance_xml", errand="read")
DELIVERY = Place(system="inbox", screen="delivery", errand="deliver")
SEARCH = Place(system="almanda", screen="search", errand="open")
HOUSEHOLD = Place(system="almanda", screen="household", errand="open")
CALCULATIONS = Place(system="almanda", screen="calculations_detail", errand="history")
OVERVIEW = Place(system="almanda", screen="overview", errand="history")
DRAFTS = Place(system="almanda", screen="drafts", errand="find")
DRAFT = Place(system="almanda", screen="draft", errand="find")
FORM = Place(system="almanda", screen="draft_form", errand="write")
POPULATION = Place(system="skatteverket", screen="population", errand="person")
INCOMES = Place(system="skatteverket", screen="collected", errand="incomes")
QUESTION = Place(system="forsakringskassan", screen="question", errand="benefits")
ANSWER = Place(system="forsakringskassan", screen="print_view", errand="benefits")

ONE_EACH = (LIST, HOUSEHOLD, POPULATION, ANSWER)
PAGES = (*ONE_EACH, DELIVERY, CALCULATIONS, OVERVIEW, DRAFTS, DRAFT, FORM, INCOMES)
EVERY_DAY = {HOUSEHOLD, ANSWER, FORM}
"""A screen of the case system and one of a register, and the form of the draft: visited in each test run."""


def seldom(place: Place) -> Sequence[pytest.MarkDecorator]:
    """The mark of a place that is visited in `make campaigns` alone."""
    return () if place in EVERY_DAY else (pytest.mark.campaign,)


def daily(first: Place, *rest: Place) -> Sequence[object]:
    """The first in each test run, and the rest in `make campaigns`: what is handled alike on every screen."""
    return [
        pytest.param(first, id=str(first)),
        *(pytest.param(one, id=str(one), marks=pytest.mark.campaign) for one in rest),
    ]


async def errand(hands: Hands, name: str) -> Errand:
    """The errand, ready to be done, and the system logged in to."""
    return await _ERRANDS[name](hands)


async def _list(hands: Hands) -> Errand:
    await hands.inbox.undelivered()
    return hands.inbox.undelivered


async def _read(hands: Hands) -> Errand:
    return partial(hands.inbox.read, await first_entry(hands))


async def _deliver(hands: Hands) -> Errand:
    entry = await first_entry(hands)
    return partial(hands.inbox.confirm_delivery, entry.application_ref, REFERENCE)


async def _open(hands: Hands) -> Errand:
    file = await first_file(hands)
    return partial(hands.cases.open_case, file.applicant, REFERENCE)


async def _history(hands: Hands) -> Errand:
    return partial(hands.cases.history, await first_file(hands), REFERENCE)


async def _find(hands: Hands) -> Errand:
    file = await first_file(hands)
    await write(hands, file)
    return partial(hands.cases.find_draft, file, REFERENCE)


async def _write(hands: Hands) -> Errand:
    return partial(write, hands, await first_file(hands))


async def _person(hands: Hands) -> Errand:
    who = hands.applicants()[0]
    await hands.register.person(who, LOOKUP)
    return partial(hands.register.person, who, LOOKUP)


async def _incomes(hands: Hands) -> Errand:
    await _person(hands)
    return partial(hands.register.incomes, hands.applicants()[0], MONTHS, LOOKUP)


async def _benefits(hands: Hands) -> Errand:
    asked = partial(hands.benefits.answers, hands.applicants()[0], MONTHS, LOOKUP)
    await asked()
    return asked


_ERRANDS: Mapping[str, Callable[[Hands], Awaitable[Errand]]] = {
    "list": _list,
    "read": _read,
    "deliver": _deliver,
    "open": _open,
    "history": _history,
    "find": _find,
    "write": _write,
    "person": _person,
    "incomes": _incomes,
    "benefits": _benefits,
}


async def first_entry(hands: Hands) -> InboxEntry:
    """The oldest application in the inbox."""
    return (await hands.inbox.undelivered())[0]


async def first_file(hands: Hands) -> CaseFile:
    """The first household's case file."""
    file = await hands.cases.open_case(hands.applicants()[0], REFERENCE)
    assert file is not None
    return file


async def write(hands: Hands, file: CaseFile) -> None:
    """One new draft in the file."""

    async def unchanged() -> None:
        """The case is still ours to write in."""

    await hands.cases.save_draft(file, draft_for(file), before_sending=unchanged)


def draft_for(file: CaseFile) -> Draft:
    """A draft with a text of every sort and rows that differ."""
    return Draft(
        case_ref=REFERENCE,
        application_ref="100234",
        case_key=file.key,
        applicant=file.applicant,
        period=PERIOD,
        proposal=Proposal.DELAVSLAG,
        amount=Decimal(11020),
        pay_on=date(2026, 11, 27),
        text=DraftText(
            verdict="Delavslag: 11 020 kronor för november 2026.",
            changes="Hyran har höjts med 200 kronor sedan oktober.",
            deviations="Bredbandet ingår inte i riksnormen och räknas inte med.",
            calculation="Norm 5 220 kr.\nHyra 5 800 kr.",
            sources="Ansökan 2026-11-04 kl. 10.15.\nSkatteverket 2026-11-18 kl. 08.14.",
            proposal="Du beviljas 11 020 kronor i ekonomiskt bistånd för november 2026.",
            basis="12 kap. 1 § socialtjänstlagen (2025:400)",
        ),
        rows=(
            _row(Section.FAMILY, "Ensamstående", amount="3940"),
            _row(Section.SHARED, "Gemensamma hushållskostnader", amount="1280"),
            _row(Section.COST, "Hyra", applied="5800", amount="5800"),
            _row(Section.COST, "Bredband", applied="299", amount="0", note="Ingår inte."),
        ),
        stickprov=False,
    )


def _row(
    section: Section, label: str, *, amount: str, applied: str | None = None, note: str = ""
) -> DraftRow:
    return DraftRow(
        section=section.value,
        label=label,
        applied=None if applied is None else Decimal(applied),
        amount=Decimal(amount),
        note=note,
    )
