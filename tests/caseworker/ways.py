"""What each of the four municipalities does in a way of its own, where a caseworker's month shows it.

Stated by hand from what each municipality's file says, and reckoned by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MAIN, INDIVIDUAL = "Huvudflöde", "Individuellt flöde"
CONTACT = "Du har en handläggare som är din kontaktperson."


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """One that lives in this municipality alone: what its draft grants, kronor, and a source it names."""

    scenario: str
    kronor: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One municipality's way; what is not said is as in the others.

    `payday` is November's. With `prepares_payment` a person's decision releases a payment that stands
    prepared. `contact` is a sentence that every letter to the applicant ends with. `refusal_goes` is the flow
    of a proposed refusal, and `completed_goes` that of an application whose completed form has `typed` in it
    besides; `because` is why. `told` is what its follow-up of the week says.
    """

    payday: str = "2026-11-27"
    prepares_payment: bool = False
    contact: str = ""
    refusal_goes: str = INDIVIDUAL
    typed: Mapping[str, str] = field(default_factory=dict)
    completed_goes: str = MAIN
    because: str = "Ansökan går i huvudflödet. Den uppfyller alla villkor som kommunen har satt för det."
    household: Household | None = None
    told: tuple[str, ...] = ()


WAYS: Mapping[str, Way] = {
    # One person's dwelling may cost 6 350: 5 220 + 6 350.
    "trelleborg": Way(
        household=Household(
            scenario="rent_above_cap",
            kronor=11570,
            source="6 350 kr. Trelleborgs riktlinjer för boendekostnad",
        ),
        told=("Beslut inom en arbetsdag: 0,0\u00a0% (0 av 6).", "Huvudflöde: 83,3\u00a0% (5 av 6)."),
    ),
    # Who also does something else than seek work goes to a social worker.
    "kungsbacka": Way(
        typed={"gor5": "on"},
        completed_goes=INDIVIDUAL,
        because="ansökan eller planeringen tyder på ett socialt behov",
        told=("Sociala behov: 20,0\u00a0% (1 av 5).", "| Huvudflöde | 60,0\u00a0% (3 av 5) |"),
    ),
    # The payday is the 26th, and the row stands prepared.
    "kungalv": Way(
        payday="2026-11-26", prepares_payment=True, told=("| Huvudflöde | 80,0\u00a0% (4 av 5) |",)
    ),
    # Two children of four and seven to ten; a refusal follows rules as well as anything.
    "strangnas": Way(
        contact=CONTACT,
        refusal_goes=MAIN,
        household=Household(scenario="single_parent", kronor=11334, source="Bostadsbidrag"),
        told=(
            "| Huvudflöde | 100,0\u00a0% (6 av 6) |",
            "Till mötet tisdagen den 24 november 2026.",
            "Veckan började måndagen den 16 november 2026. Då levde 2 barn i hushåll med bistånd.",
        ),
    ),
}
