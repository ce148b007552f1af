"""Every figure that an example states, by a name that tells where it stands."""

from collections.abc import Iterator, Mapping

from flows.worked_examples.form import ExampleForm
from flows.worked_examples.form_values import amount_in

TEXT_ONLY = "formula"
"""A formula is told by the law in its own words, and not compared."""


def expected_figures(example: ExampleForm) -> Mapping[str, object]:
    """The figures: those expected, what counts of each income and what is granted of each cost."""
    return {name: amount_in(said) for name, said in (*_expected(example), *_rows(example))}


def _expected(example: ExampleForm) -> Iterator[tuple[str, object]]:
    for key, said in example.expected.items():
        if key == TEXT_ONLY or said is None:
            continue
        if isinstance(said, dict):
            yield from _parts(key, said)
        elif isinstance(said, list):
            yield from ((f"{key}[{number}]", value) for number, value in enumerate(said))
        else:
            yield key, said


def _parts(key: str, said: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """`norm.total`, but `child_norm_by_method[monthly*days/30]`."""
    for part, value in said.items():
        if value is not None and part != TEXT_ONLY:
            yield f"{key}.{part}" if key == "norm" else f"{key}[{part}]", value


def _rows(example: ExampleForm) -> Iterator[tuple[str, object]]:
    for number, income in enumerate(example.incomes):
        if income.counted is not None:
            yield f"incomes[{number}].counted", income.counted
        if income.jobbstimulans_percent:
            yield f"incomes[{number}].jobbstimulans_percent", income.jobbstimulans_percent
    for key, costs in (("costs", example.costs), ("special_costs", example.special_costs)):
        for number, cost in enumerate(costs):
            if cost.approved is not None:
                yield f"{key}[{number}].approved", cost.approved
