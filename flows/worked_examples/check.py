"""Hold an example against the law: every figure it expects is computed and compared, to the krona.

Öre count where the example has them. Nothing is called equal that was not compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from flows.eligibility.parameters import NoTable
from flows.worked_examples.expected import expected_figures
from flows.worked_examples.figures import Figure, figure, formula, is_premise
from flows.worked_examples.form import ExampleForm
from flows.worked_examples.form_text import Unreadable
from flows.worked_examples.housing_figures import own_caps
from flows.worked_examples.made_up_tables import with_the_examples_own_table
from flows.worked_examples.premises import NotExpressible
from flows.worked_examples.readings import Known, readings
from flows.worked_examples.workings import Workings

WHOLE_KRONA, ORE, HALF_AN_ORE = Decimal(1), Decimal("0.01"), Decimal("0.005")


class Verdict(StrEnum):
    """What became of an example."""

    EQUAL = "equal"
    DIFFERENT = "different"
    NOT_EXPRESSIBLE = "not-expressible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One figure: what the example expects, what the law computes, or why it computes nothing.

    `is_premise` says that the law was given the amount by the example itself.
    """

    name: str
    expected: object
    computed: Figure | None = None
    formula: str = ""
    why: str = ""
    is_premise: bool = False

    @property
    def agrees(self) -> bool:
        """Whether both are the same, to the krona, or to the öre where the example has öre."""
        if isinstance(self.computed, Decimal) and isinstance(self.expected, int | Decimal):
            return not isinstance(self.expected, bool) and _same(Decimal(self.expected), self.computed)
        return self.computed is not None and str(self.computed).casefold() == str(self.expected).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The verdict on one example. `workings` is None when it could not be put to the law at all."""

    example: ExampleForm | Unreadable
    verdict: Verdict
    figures: tuple[Compared, ...] = ()
    why: str = ""
    workings: Workings | None = None


def check(example: ExampleForm | Unreadable, known: Known) -> Checked:
    """Compare the example with the law, under each choice that it leaves to the municipality."""
    if isinstance(example, Unreadable):
        return Checked(example=example, verdict=Verdict.NOT_EXPRESSIBLE, why=example.why)
    tried: list[Checked] = []
    try:
        for workings in readings(example, known):
            tried.append(_against(workings))
            if tried[-1].verdict is Verdict.EQUAL:
                return tried[-1]
    except NotExpressible as trouble:
        return Checked(example=example, verdict=Verdict.NOT_EXPRESSIBLE, why=str(trouble))
    return min(tried, key=_apart)


def _apart(checked: Checked) -> int:
    """How many figures differ: the reading that comes closest is told, so that what differs is seen."""
    return sum(one.computed is not None and not one.agrees for one in checked.figures)


def _against(workings: Workings) -> Checked:
    figures = tuple(_compared(workings, {**expected_figures(workings.example), **own_caps(workings)}))
    plain = Checked(example=workings.example, verdict=Verdict.EQUAL, figures=figures, workings=workings)
    if workings.not_understood:
        words = ", ".join(workings.not_understood)
        return replace(plain, verdict=Verdict.NOT_EXPRESSIBLE, why=f"orden {words} förstås inte")
    silent = [one for one in figures if one.computed is None]
    if any(not one.agrees for one in figures if one.computed is not None):
        return _differing(plain, workings)
    if silent or not figures:
        return replace(plain, verdict=Verdict.NOT_EXPRESSIBLE, why=_silence(silent))
    return _not_by_premises_alone(plain, workings)


def _not_by_premises_alone(checked: Checked, workings: Workings) -> Checked:
    """An amount that the example gives the law is not made right by coming back."""
    own = ", ".join(one.name for one in checked.figures if one.is_premise)
    if all(one.is_premise for one in checked.figures):
        why = f"bara exemplets egna uppgifter står att jämföra: {own}"
        return replace(checked, verdict=Verdict.NOT_EXPRESSIBLE, why=why)
    said = (*workings.said, f"exemplets egna uppgifter ({own}) prövas inte") if own else workings.said
    return replace(checked, workings=replace(workings, said=said))


def _differing(checked: Checked, workings: Workings) -> Checked:
    """Different, unless the example counts on a table amount of its own.

    An amount of its own shows in what follows from it; one figure that differs alone is simply different.
    """
    own_table = with_the_examples_own_table(workings)
    if own_table is not None and _apart(checked) > 1:
        changed, why = own_table
        again = _compared(changed, expected_figures(workings.example))
        if all(one.agrees for one in again):
            return replace(checked, verdict=Verdict.NOT_EXPRESSIBLE, why=why)
    return replace(checked, verdict=Verdict.DIFFERENT)


def _silence(silent: Sequence[Compared]) -> str:
    reasons: dict[str, list[str]] = {}
    for one in silent:
        reasons.setdefault(one.why, []).append(one.name)
    told = (f"{', '.join(names)}: {why}" for why, names in reasons.items())
    return "; ".join(told) or "exemplet väntar sig inget belopp att jämföra"


def _compared(workings: Workings, expected: Mapping[str, object]) -> Iterator[Compared]:
    for name, value in expected.items():
        try:
            computed, how = figure(name, workings), formula(name, workings)
            yield Compared(
                name=name,
                expected=value,
                computed=computed,
                formula=how,
                is_premise=is_premise(name, workings),
            )
        except (NotExpressible, NoTable) as trouble:
            yield Compared(name=name, expected=value, why=str(trouble))


def _same(expected: Decimal, computed: Decimal) -> bool:
    if expected == expected.to_integral_value():
        return computed.quantize(WHOLE_KRONA, ROUND_HALF_UP) == expected
    if expected == expected.quantize(ORE):
        return computed.quantize(ORE, ROUND_HALF_UP) == expected
    return abs(expected - computed) <= HALF_AN_ORE
