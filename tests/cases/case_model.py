"""A legal case as a caseworker writes it in YAML, and the facts it stands for.

Every key is checked: a misspelt one is an error, never a case that tests nothing.
Amounts are whole kronor a month; `förra` is the month whose incomes count, `dessförinnan` the one before.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, TypeAdapter

from adapters.config_files.yaml_file import FAST_LOADER
from flows.eligibility.case import (
    BenefitClaim,
    BenefitPayment,
    CapitalIncome,
    EarlierCalculation,
    EarlierRow,
    EmployerDeclaration,
    JobStimulus,
    Member,
    StatedAsset,
    StatedIncome,
    TaxPayout,
)
from flows.eligibility.facts import Known, Why
from flows.eligibility.period import Period
from tests.cases.case_codes import AGENCIES, COSTS, FORM_WORDS, PLANS, UNREAD
from tests.cases.case_words import (
    Claim,
    EarlierRent,
    Expected,
    Household,
    Income,
    LastMonth,
    Window,
    Words,
)
from tests.cases.history_model import Past
from tests.cases.local_rules import with_choices
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    Case,
    adult,
    child,
    cost,
    missing,
    paid,
    parameters,
    stated,
)

FOLDER = Path(__file__).parent


class LegalCase(Words):
    """One case; `inställningar` are the municipality's choices where they are not Exempelstad's."""

    namn: str
    källa: str = ""
    period: str = "2026-11"
    idag: date | None = None
    hushåll: Household = Field(default_factory=Household)
    kostnader: dict[str, int] = Field(default_factory=dict)
    förra_månadens_kostnader: dict[str, int] | None = None
    förra_månaden: LastMonth = Field(default_factory=LastMonth)
    tidigare_hyror: dict[str, EarlierRent] = Field(default_factory=dict)
    inställningar: dict[str, Any] = Field(default_factory=dict)
    historik: Past = Field(default_factory=Past)
    uppger_planering: list[str] = Field(default_factory=list)
    inkomster: list[Income] = Field(default_factory=list)
    anspråk: list[Claim] = Field(default_factory=list)
    väntar_på: list[str] = Field(default_factory=list)
    jobbstimulans: Window | None = None
    tillgångar: list[str] = Field(default_factory=list)
    kapitalinkomst: int | None = None
    planering: Literal["finns", "saknas"] = "finns"
    flyttat: Literal["nej", "ja", "okänt"] = "nej"
    boendet_ändrat: bool = False
    meddelande: str = ""
    bilagor: int = 0
    kompletterad: int = 0
    överskott_förra_månaden: int | None = None
    svarar_inte: list[str] = Field(default_factory=list)
    inte_tillfrågade: list[str] = Field(default_factory=list)
    väntat: Expected

    def case(self) -> Case:
        """The facts the case stands for."""
        plain = Case(
            period=Period.parse(self.period),
            members=self._members(),
            costs=tuple(cost(COSTS[name], amount) for name, amount in self.kostnader.items()),
            incomes=tuple(one for income in self.inkomster for one in self._stated(income)),
            payments=self._payments(),
            wages=self._wages(),
            earlier_wages=self._earlier_wages(),
            payouts=tuple(one for income in self.inkomster for one in self._payouts(income)),
            statement=self._statement(),
            housing=self._housing(),
            rules=with_choices(self.inställningar),
            today=self.idag,
        )
        return Case(
            **{
                **{name: getattr(plain, name) for name in plain.__dataclass_fields__},
                "history": self._history(plain),
                "tax": self._tax(plain),
                "benefits": self._benefits(plain),
                "other": self._other(plain),
            }
        )

    @property
    def _months(self) -> tuple[tuple[Period, str], ...]:
        control = Period.parse(self.period).control
        return (control, "förra"), (control.shifted(-1), "dessförinnan")

    def _amounts(self, income: Income) -> list[tuple[Period, int]]:
        """What was paid in each month; the month before is the same unless the case says otherwise."""
        before = income.förra if income.dessförinnan is None else income.dessförinnan
        by_name = {"förra": income.förra, "dessförinnan": before}
        return [(month, amount) for month, name in self._months if (amount := by_name[name])]

    def _members(self) -> tuple[Member, ...]:
        born = {"born": self.hushåll.sökande_född} if self.hushåll.sökande_född else {}
        adults = [adult(APPLICANT, **born), adult(CO_APPLICANT, **born), adult("tredje")][
            : self.hushåll.vuxna
        ]
        eldest_first = sorted(self.hushåll.barn, key=lambda one: one.född)
        children = [
            child(number, one.född, lunch_away=one.lunch == "borta", days=one.dagar)
            for number, one in enumerate(eldest_first, start=1)
        ]
        since = self.historik.medsökande_sedan
        adults = [replace(one, since=since) if one.key == CO_APPLICANT else one for one in adults]
        return (*adults, *children)

    def _stated(self, income: Income) -> list[StatedIncome]:
        amount = income.förra if income.uppgett is None else income.uppgett
        if not amount or amount == "nej":
            return []
        kind = income.i_ansökan or ("SALARY" if income.arbetsgivare else _form_word(income))
        return [stated(kind, amount, person=income.person, payer=income.arbetsgivare, on=income.uppgett_dag)]

    def _payments(self) -> dict[str, tuple[BenefitPayment, ...]]:
        found: dict[str, tuple[BenefitPayment, ...]] = {}
        for income in self.inkomster:
            if income.myndighet and income.myndighet != "SKV":
                found[income.person] = (*found.get(income.person, ()), *self._paid(income))
        return found

    def _paid(self, income: Income) -> list[BenefitPayment]:
        if income.utbetalningar:
            return [
                replace(
                    paid(income.kod, one.belopp, one.dag, agency=income.myndighet, since=one.från),
                    period_to=one.till,
                )
                for one in income.utbetalningar
            ]
        return [
            paid(
                income.kod,
                amount,
                date(month.year, month.month, 20),
                agency=income.myndighet,
                since=income.avser_från,
            )
            for month, amount in self._amounts(income)
        ]

    def _wages(self) -> dict[str, tuple[EmployerDeclaration, ...]]:
        found: dict[str, tuple[EmployerDeclaration, ...]] = {}
        for income in self.inkomster:
            if income.arbetsgivare:
                wages = [_wage(income, net, month) for month, net in self._amounts(income)]
                found[income.person] = (*found.get(income.person, ()), *wages)
        return found

    def _earlier_wages(self) -> dict[str, Known[tuple[EmployerDeclaration, ...]]]:
        """A child's wages earlier in the year: declared in January, or not to be known."""
        children = {f"barn-{number}" for number in range(1, len(self.hushåll.barn) + 1)}
        source = "Skatteverket, Inkomstuppgifter per månad"
        for why, name, names in (
            (Why.NOT_FOUND, EARLIER_EMPLOYERS, self.svarar_inte),
            (Why.FETCH_FAILED, EARLIER_MONTHS, self.svarar_inte),
            (Why.NOT_FETCHED, EARLIER_MONTHS, self.inte_tillfrågade),
        ):
            if name in names:
                return dict.fromkeys(children, missing(why, source))
        january = Period(Period.parse(self.period).control.year, 1)
        return {
            one.person: Case().known((_wage(one, one.tidigare_i_år, january),), source)
            for one in self.inkomster
            if one.tidigare_i_år
        }

    def _payouts(self, income: Income) -> list[TaxPayout]:
        if income.myndighet != "SKV":
            return []
        return [
            TaxPayout(paid_on=month.first_day, amount=Decimal(net)) for month, net in self._amounts(income)
        ]

    def _statement(self) -> dict[str, object]:
        return {
            "assets": tuple(StatedAsset(kind=kind) for kind in self.tillgångar),
            "pending_benefits": tuple(self.väntar_på),
            "message": self.meddelande,
            "attachments": self.bilagor,
            "completions": self.kompletterad,
            "plans": tuple(PLANS[name] for name in self.uppger_planering),
        }

    def _housing(self) -> dict[str, object]:
        home = self.hushåll
        stated = {"changed": self.boendet_ändrat, "form": home.boendeform, "rooms": home.rum}
        return stated | ({} if home.bor_i_bostaden is None else {"persons": home.bor_i_bostaden})

    def _history(self, plain: Case) -> dict[str, object]:
        last = self.förra_månaden
        changes: dict[str, object] = {"norm": last.normens_namn}
        if last.norm is not None:
            changes["norm_total"] = Decimal(last.norm)
        if last.personer is not None:
            changes["members"] = last.personer
        if self.överskott_förra_månaden is not None:
            changes["balance"] = Decimal(self.överskott_förra_månaden)
        if self.förra_månadens_kostnader is not None:
            changes["costs"] = tuple(
                EarlierRow(label=plain._label(COSTS[name]), amount=Decimal(amount))
                for name, amount in self.förra_månadens_kostnader.items()
            )
        calculations = (plain.last_month(**changes),) if last.finns else ()
        history: dict[str, object] = {"calculations": self._with_rents(plain, calculations)}
        if self.planering == "saknas":
            history["plans"] = ()
        if self.jobbstimulans:
            window = self.jobbstimulans
            stimulus = JobStimulus(person=APPLICANT, valid_from=window.från, valid_to=window.till)
            history["job_stimuli"] = (stimulus,)
        return history | self.historik.changes(plain, calculations)

    def _with_rents(
        self, plain: Case, calculations: tuple[EarlierCalculation, ...]
    ) -> tuple[EarlierCalculation, ...]:
        """The calculations with the rents of `tidigare_hyror`; a month without one gets a calculation."""
        found = {one.period: one for one in calculations}
        for written, rent in self.tidigare_hyror.items():
            month = Period.parse(written)
            earlier = found.get(month) or plain.last_month(period=month)
            row = EarlierRow(
                label=plain.rules.housing.label,
                amount=Decimal(rent.godtaget),
                applied=Decimal(rent.sökt),
            )
            others = tuple(one for one in earlier.costs if one.label != row.label)
            found[month] = replace(earlier, costs=(row, *others))
        return tuple(found.values())

    def _tax(self, plain: Case) -> dict[str, object]:
        found: dict[str, object] = {}
        if self.kapitalinkomst is not None:
            capital = CapitalIncome(year=2025, amount=Decimal(self.kapitalinkomst))
            found["capital"] = plain.known((capital,), "Skatteverket, Inkomst av kapital")
        if "arbetsgivarna" in self.svarar_inte:
            found["declarations"] = missing(Why.NOT_FOUND, "Skatteverket, Inkomstuppgifter per månad")
        for why, name in ((Why.FETCH_FAILED, self.svarar_inte), (Why.NOT_FETCHED, self.inte_tillfrågade)):
            if "Skatteverket" in name:
                found |= dict.fromkeys(("declarations", "payouts", "capital"), missing(why, "Skatteverket"))
        return found

    def _benefits(self, plain: Case) -> dict[str, object]:
        claims = tuple(
            BenefitClaim(agency="FK", code=one.kod, label=one.namn, status=one.status, expected_on=one.väntas)
            for one in self.anspråk
        )
        found: dict[str, object] = {
            "claims": plain.known(claims, "Försäkringskassan, Ansökningar och beslut")
        }
        for why, names in ((Why.FETCH_FAILED, self.svarar_inte), (Why.NOT_FETCHED, self.inte_tillfrågade)):
            found |= {AGENCIES[name]: missing(why, name) for name in names if name in AGENCIES}
        return found

    def _other(self, plain: Case) -> dict[str, object]:
        if self.flyttat == "okänt":
            return {"moved": missing(source="Skatteverket, Folkbokföring")}
        found: dict[str, object] = {"moved": plain.known(self.flyttat == "ja", "Skatteverket, Folkbokföring")}
        unread = [name for name in self.svarar_inte if name in UNREAD]
        return found | {UNREAD[name]: missing(source=name) for name in unread}


