"""Gathering: everything the law asks about one application, all look-ups of a stage at the same time.

The stages follow what the gate may know: the case file, then history and folkbokföring, then incomes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows import gate
from flows.at_hand import AtHand
from flows.eligibility.case import BenefitAnswers, CaseFacts, History, Member, Role, Statement, TaxAnswers
from flows.eligibility.facts import Fact, Known, Missing
from flows.eligibility.period import Period
from flows.eligibility.rules.after_pause import months_before_pauses
from flows.identity import PersonalNumber
from flows.journal import Step
from flows.persons_at_hand import remember_persons
from flows.records import (
    Address,
    Application,
    CaseFile,
    HouseholdMember,
    Lookup,
    RegisterPerson,
    SavedDraft,
    keys_of,
)
from flows.robot import Robot
from flows.together import each, together

EARNING_AGE = 16
"""From this age barnbidrag ends and own incomes begin (SFB 15 kap.): looked up like an adult."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What one application needs: its case file, the draft that stands there already, and the facts."""

    file: CaseFile
    standing: SavedDraft | None
    facts: CaseFacts


async def gather(case: AtHand, application: Application) -> Gathered:
    """All facts of one application, past the gate. Raises NeedsHuman at the gate's word."""
    robot = case.robot
    oldest = Period.of(robot.clock.now().date()).shifted(-robot.municipality.months_back)
    gate.before_any_lookup(application, robot.parameters, oldest)
    await case.need("case_system")
    opened = await robot.case_system.open_case(application.applicant.personal_number, case.ref)
    remember_persons(opened)
    case.heard()
    case.file = opened
    ordered = case.item.ordered
    file = gate.on_case_file(opened, application, ordered_by=ordered.by if ordered else "")
    await case.reach(Step.OPENED)
    await case.need("case_system", "population_register")
    history, persons = await _past_the_gate(case, application, file)
    await case.reach(Step.REGISTERED)
    await case.need("case_system", "population_register", "benefits")
    (tax, benefits), standing = await together(
        _incomes(case, application.period, file), robot.case_system.find_draft(file, case.reference)
    )
    remember_persons(standing)
    await case.reach(Step.GATHERED)
    facts = CaseFacts(
        case_ref=case.ref,
        period=application.period,
        members=_members(file, application),
        statement=_statement(application),
        history=history,
        moved=_moved(persons, file),
        tax=tax,
        benefits=benefits,
    )
    return Gathered(file=file, standing=standing, facts=facts)


async def _past_the_gate(
    case: AtHand, application: Application, file: CaseFile
) -> tuple[Known[History], tuple[Known[RegisterPerson], ...]]:
    robot, lookup = case.robot, _lookup(case.robot, "population_register", case.ref)
    adults = [one.personal_number for one in file.members if one.role is not Role.CHILD]
    history, *persons = await together(
        robot.case_system.history(file, case.ref),
        *(_person(case, adult, lookup) for adult in adults),
    )
    remember_persons(history, persons)
    case.heard()
    gate.on_register(persons, file, application.period)
    gate.on_history(history, application.period)
    return history, tuple(persons)


async def _person(case: AtHand, who: PersonalNumber, lookup: Lookup) -> Known[RegisterPerson]:
    """Past the gate: what is raised here ends the look-ups beside it at once."""
    person = await case.robot.register.person(who, lookup)
    remember_persons(person)
    case.heard("population_register")
    gate.on_person(person)
    return person


async def _benefits(
    case: AtHand, who: PersonalNumber, months: Sequence[Period], *, lookup: Lookup
) -> BenefitAnswers:
    """The same of the agencies' answers."""
    protection, answers = await case.robot.benefits.answers(who, months, lookup)
    case.heard("benefits")
    gate.on_protection(protection)
    return answers


async def _incomes(
    case: AtHand, period: Period, file: CaseFile
) -> tuple[dict[str, TaxAnswers], dict[str, BenefitAnswers]]:
    robot = case.robot
    income_month = robot.municipality.rules.income_month_of(period)
    before_pause = months_before_pauses(robot.parameters.incomes(period).value, income_month)
    months = (*sorted(before_pause), period.comparison, period.control, period)
    # An employer declares a month after its end: asked for the month applied for, nobody could ever answer.
    ended = (period.comparison, period.control)
    asked = {
        key: member
        for key, member in keys_of(file).items()
        if member.role is not Role.CHILD or _has_turned(EARNING_AGE, member.personal_number, period)
    }
    earlier = _earlier_in_year(income_month)
    at_tax = _lookup(robot, "population_register", case.ref)
    at_benefits = _lookup(robot, "benefits", case.ref)
    tax, benefits = await together(
        each(
            {
                key: robot.register.incomes(
                    one.personal_number,
                    ended,
                    at_tax,
                    earlier=earlier if one.role is Role.CHILD else None,
                )
                for key, one in asked.items()
            }
        ),
        each(
            {
                key: _benefits(case, one.personal_number, months, lookup=at_benefits)
                for key, one in asked.items()
            }
        ),
    )
    remember_persons(tax)
    return tax, benefits


def _earlier_in_year(month: Period) -> tuple[Period, ...]:
    """The calendar year's months before `month`: a child's wage is exempt by the year (SoL 12 kap. 9 §)."""
    return tuple(Period(month.year, number) for number in range(1, month.month))


def _lookup(robot: Robot, port: str, case_ref: str) -> Lookup:
    system = robot.municipality.systems[port]
    return Lookup(case_ref=case_ref, purpose=system.purpose, legal_basis=system.legal_basis)


def _members(file: CaseFile, application: Application) -> tuple[Member, ...]:
    stated = {child.personal_number: child for child in application.children}

    def member(key: str, one: HouseholdMember) -> Member:
        child = stated.get(one.personal_number)
        return Member(
            key=key,
            role=one.role,
            born=one.personal_number.born,
            days_in_home=child.days_in_home if child else None,
            lunch_away=child.lunch_away if child else False,
            since=one.since,
        )

    return tuple(member(key, one) for key, one in keys_of(file).items())


def _statement(application: Application) -> Known[Statement]:
    return Fact(value=application.statement, source="Ansökan i e-tjänsten", fetched_at=application.fetched_at)


def _moved(persons: tuple[Known[RegisterPerson], ...], file: CaseFile) -> Known[bool]:
    """Whether folkbokföring shows another address than the case file; addresses are compared, never kept."""
    for person in persons:
        if isinstance(person, Missing):
            return person
    registered: list[tuple[Address, datetime]] = [
        (person.value.address, person.fetched_at) for person in persons if isinstance(person, Fact)
    ]
    return Fact(
        value=any(_plain(address) != _plain(file.address) for address, _ in registered),
        source="Skatteverket, Folkbokföring",
        fetched_at=max(fetched_at for _, fetched_at in registered),
    )


def _plain(address: Address) -> tuple[str, str, str]:
    street, postal_code, city = (
        " ".join(part.casefold().split()) for part in (address.street, address.postal_code, address.city)
    )
    return street, postal_code.replace(" ", ""), city


def _has_turned(age: int, who: PersonalNumber, period: Period) -> bool:
    return (period.year - who.born.year, period.month) >= (age, who.born.month)
