"""The household of an example: members with birth dates that put them in the stated age bands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from flows.eligibility import household as law
from flows.eligibility.case import Member, PersonKey, Role
from flows.eligibility.period import Period
from flows.worked_examples.form import AdultForm, ChildForm, HouseholdForm
from flows.worked_examples.premises import NotExpressible, Premises

APPLICANT, CO_APPLICANT = "sokande", "medsokande"
BANDS = {(0, 0): 0, (1, 2): 1, (3, 3): 3, (4, 6): 4, (7, 10): 8, (11, 14): 12, (15, 18): 17, (19, 20): 19}
"""The bands of riksnormen, unchanged 2013–2026, and an age within each; one of 17 may have own incomes."""
SINGLE_ROWS = frozenset({"ensamstaende", "ensamstående", "ensam"})
COUPLE_ROWS = frozenset({"sambo", "sambor", "make", "maka", "makar", "par", "gift", "gifta"})
USUAL_AGE = 40
OF_AGE, MAINTENANCE_ENDS = 18, 21
EATS_AT_SCHOOL_FROM = 7
"""From this age riksnormen has no amount without lunch."""
A_CHILDS_AGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """The members, everybody in the dwelling, and what the example leaves unsaid about them."""

    members: tuple[Member, ...]
    persons: int
    stimulated: frozenset[PersonKey]
    adults_stated: bool
    ages_stated: bool


def read_household(form: HouseholdForm, period: Period) -> Household:
    """The household as it is in `period`. Raises NotExpressible."""
    _nothing_unknown(form)
    adults, children = form.adults, form.children or ()
    if adults is None:
        adults = (AdultForm(),)
        children = children or _so_many_children(form)
    _norm_rows(adults)
    members = (*_adults(adults, period), *_children(children, period))
    if not members:
        raise NotExpressible("hushållet har inga medlemmar")
    for member in members[: len(adults)]:
        _of_age(member, period)
    for member, said in zip(members[len(adults) :], children, strict=True):
        _possible(member, said, period)
    return Household(
        members=members,
        persons=_persons(form, len(members)),
        stimulated=frozenset(
            key for key, one in zip(_adult_keys(adults), adults, strict=True) if one.jobbstimulans_active
        ),
        adults_stated=form.adults is not None,
        ages_stated=all(_age_is_stated(one) for one in children),
    )


def _of_age(adult: Member, period: Period) -> None:
    age = law.age_in(adult, period)
    if age < OF_AGE:
        here = f"{age} år" if age >= 0 else "inte född"
        raise NotExpressible(f"en vuxen i ärendet är minst {OF_AGE} år, och här {here}")


def _possible(child: Member, said: ChildForm, period: Period) -> None:
    age = law.age_in(child, period)
    if said.lunch_included_in_norm is False and age >= EATS_AT_SCHOOL_FROM:
        raise NotExpressible(f"belopp utan lunch finns bara för 0–6 år, och barnet är {age} år")
    if said.days_in_home is not None and said.days_in_home > period.days:
        raise NotExpressible(f"{period.in_words} har {period.days} dagar och inte {said.days_in_home}")


def pupils(members: tuple[Member, ...], period: Period) -> tuple[Member, ...]:
    """The children who are of age: they belong to the household while they go to upper secondary school."""
    of_age = range(OF_AGE, MAINTENANCE_ENDS)
    return tuple(one for one in law.children(members) if law.age_in(one, period) in of_age)


def everybody(members: tuple[Member, ...], persons: int, period: Period) -> tuple[Member, ...]:
    """The members and the others in the dwelling, as if they were one household: for its shared costs."""
    others = (_child(f"annan-{number}", period, A_CHILDS_AGE) for number in range(len(members), persons))
    return (*members, *others)


def moved_to(premises: Premises, period: Period) -> Premises:
    """The same household in another month, everybody as old as before."""
    months = (period.year - premises.period.year) * 12 + period.month - premises.period.month
    return replace(
        premises, period=period, members=tuple(_born_later(one, months) for one in premises.members)
    )


def _born_later(member: Member, months: int) -> Member:
    month = Period.of(member.born).shifted(months)
    return replace(member, born=month.first_day.replace(day=min(member.born.day, month.days)))


def _nothing_unknown(form: HouseholdForm) -> None:
    parts = (form, *(form.adults or ()), *(form.children or ()), *form.outsiders_in_dwelling)
    unknown = sorted({key for part in parts for key in part.surprises})
    if unknown:
        raise NotExpressible(f"hushållets {', '.join(unknown)} har ingen motsvarighet i reglerna")


def _so_many_children(form: HouseholdForm) -> tuple[ChildForm, ...]:
    """A household given by its size alone: one adult, and children for the rest."""
    return (ChildForm(),) * ((form.members_in_case or 1) - 1)


def _norm_rows(adults: tuple[AdultForm, ...]) -> None:
    for row in (one.norm_row.casefold() for one in adults if one.norm_row):
        if row not in SINGLE_ROWS | COUPLE_ROWS:
            raise NotExpressible(f"normraden {row} finns inte i riksnormen")
        if row in COUPLE_ROWS and len(adults) == 1:
            raise NotExpressible("normen för makar och sambor gäller båda tillsammans, inte en av dem")
        if row in SINGLE_ROWS and len(adults) > 1:
            raise NotExpressible("vuxna som inte är makar eller sambor har var sitt ärende")


def _adult_keys(adults: tuple[AdultForm, ...]) -> tuple[PersonKey, ...]:
    return (APPLICANT, CO_APPLICANT, *(f"vuxen-{number}" for number in range(3, len(adults) + 1)))[
        : len(adults)
    ]


def _adults(adults: tuple[AdultForm, ...], period: Period) -> Iterator[Member]:
    for key, one in zip(_adult_keys(adults), adults, strict=True):
        age = USUAL_AGE if one.age is None else one.age
        yield Member(
            key=key,
            role=Role.APPLICANT if key == APPLICANT else Role.CO_APPLICANT,
            born=one.birth or one.born or _birthday(period, age),
        )


def _children(children: tuple[ChildForm, ...], period: Period) -> Iterator[Member]:
    for number, one in enumerate(children, start=1):
        yield _child(f"barn-{number}", period, _age(one, period), form=one)


def _child(key: PersonKey, period: Period, age: int, *, form: ChildForm | None = None) -> Member:
    form = form or ChildForm()
    return Member(
        key=key,
        role=Role.CHILD,
        born=form.birth or form.born or _birthday(period, age),
        days_in_home=_days(form),
        lunch_away=form.lunch_included_in_norm is False,
    )


def _days(form: ChildForm) -> int | None:
    if form.days_in_home is None:
        return None
    if form.days_in_home != int(form.days_in_home):
        raise NotExpressible(f"ett barn bor i hemmet hela dagar, inte {form.days_in_home}")
    return int(form.days_in_home)


def _birthday(period: Period, age: int) -> date:
    """The first of the month before, so that the age is the same however the municipality switches bands."""
    return period.control.shifted(-12 * age).first_day


def _age_is_stated(form: ChildForm) -> bool:
    return bool(form.age_band or form.birth or form.born) or form.age is not None


def _age(form: ChildForm, period: Period) -> int:
    """The stated age, or one within the stated band. Raises NotExpressible when they say different things."""
    born = form.birth or form.born
    age = law.age_in(Member(key="", role=Role.CHILD, born=born), period) if born else form.age
    if not form.age_band:
        return A_CHILDS_AGE if age is None else age
    band = _band(form.age_band)
    if age is not None and not band[0] <= age <= band[1]:
        raise NotExpressible(f"ett barn på {age} år hör inte till åldersgruppen {form.age_band}")
    return BANDS[band] if age is None else age


def _band(text: str) -> tuple[int, int]:
    words = re.fullmatch(r"(\d+)(?:\s*[-–]\s*(\d+))?(?:\s*år)?", text.strip())
    band = (int(words[1]), int(words[2] or words[1])) if words else None
    if band and band[0] == band[1]:
        band = next((one for one in BANDS if one[0] <= band[0] <= one[1]), band)
    if band not in BANDS:
        raise NotExpressible(f"åldersgruppen {text} finns inte i riksnormen")
    return band


def _persons(form: HouseholdForm, members: int) -> int:
    if form.members_in_case not in (None, members):
        raise NotExpressible(
            f"hushållet har {members} medlemmar, men members_in_case säger {form.members_in_case}"
        )
    outside = len(form.outsiders_in_dwelling)
    persons = form.people_in_dwelling or members + outside
    if form.lodger and persons == members:
        raise NotExpressible("hur många som bor i den inneboendes bostad framgår inte")
    # A child on part time may be left out of those who live in the dwelling.
    part_time = sum(one.days_in_home is not None for one in form.children or ())
    fewest, most = members + outside - part_time, members + outside
    if persons < fewest or (outside and persons > most):
        raise NotExpressible(f"{members} i ärendet och {outside} utanför blir inte {persons} i bostaden")
    return persons