EARLIER_MONTHS = "årets tidigare månader"
EARLIER_EMPLOYERS = "årets arbetsgivare"


def _wage(income: Income, net: int, month: Period) -> EmployerDeclaration:
    gross, tax = Decimal(net + income.skatt), Decimal(income.skatt)
    return EmployerDeclaration(month=month, employer=income.arbetsgivare, gross=gross, tax=tax)


def _form_word(income: Income) -> str:
    """The form's word for what the agency pays; the catalogue's first, unless it stands below."""
    kind = parameters().income_catalogues[-1].value.paid_by(income.myndighet, income.kod)
    return FORM_WORDS.get(income.kod) or (kind.stated_as[0] if kind else "")


@cache
def written_cases() -> Mapping[str, tuple[LegalCase, ...]]:
    """Every file of cases by its name without ending, read once: its cases in order.

    Raises pydantic.ValidationError for a key that is not known.
    """
    listing = TypeAdapter(tuple[LegalCase, ...])
    files = sorted(path for path in FOLDER.glob("*.yaml") if not path.stem.startswith("riksnorm"))
    return {
        path.stem: listing.validate_python(yaml.load(path.read_text("utf-8"), FAST_LOADER)) for path in files
    }


def legal_cases() -> list[LegalCase]:
    """Every case in this folder."""
    return [case for cases in written_cases().values() for case in cases]
