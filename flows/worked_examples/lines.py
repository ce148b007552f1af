"""What `utkast cases check` prints: one line an example, the counts, and the calculation when asked for."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from flows.eligibility.assessment import Row
from flows.eligibility.wording import amount
from flows.worked_examples.check import Checked, Compared, Verdict
from flows.worked_examples.premises import NotExpressible, Premises
from flows.worked_examples.workings import Workings

ORE = Decimal("0.01")
INDENT = "    "


def line(checked: Checked) -> str:
    """The verdict, what lies behind it, and the example's id."""
    told = {
        Verdict.EQUAL: "",
        Verdict.DIFFERENT: "; ".join(_both(one) for one in checked.figures if _differs(one)),
        Verdict.NOT_EXPRESSIBLE: _why(checked),
    }[checked.verdict]
    return "  ".join(" ".join(part.split()) for part in (checked.verdict, told, checked.example.id) if part)


def counts(everything: Sequence[Checked]) -> str:
    """How many there are of each."""
    found = [one.verdict for one in everything]
    each = ", ".join(f"{found.count(verdict)} {verdict}" for verdict in Verdict)
    return f"{len(found)} exempel: {each}"


def explanation(checked: Checked) -> Iterator[str]:
    """The calculation of each month, row by row with its formula, and the choices it rests on."""
    workings = checked.workings
    if workings is None:
        return
    for premises in workings.months:
        yield f"{INDENT}{premises.period.in_words}"
        yield from (f"{INDENT}  {told}" for told in _calculation(workings, premises))
    yield from (f"{INDENT}förutsätter: {choice}" for choice in workings.said)
    yield from (
        f"{INDENT}{one.name}: {_computed(one)} (väntat {number(one.expected)})" for one in checked.figures
    )


def number(value: object) -> str:
    """A number as the file writes it, to the öre; other things as they are."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return str(value)
    exact = Decimal(value)
    whole = exact == exact.to_integral_value()
    return f"{exact:.0f}" if whole else f"{exact.quantize(ORE, ROUND_HALF_UP):f}"


def _computed(one: Compared) -> str:
    how = f" = {one.formula}" if one.formula else ""
    return one.why if one.computed is None else f"{number(one.computed)}{how}"


def _differs(one: Compared) -> bool:
    return one.computed is not None and not one.agrees


def _both(one: Compared) -> str:
    return f"{one.name} väntat {number(one.expected)} beräknat {number(one.computed)}"


def _why(checked: Checked) -> str:
    agreeing = [one.name for one in checked.figures if one.agrees]
    differing = [_both(one) for one in checked.figures if _differs(one)]
    parts = [checked.why, *differing]
    if agreeing:
        parts.append(f"stämmer: {', '.join(agreeing)}")
    return "; ".join(parts)


def _calculation(workings: Workings, premises: Premises) -> Iterator[str]:
    try:
        calculation = workings.calculation(premises)
    except NotExpressible as trouble:
        yield str(trouble)
        return
    yield from (_row(row) for row in calculation.rows)
    yield f"resultat: {amount(calculation.result)}"


def _row(row: Row) -> str:
    formula = f" = {row.formula}" if row.formula else ""
    note = f" ({row.note})" if row.note else ""
    return f"{row.section}, {row.label}: {amount(row.amount)}{formula}{note}"
