"""What the case system holds of earlier months, as a caseworker writes it in a legal case."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from flows.eligibility.case import (
    EarlierCalculation,
    EarlierDecision,
    JobStimulus,
    Plan,
    RepaymentClaim,
    RepaymentGround,
)
from flows.eligibility.facts import Known, Why
from flows.eligibility.period import Period
from tests.household_facts import APPLICANT, Case, missing


class Words(BaseModel):
    """A part of the history."""

    model_config = ConfigDict(extra="forbid")


class Decisions(Words):
    """The same decision for one month or several: `månader: 2026-04` or `2026-04--2026-09`."""

    månader: str
    belopp: int = 5220
    slag: str = "Bifall"
    lagrum: str = "12 kap. 1 §"
    villkor: str = RepaymentGround.NONE
    fattat: date | None = None

    def each(self) -> tuple[EarlierDecision, ...]:
        """The decisions, made on the 9th of their month unless the case says otherwise."""
        return tuple(
            EarlierDecision(
                period=month,
                kind=self.slag,
                amount=Decimal(self.belopp),
                decided_on=self.fattat or month.first_day.replace(day=9),
                paragraph=self.lagrum,
                ground=RepaymentGround(self.villkor),
            )
            for month in _months(self.månader)
        )


class ClaimBack(Words):
    """A repayment claim; `kvar` is what is unpaid."""

    avser: str
    belopp: int
    kvar: int
    beslutat: date
    grund: str = RepaymentGround.WRONG_INFORMATION

    def claim(self) -> RepaymentClaim:
        """The claim as the law sees it."""
        return RepaymentClaim(
            period=Period.parse(self.avser),
            ground=RepaymentGround(self.grund),
            decided_on=self.beslutat,
            amount=Decimal(self.belopp),
            unpaid=Decimal(self.kvar),
        )


class Planned(Words):
    """A plan; without `person` the case system does not say whose it is."""

    slag: str = "Arbetssökande"
    från: date = date(2020, 1, 1)
    till: date | None = None
    status: str = "Aktiv"
    person: str = ""


class Stimulus(Words):
    """Jobbstimulans of one person."""

    från: date
    till: date
    person: str = APPLICANT


class Past(Words):
    """Everything a case may say of earlier months; what it leaves out is as in any other case.

    `resultat` are the results of earlier months' calculations: positive is överskott.
    """

    beslut: list[Decisions] = Field(default_factory=list)
    återkrav: list[ClaimBack] = Field(default_factory=list)
    återkrav_lästa: Literal["ja", "nej", "inte aktuellt"] = "ja"
    planer: list[Planned] | None = None
    jobbstimulanser: list[Stimulus] = Field(default_factory=list)
    resultat: dict[str, int] = Field(default_factory=dict)
    medsökande_sedan: date | None = None

    def changes(self, plain: Case, calculations: tuple[EarlierCalculation, ...]) -> dict[str, object]:
        """The fields of History that differ."""
        found: dict[str, object] = {
            "decisions": tuple(one for decisions in self.beslut for one in decisions.each()),
            "repayment_claims": self._claims(plain),
        }
        if self.planer is not None:
            found["plans"] = tuple(
                Plan(
                    kind=one.slag,
                    valid_from=one.från,
                    valid_to=one.till,
                    status=one.status,
                    person=one.person,
                )
                for one in self.planer
            )
        if self.jobbstimulanser:
            found["job_stimuli"] = tuple(
                JobStimulus(person=one.person, valid_from=one.från, valid_to=one.till)
                for one in self.jobbstimulanser
            )
        if self.resultat:
            earlier = {Period.parse(month): Decimal(result) for month, result in self.resultat.items()}
            kept = tuple(one for one in calculations if one.period not in earlier)
            results = (plain.last_month(period=month, balance=result) for month, result in earlier.items())
            found["calculations"] = (*kept, *results)
        return found

    def _claims(self, plain: Case) -> Known[tuple[RepaymentClaim, ...]]:
        if self.återkrav_lästa == "ja":
            return plain.known(tuple(one.claim() for one in self.återkrav), "Almanda, Återkrav")
        unread = {"nej": Why.FETCH_FAILED, "inte aktuellt": Why.NOT_APPLICABLE}
        return missing(unread[self.återkrav_lästa], "Almanda, Återkrav")


def _months(text: str) -> list[Period]:
    """`2026-04` is that month; `2026-04--2026-09` are the six of them."""
    first, _, last = text.partition("--")
    months = [Period.parse(first)]
    while last and months[-1] < Period.parse(last):
        months.append(months[-1].shifted(1))
    return months
