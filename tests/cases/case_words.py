"""The parts of a legal case as a caseworker writes them in YAML; every key is checked."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tests.household_facts import APPLICANT


class Words(BaseModel):
    """A part of a case."""

    model_config = ConfigDict(extra="forbid")


class Child(Words):
    """A child; `lunch: borta` is lunch at preschool or school five days a week."""

    född: date
    lunch: Literal["hemma", "borta"] = "hemma"
    dagar: int | None = None


class Household(Words):
    """Who lives together; `bor_i_bostaden` when it is not the household's own number.

    `boendeform` and `rum` are as the application says; `sökande_född` when the adults' age matters.
    """

    vuxna: int = 1
    barn: list[Child] = Field(default_factory=list)
    bor_i_bostaden: int | None = None
    boendeform: str = "RENTAL"
    rum: int | None = 2
    sökande_född: date | None = None


class Payment(Words):
    """One payment by an agency, where day or period matters."""

    dag: date
    belopp: int
    från: date | None = None
    till: date | None = None


class Income(Words):
    """An income: from an agency (`myndighet` and `kod`), an employer, or only stated in the application.

    `tidigare_i_år` is what a child has earned after tax earlier in the year, `skatt` the tax on a wage.
    `utbetalningar` are an agency's payments one by one; `uppgett_dag` is when a stated income was paid.
    """

    myndighet: str = ""
    kod: str = ""
    arbetsgivare: str = ""
    i_ansökan: str = ""
    förra: int | None = None
    dessförinnan: int | None = None
    uppgett: int | Literal["nej"] | None = None
    uppgett_dag: date | None = None
    avser_från: date | None = None
    skatt: int = 1000
    tidigare_i_år: int | None = None
    utbetalningar: list[Payment] = Field(default_factory=list)
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


class LastMonth(Words):
    """What differs in last month's calculation; `finns: false` when nobody made one."""

    finns: bool = True
    norm: int | None = None
    normens_namn: str = "Riksnorm"
    personer: int | None = None


class EarlierRent(Words):
    """The rent of an earlier month, as applied for and as granted."""

    sökt: int
    godtaget: int


class Expected(Words):
    """What must come out; texts are parts of sentences that must be there.

    `varningar` are kinds of warning by name; `formler` are formulas of rows, whole.
    `begärs` is all that the applicant is asked to send, in order and whole: `[]` when nothing is asked.
    `lagrum` are references that must stand on a row or a finding, whole.
    """

    förslag: Literal["BIFALL", "DELAVSLAG", "AVSLAG", "UTREDNING"]
    belopp: int | None = None
    norm: str | int | None = None
    inkomster: str | int | None = None
    kostnader: int | None = None
    väntar_till: date | None = None
    öppet: list[str] = Field(default_factory=list)
    avviker: list[str] = Field(default_factory=list)
    ändrat: list[str] = Field(default_factory=list)
    noteras: list[str] = Field(default_factory=list)
    varningar: list[str] = Field(default_factory=list)
    formler: list[str] = Field(default_factory=list)
    lagrum: list[str] = Field(default_factory=list)
    begärs: list[str] | None = None
    inget_avviker: bool = False
    antal_frågor: int | None = None
