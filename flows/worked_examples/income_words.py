"""Which kind of the income catalogue an example's own words mean, and whose income it is.

Words that are not understood are kept: an example that rests on them is never called different for that.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.incomes import IncomeCatalogue, IncomeKind
from flows.worked_examples.premises import NotExpressible

ALSO_CALLED = {
    "lön": "lon",
    "nettolön": "lon",
    "lön netto": "lon",
    "inkomst av anställning": "lon",
    "csn": "studiemedel",
    "csn bidrag": "studiemedel",
    "csn lån": "studiemedel",
    "överskott": "overskott",
    "normöverskott": "overskott",
    "överskott från föregående månad": "overskott",
    "normöverskott från föregående månad": "overskott",
    "överskjutande inkomst": "overskott",
    "överskott föregående månad": "overskott",
    "normöverskott föregående månad": "overskott",
    "swish": "swish",
    "insättningar": "swish",
    "a-kasseersättning": "akassa",
    "arbetslöshetskassa": "akassa",
    "skattåterbäring": "skatteaterbaring",
    "flerbarnstillägg": "barnbidrag",
    "barnbidrag och flerbarnstillägg": "barnbidrag",
}
SURPLUS = "overskott"
"""The one kind that neither an authority shows nor the applicant states: the case system has it."""
PERSONS = (
    ("medsokande", r"medsökande[ns]*|co[-_]applicant|(?:vuxen|person) [2b]"),
    ("medsokande", r"sambo(?:n|ns)?|make(?:n|ns)?|maka(?:n|ns)?|partner(?:n|ns)?"),
    ("sokande", r"sökande[ns]*|applicant|(?:vuxen|person) [1a]"),
    ("barn", r"barn(?:et|ets)?|ungdomens?|elevens?|child"),
)
"""Whose an income is, by the words for it."""
WITHOUT = ("utan", "ej", "inte", "ingen")
BEFORE_TAX = frozenset({"brutto", "bruttolön", "före skatt"})
PLAIN_WORDS = frozenset({"netto", "efter skatt", "per månad", "månad"})
_EARNED = re.compile(r"ackumulerat (?:före|innan) månaden ([\d \u00a0]+)")
_THIS_MONTH = re.compile(r"^månaden ([\d \u00a0]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeWords:
    """What the words say: the kind, whose it is (blank when not said), and what was not understood."""

    kind: IncomeKind
    whose: str
    stimulated: bool
    earned_before: Decimal | None
    this_month: Decimal | None
    not_understood: tuple[str, ...]


def understood(text: str, catalogue: IncomeCatalogue) -> IncomeWords:
    """What the words mean. Raises NotExpressible for an income that the catalogue does not have."""
    bare, remarks = _parted(text.casefold())
    if any(word in text.casefold() for word in BEFORE_TAX):
        raise NotExpressible(f"inkomsten {text} är före skatt, och det är lön efter skatt som räknas")
    owner, kind = _owned(bare, catalogue)
    if kind is None:
        raise NotExpressible(f"inkomsten {text} finns inte i inkomstkatalogen")
    earned, month, unclear = None, None, []
    stimulated = False
    for remark in remarks:
        named, _ = _owner(remark)
        owner = named or owner
        if found := _EARNED.fullmatch(remark):
            earned = _kronor(found[1])
        elif found := _THIS_MONTH.fullmatch(remark):
            month = _kronor(found[1])
        elif "jobbstimulans" in remark:
            stimulated = not remark.startswith(WITHOUT)
        elif not named and remark not in PLAIN_WORDS:
            unclear.append(remark)
    return IncomeWords(
        kind=kind,
        whose=owner,
        stimulated=stimulated,
        earned_before=earned,
        this_month=month,
        not_understood=tuple(unclear),
    )


def whose(text: str) -> str:
    """The person that the words name: `sokande`, `medsokande` or `barn`. Raises NotExpressible."""
    owner, _ = _owner(text.casefold())
    if not owner:
        raise NotExpressible(f"personen {text} finns inte i hushållet")
    return owner


def _parted(text: str) -> tuple[str, list[str]]:
    """The name, and what stands in brackets or after commas."""
    bracketed = re.findall(r"\(([^)]*)\)", text)
    name, *rest = re.sub(r"\([^)]*\)", " ", text).split(",")
    parts = [part.strip() for remark in (*rest, *bracketed) for part in remark.split(",")]
    return " ".join(name.split()), [part for part in parts if part]


def _owned(name: str, catalogue: IncomeCatalogue) -> tuple[str, IncomeKind | None]:
    """Whose income and of which kind; `hyresdel från barn` is a kind of its own before it is a child's."""
    kind = _kind(name, catalogue)
    if kind is not None:
        return "", kind
    owner, rest = _owner(name)
    return owner, _kind(rest, catalogue)


def _owner(text: str) -> tuple[str, str]:
    """`barnets lön` is a child's `lön`, and `lön vuxen 2` the co-applicant's."""
    for owner, word in PERSONS:
        rest = re.sub(rf"(?<!\w)(?:{word})(?!\w)", " ", text)
        if rest != text:
            return owner, " ".join(rest.split())
    return "", text


def _kind(name: str, catalogue: IncomeCatalogue) -> IncomeKind | None:
    key = ALSO_CALLED.get(name, name)
    sayable = (kind for kind in catalogue.kinds if kind.codes or kind.stated_as or kind.key == SURPLUS)
    return next((kind for kind in sayable if key in (kind.key, *_names(kind))), None)


def _names(kind: IncomeKind) -> tuple[str, ...]:
    """The label, each of the things it names, and the form's own words, all in small letters."""
    labels = (kind.label, *kind.label.split("/"))
    words = (word.removeprefix("BENEFIT:") for word in kind.stated_as)
    return tuple(name.casefold() for name in (*labels, *words))


def _kronor(digits: str) -> Decimal:
    return Decimal("".join(digits.split()))
