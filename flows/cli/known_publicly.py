"""Which of a municipality's settings are publicly known and which are examples, told at a terminal."""

from flows.cli.terminal import Terminal
from flows.eligibility.wording import percent
from flows.municipality import Municipality


def tell_what_is_known(console: Terminal, municipality: Municipality) -> None:
    """Print what is known with its source; everything else in the file is an example, and is said to be."""
    known = municipality.practice.publicly_known
    lines = [f"- {one.setting}: {one.what} ({one.source}; {one.checked_against})" for one in known]
    others = "Allt annat" if known else f"{municipality.name} är påhittad: allt"
    examples = (
        f"{others} i config/municipalities/{municipality.slug}.yaml är exempel. Där ingår "
        f"{', '.join(_examples(municipality))}."
    )
    heading = [f"Offentligt känt om {municipality.name}:"] if known else []
    for line in (*heading, *lines, examples):
        console.print(line, markup=False, highlight=False)


def _examples(municipality: Municipality) -> list[str]:
    """The example figures that tell most on a draft, with their values."""
    known = {one.setting for one in municipality.practice.publicly_known}
    rules = municipality.rules
    amounts = [line.amount for line in rules.housing.caps[-1].lines]
    caps = f"högsta boendekostnad ({min(amounts):,} till {max(amounts):,} kr)".replace(",", " ")
    newest = f"rules.housing.caps.{len(rules.housing.caps) - 1}"
    told = {newest: caps, "payday": f"utbetalningsdagen ({municipality.payday})"}
    return [
        *(words for setting, words in told.items() if setting not in known),
        "högsta belopp för övriga kostnader",
        "huvudflödets villkor",
        f"andelen stickprov ({percent(rules.sample_share * 100)})",
    ]
