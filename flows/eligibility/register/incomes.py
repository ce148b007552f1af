"""The catalogue of incomes as a table: what counts, what does not, and who decides."""

from collections.abc import Iterator

from flows.eligibility.incomes import IncomeKind
from flows.eligibility.parameters import Parameters
from flows.eligibility.register.markdown import sentences, table
from flows.eligibility.register.settings import AGENCIES
from flows.eligibility.wording import sentence

COUNTED_IN_PART = {
    "lon": "ja, men en del räknas inte när jobbstimulans gäller",
    "lon_barn": "ja, men bara det som är över ett prisbasbelopp om året",
}
"""By key: what counts, where another rule than the catalogue takes a part away first."""


def income_table(parameters: Parameters) -> Iterator[str]:
    """The newest catalogue; each kind in its order."""
    newest = parameters.income_catalogues[-1]
    yield sentences(
        "En inkomst räknas med det belopp som är kvar efter skatt, den månad då den betalas ut."
        " En inkomst som inte står här räknas aldrig bort i tysthet: den blir en fråga till handläggaren."
    )
    yield table(
        ("Inkomst", "Räknas", "Visas av", "Att bedöma", "Källa"),
        (
            (sentence(one.label), _counted(one), _shown_by(one), one.remark, one.reference)
            for one in newest.value.kinds
        ),
    )


def _counted(kind: IncomeKind) -> str:
    return COUNTED_IN_PART.get(kind.key, kind.counted)


def _shown_by(kind: IncomeKind) -> str:
    """The agency; else the application, or the case system for what no form asks about."""
    if kind.agency:
        return AGENCIES[kind.agency]
    return "ansökan" if kind.stated_as else "ärendesystemet"
