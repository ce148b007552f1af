"""What every rule is asked: the facts, the numbers of the month, the municipality's rules, and the day.

A rule is a function from `Question` to `Answer`; it takes nothing else.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows.eligibility import household
from flows.eligibility.case import (
    CaseFacts,
    EarlierCalculation,
    History,
    Member,
    PersonKey,
    Role,
    StatedCost,
    Statement,
)
from flows.eligibility.facts import Fact
from flows.eligibility.household import Share
from flows.eligibility.housing_caps import CapHousehold
from flows.eligibility.incomes import IncomeCatalogue
from flows.eligibility.municipality import MunicipalityRules, OthersInDwelling, RentShare
from flows.eligibility.parameters import Dated, Law, Parameters
from flows.eligibility.period import Period
from flows.eligibility.riksnorm import Riksnorm


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One application on one day. `waiting_since` is the first day it waited, if it has waited before."""

    facts: CaseFacts
    parameters: Parameters
    rules: MunicipalityRules
    today: date
    waiting_since: date | None = None

    @property
    def period(self) -> Period:
        """The month applied for, M."""
        return self.facts.period

    @property
    def income_month(self) -> Period:
        """The month whose payments count."""
        return self.rules.income_month_of(self.period)

    @property
    def statement(self) -> Statement | None:
        """What the applicant states, or None when it could not be read."""
        return self.facts.statement.value if isinstance(self.facts.statement, Fact) else None

    @property
    def stated_costs(self) -> tuple[StatedCost, ...]:
        """The costs applied for; none when the application could not be read."""
        return self.statement.costs if self.statement else ()

    @property
    def history(self) -> History | None:
        """What the case system holds of earlier months, or None when it could not be read."""
        return self.facts.history.value if isinstance(self.facts.history, Fact) else None

    @property
    def household_read_at(self) -> datetime | None:
        """When the case system's household was read: with its history, else in the application's round."""
        return self.facts.history.fetched_at or self.facts.statement.fetched_at

    @property
    def last_calculation(self) -> EarlierCalculation | None:
        """The final calculation of the month before, if a person has made one."""
        return self.history.calculation_for(self.period.control) if self.history else None

    @property
    def norm(self) -> Dated[Riksnorm]:
        """Riksnormen of the month applied for."""
        return self.parameters.riksnorm(self.period)

    @property
    def catalogue(self) -> IncomeCatalogue:
        """The incomes the robot knows, as of the month applied for."""
        return self.parameters.incomes(self.period).value

    @property
    def adults(self) -> tuple[Member, ...]:
        """Applicant and co-applicant."""
        return household.adults(self.facts.members)

    @property
    def children(self) -> tuple[Member, ...]:
        """The children, eldest first."""
        return household.children(self.facts.members)

    @property
    def part_time_children(self) -> tuple[Member, ...]:
        """The children who live in the home for a part of the month."""
        full_month = self.rules.full_month_days
        return tuple(one for one in self.children if household.lives_part_time(one, self.period, full_month))

    @property
    def heads(self) -> int:
        """The size of the household as the municipality counts part-time children."""
        return len(self.facts.members) - (
            0 if self.rules.part_time_child_is_a_head else len(self.part_time_children)
        )

    @property
    def others_in_dwelling(self) -> int:
        """How many live in the dwelling beside the household, as the applicant states; 0 when unknown."""
        stated = self.statement.housing.persons if self.statement else 0
        return max(0, stated - len(self.facts.members))

    @property
    def share(self) -> Share | None:
        """The household's part of the dwelling, where it is shared and the municipality lays the shares."""
        if not self.others_in_dwelling or self.heads < 1 or not self._lays_shares:
            return None
        return Share(heads=self.heads, everybody=self.heads + self.others_in_dwelling)

    @property
    def _lays_shares(self) -> bool:
        """The paragraph's formula is for an adult who is not sambo; for a couple it is a local choice."""
        setting = self.rules.others_in_dwelling
        alone = len(self.adults) == 1
        return setting is OthersInDwelling.SHARE_ALL or (setting is OthersInDwelling.SHARE and alone)

    @property
    def rent_share(self) -> Share | None:
        """The household's part of the rent; None when it is not shared or the rent stated is its own part."""
        own = self.statement and self.statement.housing.form in self.rules.housing.own_rent_forms
        return None if own or self.rules.rent_share_of_others is RentShare.NONE else self.share

    @property
    def cap_household(self) -> CapHousehold:
        """The household as a table of housing caps asks for it."""
        ages = [household.age_in(one, self.period) for one in self.adults]
        return CapHousehold(
            adults=len(self.adults),
            children=self.heads - len(self.adults),
            rooms=self.statement.housing.rooms if self.statement else None,
            eldest_adult=max(ages, default=None),
        )

    def law(self, question: Law) -> str:
        """The paragraph for the month applied for."""
        return self.parameters.law(question, self.period)

    def band_age(self, member: Member) -> int:
        """The age that decides the member's band in the month applied for."""
        return household.band_age(member, self.period, self.rules.age_band_switch)

    def person(self, key: PersonKey) -> str:
        """The person in running text, never by name: `den sökande`, `barn 7 år`."""
        for member in self.facts.members:
            if member.key == key:
                return self.member_in_words(member)
        return "en person utanför hushållet"

    def for_person(self, key: PersonKey) -> str:
        """` för medsökanden`, to end a line of a letter to the applicant with; blank for the applicant."""
        words = self.person(key)
        return "" if words == "den sökande" else f" för {words}"

    @property
    def lacks_attachments(self) -> bool:
        """Whether the applicant has sent nothing along: what is attached a person reads first."""
        return self.statement is not None and not self.statement.attachments

    def member_in_words(self, member: Member) -> str:
        """As `person`, for a member."""
        if member.role is Role.CHILD:
            return f"barn {household.age_in(member, self.period)} år"
        return "den sökande" if member.role is Role.APPLICANT else "medsökanden"

    def retry_on(self) -> date | None:
        """Tomorrow, while there is patience left with an agency that is silent; then None."""
        patience = timedelta(days=self.rules.silence_patience_nights)
        return self.today + timedelta(days=1) if self.today < self.wait_began + patience else None

    @property
    def wait_began(self) -> date:
        """The day patience is counted from: the first wait, else the day the application came in."""
        if self.waiting_since is not None:
            return self.waiting_since
        return self.statement.submitted_at.date() if self.statement else self.today
