"""The national numbers as tables: newest riksnorm, other amounts, the reforms, and when each was checked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from flows.eligibility.benefit_amounts import HousingAllowance
from flows.eligibility.parameters import Dated, Parameters
from flows.eligibility.register import headings
from flows.eligibility.register.dates import days_of
from flows.eligibility.register.markdown import bullets, heading, link, sentences, table
from flows.eligibility.riksnorm import Riksnorm
from flows.eligibility.wording import day, kronor, percent, sentence

T = TypeVar("T")
HUNDRED = Decimal(100)


def number_sections(parameters: Parameters) -> Iterator[str]:
    """Every number that the rules name, newest first where there are several."""
    yield from _norm(parameters.riksnormer)
    yield heading(3, headings.PRICE_BASE_AMOUNT)
    yield _by_days("Prisbasbelopp", parameters.price_base_amounts, kronor)
    yield heading(3, headings.JOB_STIMULUS)
    yield bullets(_job_stimulus(parameters))
    yield heading(3, headings.BENEFIT_AMOUNTS)
    yield bullets(_benefits(parameters))
    yield heading(3, headings.REPAYMENT)
    yield _by_days("Månader inom vilka bistånd kan krävas tillbaka", parameters.repayment_limits, str)
    yield heading(3, headings.REFORMS)
    yield sentences("Ingen reform ändrar ett belopp. Roboten visar den för handläggaren, som bedömer.")
    yield bullets(_reforms(parameters))


def _norm(riksnormer: Sequence[Dated[Riksnorm]]) -> Iterator[str]:
    newest = riksnormer[-1]
    norm = newest.value
    yield heading(3, headings.NORM)
    yield sentences(
        f"Beloppen gäller {days_of(newest)} och är kronor i månaden. De är hämtade ur {newest.reference}."
        " Roboten räknar aldrig fram ett belopp ur ett annat års tabell."
    )
    yield table(
        ("Personliga kostnader", "Belopp", "Utan lunch fem dagar i veckan"),
        (
            ("Ensamstående", kronor(norm.single), ""),
            ("Makar eller sambor, båda tillsammans", kronor(norm.couple), ""),
            *(
                (f"Barn {band.label}", kronor(band.amount), _or_unknown(band.without_lunch))
                for band in norm.children
            ),
        ),
    )
    yield table(
        ("Gemensamma hushållskostnader", "Belopp"),
        (
            *(
                (f"{persons} person{'er' if persons > 1 else ''}", kronor(amount))
                for persons, amount in enumerate(norm.shared, start=1)
            ),
            (f"Varje person över {len(norm.shared)}", kronor(norm.each_over_seven)),
        ),
    )
    yield sentences(
        f"Tidigare tabeller, från och med {riksnormer[0].starts.year}, finns i `config/parameters/`,"
        " en fil för varje år. Där ett belopp utan lunch är okänt frågar roboten handläggaren."
        f" Källorna står under {link(headings.CHECKED, headings.CHECKED)}."
    )


def _or_unknown(amount: Decimal | None) -> str:
    return "" if amount is None else kronor(amount)


def _by_days(what: str, values: Sequence[Dated[T]], in_words: Callable[[T], str]) -> str:
    """Newest first, values that hold from one day to another."""
    return table(
        ("Gäller", what, "Hämtad ur"),
        ((days_of(one), in_words(one.value), one.reference) for one in reversed(values)),
    )


def _job_stimulus(parameters: Parameters) -> Iterator[str]:
    for one in reversed(parameters.job_stimulus_terms):
        when, terms = sentence(days_of(one)), one.value
        if terms is None:
            yield f"{when}: ingen jobbstimulans ({one.reference})."
            continue
        yield (
            f"{when}: {percent(terms.share * HUNDRED)} av nettolönen räknas inte."
            f" Det gäller efter {terms.months_before} månader i rad med försörjningsstöd"
            f" och i {terms.months_it_lasts} månader ({one.reference})."
        )


def _benefits(parameters: Parameters) -> Iterator[str]:
    for one in reversed(parameters.statutory_benefits):
        amounts = one.value
        yield f"{sentence(days_of(one))}, {one.reference}. Beloppen är en kontroll: inget räknas ut ur dem."
        yield (
            f"Barnbidrag: {kronor(amounts.child_benefit)} per barn, till och med det kvartal då barnet fyller"
            f" {amounts.child_benefit_to_age} år."
        )
        supplements = ", ".join(
            f"{kronor(amount)} för barn {number}"
            for number, amount in enumerate(amounts.family_supplements, start=2)
        )
        yield f"Flerbarnstillägg: {supplements} och varje barn därutöver."
        steps = "; ".join(
            f"{kronor(step.amount)} till och med den månad då barnet fyller {step.to_age} år"
            if step.to_age is not None
            else f"{kronor(step.amount)} därefter"
            for step in amounts.maintenance_support
        )
        yield f"Underhållsstöd: {steps}."
        yield _housing_allowance(amounts.housing_allowance)


def _housing_allowance(amounts: HousingAllowance) -> str:
    families = ("ett barn", "två barn", "minst tre barn")
    special = "; ".join(
        f"{kronor(one)} med {who}" for one, who in zip(amounts.special, families, strict=True)
    )
    highest = "; ".join(
        f"{kronor(one)} med {who}" for one, who in zip(amounts.cost_to, families, strict=True)
    )
    return (
        f"Bostadsbidrag till barnfamiljer: {special}, och {percent(amounts.share * HUNDRED)} av den"
        f" boendekostnad som är över {kronor(amounts.cost_from)} men högst {highest}."
        " Ingen regel prövar bostadsbidraget: de här beloppen står bara här."
    )


def _reforms(parameters: Parameters) -> Iterator[str]:
    for one in parameters.reforms:
        reform = one.value
        yield (
            f"**{sentence(reform.name)}**, för stöd som avser tiden {days_of(one)}. {reform.asks}"
            f" Källa: {one.reference}. Kontrollerad mot: {one.checked_against}. {one.remark}"
        ).rstrip()


def checked(parameters: Parameters) -> str:
    """When a person last held each value against its source, and what is uncertain about it."""
    return table(
        ("Uppgift", "Gäller", "Hämtad ur", "Kontrollerad", "Mot", "Osäkert"),
        (
            (name, days_of(one), one.reference, day(one.last_checked), one.checked_against, one.remark)
            for name, values in _every_value(parameters)
            for one in reversed(values)
        ),
    )


def _every_value(parameters: Parameters) -> Iterable[tuple[str, Sequence[Dated[object]]]]:
    return (
        (headings.NORM, parameters.riksnormer),
        (headings.PRICE_BASE_AMOUNT, parameters.price_base_amounts),
        (headings.JOB_STIMULUS, parameters.job_stimulus_terms),
        (headings.BENEFIT_AMOUNTS, parameters.statutory_benefits),
        (headings.REPAYMENT, parameters.repayment_limits),
        (headings.REFORMS, parameters.reforms),
        (headings.INCOMES, parameters.income_catalogues),
        ("Lag och vägledning", parameters.law_references),
    )
