"""The months asked of Skatteverket: a child's own wage is exempt by the calendar year (SoL 12 kap. 9 §)."""

from dataclasses import replace

from flows.eligibility.case import Role
from flows.eligibility.period import Period
from flows.identity import PersonalNumber
from flows.records import ApplicationChild, HouseholdMember, RegisterRelation
from tests import examples
from tests.fakes.population_register import RegisterRecord
from tests.robots import bench, prepare

PUPIL = PersonalNumber("200903012383")
ENDED = (Period(2026, 9), Period(2026, 10))


async def test_the_earlier_months_of_the_year_are_asked_for_a_pupil_and_not_for_an_adult() -> None:
    members = (
        HouseholdMember(personal_number=examples.APPLICANT, role=Role.APPLICANT),
        HouseholdMember(personal_number=PUPIL, role=Role.CHILD),
        HouseholdMember(personal_number=examples.CHILD, role=Role.CHILD),
    )
    here = bench(examples.case_file(members=members))
    family = examples.registered(relations=tuple(_child(one.personal_number) for one in members[1:]))
    here.register.records[examples.APPLICANT] = RegisterRecord(person=family)
    here.register.records[PUPIL] = RegisterRecord(person=examples.registered(personal_number=PUPIL))
    here.benefits.records[PUPIL] = here.benefits.records[examples.APPLICANT]
    children = tuple(ApplicationChild(personal_number=one.personal_number) for one in members[1:])
    case_ref = await here.collected(children=children)
    await prepare(here.robot(), case_ref)
    january_to_september = tuple(Period(2026, number) for number in range(1, 10))
    asked = {who: (months, earlier) for who, months, earlier in here.register.months}
    assert asked == {examples.APPLICANT: (ENDED, None), PUPIL: (ENDED, january_to_september)}


async def test_an_application_for_october_asks_for_the_benefits_of_june_too() -> None:
    here = bench()
    await prepare(here.robot(), await here.collected(period=Period(2026, 10)))
    asked = [months for _, months, _ in here.benefits.asked]
    assert asked == [(Period(2026, 6), Period(2026, 8), Period(2026, 9), Period(2026, 10))]


def _child(number: PersonalNumber) -> RegisterRelation:
    return replace(PLAIN, personal_number=number)


PLAIN = RegisterRelation(
    personal_number=PUPIL, role=Role.CHILD, same_address=True, protection=examples.registered().protection
)
