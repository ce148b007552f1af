"""The catalogue of incomes as a table: what counts, what does not, and who decides."""

from collections.abc import Iterator

from flows.eligibility.incomes import IncomeKind
from flows.eligibility.parameters import Parameters
from flows.eligibility.register.markdown import sentences, table
from flows.eligibility.register.settings import AGENCIES


def income_table(parameters: Parameters) -> Iterator[str]:
    """The newest catalogue; each kind in its order."""
    newest = parameters.income_catalogues[-1]
    yield sentences(
        "En inkomst räknas med det belopp som är kvar efter skatt, den månad då den betalas ut."
        " En inkomst som inte står här räknas aldrig bort i tysthet: den blir en fråga till handläggaren."
    )
    yield table(
        ("Inkomst", "Räknas", "Visas av", "Att bedöma", "Källa"),
        ((one.label, one.counted, _shown_by(one), one.remark, one.reference) for one in newest.value.kinds),
    )


def _shown_by(kind: IncomeKind) -> str:
    return AGENCIES[kind.agency] if kind.agency else "ansökan"
