"""The page from top to bottom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.eligibility.answer import Rule
from flows.eligibility.municipality import MunicipalityRules
from flows.eligibility.parameters import Parameters
from flows.eligibility.register import headings, texts
from flows.eligibility.register.choices import choice_sections, explained_settings
from flows.eligibility.register.incomes import income_table
from flows.eligibility.register.markdown import bullets, heading, link, page, sentences, table
from flows.eligibility.register.numbers import checked, number_sections
from flows.eligibility.register.rules import rule_sections

ABOUT = "Vad roboten gör och inte gör"
PROPOSALS = "Vad ett utkast kan föreslå"
WORDS = "Ord på sidan"
NUMBERS = "Belopp och tider"
CONTENTS = (
    ABOUT,
    PROPOSALS,
    WORDS,
    headings.RULES,
    headings.INCOMES,
    NUMBERS,
    headings.CHOICES,
    headings.NOT_BUILT_IN,
    headings.CHECKED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """One municipality, by name, and what it has chosen.

    `known` are the settings of a real municipality that are publicly known, each with what is known and the
    source. Where there are any, every other choice is an example.
    """

    name: str
    rules: MunicipalityRules
    known: tuple[tuple[str, str, str], ...] = ()


def register(rules: Sequence[Rule], parameters: Parameters, local: Local | None = None) -> str:
    """The rule register as Markdown, one sentence a line; without `local` no choices are shown.

    Raises KeyError when a rule names a setting or a parameter file that the page has no words for.
    """
    return page(_parts(rules, parameters, local))


def _parts(rules: Sequence[Rule], parameters: Parameters, local: Local | None) -> Iterator[str]:
    yield heading(1, "Utkasts regler")
    yield sentences(texts.INTRODUCTION)
    whose = texts.OF_ONE_MUNICIPALITY.format(name=local.name) if local else texts.OF_NO_MUNICIPALITY
    yield sentences(f"{texts.MADE_FROM} {whose}")
    yield bullets(link(one, one) for one in CONTENTS)
    yield heading(2, ABOUT)
    yield "Roboten gör detta:"
    yield bullets(texts.DOES)
    yield "Roboten gör aldrig detta:"
    yield bullets(texts.NEVER)
    yield heading(2, PROPOSALS)
    yield sentences(texts.RESULT)
    yield table(("Förslag", "När"), texts.PROPOSALS)
    yield heading(2, WORDS)
    yield table(("Ord", "Vad det betyder"), ((one.word, one.means) for one in texts.WORDS))
    yield heading(2, headings.RULES)
    yield sentences(texts.IN_ORDER)
    yield from rule_sections(rules, parameters)
    yield heading(2, headings.INCOMES)
    yield from income_table(parameters)
    yield heading(2, NUMBERS)
    yield from number_sections(parameters)
    yield heading(2, headings.CHOICES)
    if local and local.known:
        yield sentences(texts.EXAMPLES_BESIDE.format(name=local.name))
        yield table(("Inställning", "Vad som är känt", "Källa"), local.known)
    yield from choice_sections(local.name, local.rules, parameters) if local else explained_settings()
    yield heading(2, headings.NOT_BUILT_IN)
    yield table(
        ("Vad", "Varför", "Vad som händer i stället"),
        ((one.what, one.why, one.instead) for one in texts.NOT_BUILT_IN),
    )
    yield heading(2, headings.CHECKED)
    yield checked(parameters)
