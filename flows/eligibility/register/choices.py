"""What one municipality has chosen: each setting, the caps on housing cost, the costs, the local incomes."""

from collections.abc import Iterator

from flows.eligibility.housing_caps import CapKey, CapLine, CapTable
from flows.eligibility.incomes import Counted
from flows.eligibility.municipality import CostCap, CostRule, MunicipalityRules, Treatment
from flows.eligibility.parameters import Parameters
from flows.eligibility.register.dates import days
from flows.eligibility.register.markdown import heading, sentences, table
from flows.eligibility.register.settings import SETTINGS
from flows.eligibility.wording import kronor

TREATMENTS = {
    Treatment.ACTUAL: "godtas som den är",
    Treatment.CAPPED: "godtas upp till ett högsta belopp",
    Treatment.NOT_GRANTED: "godtas inte",
    Treatment.BY_PERSON: "bedöms av handläggaren",
}
CAP_KEYS = {
    CapKey.HOUSEHOLD_SIZE: "antal personer i hushållet",
    CapKey.HOUSEHOLD_TYPE: "vuxna och barn i hushållet",
    CapKey.ROOMS: "bostadens rum",
}


def explained_settings() -> Iterator[str]:
    """Every choice that a municipality has, without saying what any has chosen."""
    yield table(("Val", "Vad det styr"), ((one.title, one.steers) for one in SETTINGS.values()))


def choice_sections(name: str, rules: MunicipalityRules, parameters: Parameters) -> Iterator[str]:
    """The choices of the municipality called `name`."""
    chosen = ((one.title, one.steers, one.chosen(rules)) for one in SETTINGS.values())
    yield table(("Val", "Vad det styr", f"I {name}"), chosen)
    for caps in reversed(rules.housing.caps):
        yield heading(3, f"Högsta boendekostnad {days(caps.starts, caps.ends)}")
        yield sentences(f"Efter {CAP_KEYS[caps.key]}, kronor i månaden. Källa: {caps.source}.")
        yield table(("Gäller", "Högst"), ((_line(caps, line), _amount(line)) for line in caps.lines))
    yield heading(3, "Andra kostnader")
    yield sentences(
        "En kostnad som inte står här blir en fråga till handläggaren."
        " Handläggaren kan alltid godta mer än tabellen säger."
    )
    yield table(
        ("Kostnad", "Del av beräkningen", "Behandling", "Högst"),
        ((one.label, one.section, TREATMENTS[one.treatment], _caps(one)) for one in rules.costs),
    )
    yield heading(3, "Inkomster som kommunen avgör")
    yield table(("Inkomst", "Räknas"), _local_incomes(rules, parameters))


def _line(caps: CapTable, line: CapLine) -> str:
    """Who the line is for, in words: `3 personer`, `2 vuxna, 1 barn eller fler, alla vuxna under 25 år`."""
    more = " eller fler" if line.or_more else ""
    counts = (
        ("persons", line.persons, "person", "personer"),
        ("adults", line.adults, "vuxen", "vuxna"),
        ("children", line.children, "barn", "barn"),
        ("rooms", line.rooms, "rum", "rum"),
    )
    last = {CapKey.HOUSEHOLD_SIZE: "persons", CapKey.HOUSEHOLD_TYPE: "children", CapKey.ROOMS: "rooms"}[
        caps.key
    ]
    parts = [
        f"{number} {one if number == 1 else many}{more if of == last else ''}"
        for of, number, one, many in counts
        if number is not None
    ]
    if line.below_age is not None:
        parts.append(f"alla vuxna under {line.below_age} år")
    if line.standard:
        parts.append(line.standard)
    return ", ".join(parts)


def _amount(line: CapLine) -> str:
    further = f" och {kronor(line.each_further)} för var och en därutöver" if line.each_further else ""
    return f"{kronor(line.amount)}{further}"


def _caps(rule: CostRule) -> str:
    return "; ".join(_cap(one) for one in reversed(rule.caps))


def _cap(cap: CostCap) -> str:
    further = f" och {kronor(cap.per_further_person)} per person därutöver" if cap.per_further_person else ""
    return f"{kronor(cap.amount)}{further} ({days(cap.starts, cap.ends)})"


def _local_incomes(rules: MunicipalityRules, parameters: Parameters) -> Iterator[tuple[str, str]]:
    """Every income that is the municipality's to decide; one it has not decided is asked about."""
    for kind in parameters.income_catalogues[-1].value.kinds:
        if kind.counted is Counted.LOCAL:
            decided = rules.local_incomes.get(kind.key)
            yield kind.label, "handläggaren avgör" if decided is None else "ja" if decided else "nej"
