"""A legal case as a caseworker writes it in YAML, and the facts it stands for.

Every key is checked: a misspelt one is an error, never a case that tests nothing.
Amounts are whole kronor a month; `förra` is the month whose incomes count, `dessförinnan` the one before.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from flows.eligibility.case import (
    BenefitClaim,
    BenefitPayment,
    CapitalIncome,
    EarlierRow,
    EmployerDeclaration,
    JobStimulus,
    Member,
    StatedAsset,
    StatedIncome,
    TaxPayout,
)
from flows.eligibility.facts import Why
from flows.eligibility.period import Period
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    Case,
    adult,
    child,
    cost,
    declared,
    missing,
    paid,
    stated,
)

FOLDER = Path(__file__).parent


class Words(BaseModel):
    """A part of a case."""

    model_config = ConfigDict(extra="forbid")


class Child(Words):
    """A child; `lunch: borta` is lunch at preschool or school five days a week."""

    född: date
    lunch: Literal["hemma", "borta"] = "hemma"
    dagar: int | None = None


class Household(Words):
    """Who lives together; `bor_i_bostaden` when it is not the household's own number."""

    vuxna: int = 1
    barn: list[Child] = Field(default_factory=list)
    bor_i_bostaden: int | None = None


class Income(Words):
    """An income: from an agency (`myndighet` and `kod`), an employer, or only stated in the application."""

    myndighet: str = ""
    kod: str = ""
    arbetsgivare: str = ""
    i_ansökan: str = ""
    förra: int | None = None
    dessförinnan: int | None = None
    uppgett: int | Literal["nej"] | None = None
    avser_från: date | None = None
    person: str = APPLICANT


class Claim(Words):
    """A benefit applied for and not decided."""

    kod: str
    namn: str
    väntas: date | None = None
    status: str = "Under handläggning"


class Window(Words):
    """Jobbstimulans."""

    från: date
    till: date


class Expected(Words):
    """What must come out; texts are parts of sentences that must be there."""

    förslag: Literal["BIFALL", "DELAVSLAG", "AVSLAG", "UTREDNING"]
    belopp: int | None = None
    norm: str | int | None = None
    inkomster: str | int | None = None
    kostnader: int | None = None
    väntar_till: date | None = None
    öppet: list[str] = Field(default_factory=list)
    avviker: list[str] = Field(default_factory=list)
    ändrat: list[str] = Field(default_factory=list)
    inget_avviker: bool = False


class LegalCase(Words):
    """One case."""

    namn: str
    källa: str = ""
    period: str = "2026-11"
    idag: date | None = None
    hushåll: Household = Field(default_factory=Household)
    kostnader: dict[str, int] = Field(default_factory=dict)
    förra_månadens_kostnader: dict[str, int] | None = None
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
            payouts=tuple(one for income in self.inkomster for one in self._payouts(income)),
            statement=self._statement(),
            housing=self._housing(),
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
        adults = [adult(APPLICANT), adult(CO_APPLICANT), adult("tredje")][: self.hushåll.vuxna]
        eldest_first = sorted(self.hushåll.barn, key=lambda one: one.född)
        children = [
            child(number, one.född, lunch_away=one.lunch == "borta", days=one.dagar)
            for number, one in enumerate(eldest_first, start=1)
        ]
        return (*adults, *children)

    def _stated(self, income: Income) -> list[StatedIncome]:
        amount = income.förra if income.uppgett is None else income.uppgett
        if not amount or amount == "nej":
            return []
        kind = income.i_ansökan or ("SALARY" if income.arbetsgivare else FORM_WORDS[income.kod])
        return [stated(kind, amount, person=income.person, payer=income.arbetsgivare)]

    def _payments(self) -> dict[str, tuple[BenefitPayment, ...]]:
        found: dict[str, tuple[BenefitPayment, ...]] = {}
        for income in self.inkomster:
            if income.myndighet and income.myndighet != "SKV":
                found[income.person] = (*found.get(income.person, ()), *self._paid(income))
        return found

    def _paid(self, income: Income) -> list[BenefitPayment]:
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
                wages = [declared(income.arbetsgivare, net, month) for month, net in self._amounts(income)]
                found[income.person] = (*found.get(income.person, ()), *wages)
        return found

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
        }

    def _housing(self) -> dict[str, object]:
        persons = self.hushåll.bor_i_bostaden
        return {"changed": self.boendet_ändrat} | ({} if persons is None else {"persons": persons})

    def _history(self, plain: Case) -> dict[str, object]:
        changes: dict[str, object] = {}
        if self.överskott_förra_månaden is not None:
            changes["balance"] = Decimal(self.överskott_förra_månaden)
        if self.förra_månadens_kostnader is not None:
            changes["costs"] = tuple(
                EarlierRow(label=plain._label(COSTS[name]), amount=Decimal(amount))
                for name, amount in self.förra_månadens_kostnader.items()
            )
        history: dict[str, object] = {"calculations": (plain.last_month(**changes),)}
        if self.planering == "saknas":
            history["plans"] = ()
        if self.jobbstimulans:
            window = self.jobbstimulans
            stimulus = JobStimulus(person=APPLICANT, valid_from=window.från, valid_to=window.till)
            history["job_stimuli"] = (stimulus,)
        return history

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


COSTS = {
    "hyra": "RENT",
    "hushållsel": "ELECTRICITY",
    "hemförsäkring": "HOME_INSURANCE",
    "internet": "INTERNET",
    "a-kasseavgift": "UNEMPLOYMENT_FUND",
    "fackavgift": "UNION_FEE",
    "arbetsresor": "TRAVEL_APPROVED",
    "sjukresor": "TRAVEL_MEDICAL_TRANSPORT",
    "läkarvård": "MEDICAL_CARE",
    "medicin": "MEDICINE",
    "övrigt": "OTHER",
    "okänd kostnad": "SOMETHING_NEW",
}
FORM_WORDS = {
    "ABB": "BENEFIT:Barnbidrag",
    "US": "BENEFIT:Underhållsstöd",
    "BOB": "BENEFIT:Bostadsbidrag",
    "AS": "BENEFIT:Aktivitetsstöd",
    "SJP": "BENEFIT:Sjukpenning",
    "MEK": "BENEFIT:Merkostnadsersättning",
    "HE": "BENEFIT:Handikappersättning",
    "EF": "BENEFIT:Efterlevandepension",
    "STUDB": "BENEFIT:Studiehjälp",
    "INACK": "BENEFIT:Inackorderingstillägg",
    "A-KASSA": "BENEFIT:A-kassa",
    "SKATTEKONTO": "BENEFIT:Skatteåterbäring",
    "OMST": "BENEFIT:Omställningsersättning",
    "VB": "BENEFIT:Vårdbidrag",
}
AGENCIES = {
    "Försäkringskassan": "fk",
    "Pensionsmyndigheten": "pm",
    "CSN": "csn",
    "a-kassorna": "so",
    "Arbetsförmedlingen": "af",
}
UNREAD = {"ansökan": "statement", "ärendesystemet": "history"}


def legal_cases() -> list[LegalCase]:
    """Every case in this folder. Raises pydantic.ValidationError for a key that is not known."""
    listing = TypeAdapter(list[LegalCase])
    files = sorted(path for path in FOLDER.glob("*.yaml") if not path.stem.startswith("riksnorm"))
    return [
        case for path in files for case in listing.validate_python(yaml.safe_load(path.read_text("utf-8")))
    ]
