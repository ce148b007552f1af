"""Which kind of the income catalogue an example's own words mean, and whose income it is.

Words that are not understood are kept: an example with such words is called neither equal nor different.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.eligibility.incomes import IncomeCatalogue, IncomeKind
from flows.eligibility.period import MONTH_NAMES
from flows.worked_examples.premises import NotExpressible

ALSO_CALLED = {
    "lön": "lon",
    "nettolön": "lon",
    "timlön": "lon",
    "månadslön": "lon",
    "arbetsinkomst": "lon",
    "lön netto": "lon",
    "inkomst av anställning": "lon",
    "csn": "studiemedel",
    "csn bidrag": "studiemedel",
    "csn lån": "studiemedel",
    "csn studiemedel": "studiemedel",
    "studiemedel bidrag": "studiemedel",
    "studiemedel lån": "studiemedel",
    "studielån": "studiemedel",
    "utbildningsbidrag inkl. lån": "studiemedel",
    "csn extra tillägg": "extra_tillagg",
    "studiehjälp gymnasium": "studiehjalp",
    "studiebidrag/studiehjälp gymnasium": "studiehjalp",
    "gåvor": "gava",
    "lån": "gava",
    "privata lån": "gava",
    "vinster": "gava",
    "rehab": "sjukpenning",
    "rehabiliteringsersättning": "sjukpenning",
    "sjuk-/aktivitetsersättning": "sjukersattning",
    "tillf. föräldrapenning": "tillfallig_foraldrapenning",
    "vårdbidrag/omvårdnadsbidrag": "vardbidrag",
    "omvårdnadsbidrag/vårdbidrag": "vardbidrag",
    "hyresinkomst": "hyra_inneboende",
    "överskott": "overskott",
    "normöverskott": "overskott",
    "överskott från föregående månad": "overskott",
    "normöverskott från föregående månad": "overskott",
    "överskjutande inkomst": "overskott",
    "överskott föregående månad": "overskott",
    "normöverskott föregående månad": "overskott",
    "swish": "swish",
    "insättningar": "swish",
    "kontoinsättning": "swish",
    "kontoinsättningar": "swish",
    "a-kasseersättning": "akassa",
    "arbetslöshetskassa": "akassa",
    "alfa": "akassa",
    "a-kassa/alfa": "akassa",
    "skattåterbäring": "skatteaterbaring",
    "flerbarnstillägg": "barnbidrag",
    "barnbidrag och flerbarnstillägg": "barnbidrag",
    "barnbidrag inkl flerbarnstillägg": "barnbidrag",
    "barnbidrag inkl. flerbarnstillägg": "barnbidrag",
}
SURPLUS = "overskott"
"""The one kind that neither an authority shows nor the applicant states: the case system has it."""
PERSONS = (
    ("medsokande", r"medsökande[ns]*|co[-_]applicant|(?:vuxen|person) [2b]|(?<=^lön )b"),
    ("medsokande", r"sambo(?:n|ns)?|make(?:n|ns)?|maka(?:n|ns)?|partner(?:n|ns)?"),
    ("sokande", r"sökande[ns]*|applicant|(?:vuxen|person) [1a]|(?<=^lön )a"),
    ("barn", r"barn(?:et|ets|s)?|ungdomens?|elevens?|child"),
)
"""Whose an income is, by the words for it."""
BEFORE_TAX = frozenset({"brutto", "bruttolön", "före skatt"})
_MONTH = rf"(?:{'|'.join(MONTH_NAMES)})(?: \d{{4}})?|\d{{4}}-\d{{2}}"
_EMPLOYED = "timanställning|vikariat|deltid|heltid"
_PLAIN = re.compile(
    rf"netto|efter skatt|(?:per |i |för )?månad(?:en)?|kr(?:onor)?(?:/mån(?:ad)?)?|{_EMPLOYED}|{_MONTH}"
)
"""Words that change nothing: every amount is net and monthly, and an income counts in its own month."""
_AGE = re.compile(r"\d{1,2}(?: år)?")
_STIMULATED = re.compile(r"(?:med )?jobbstimulans")
_NOT_STIMULATED = re.compile(r"(?:utan|ej|inte|ingen) jobbstimulans")
_KRONOR = r"([\d \u00a0]+?)(?: ?kr(?:onor)?)?"
_EARNED = re.compile(rf"ackumulerat (?:före|innan) månaden:? {_KRONOR}")
_THIS_MONTH = re.compile(rf"månaden:? {_KRONOR}")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeWords:
    """What the words say: the kind, whose it is (blank when not said), and what was not understood."""

    kind: IncomeKind
    whose: str = ""
    stimulated: bool = False
    earned_before: Decimal | None = None
    this_month: Decimal | None = None
    not_understood: tuple[str, ...] = ()


def understood(text: str, catalogue: IncomeCatalogue) -> IncomeWords:
    """What the words mean. Raises NotExpressible for an income that the catalogue does not have."""
    bare, remarks = _parted(text.casefold(), catalogue)
    if any(word in text.casefold() for word in BEFORE_TAX):
        raise NotExpressible(f"inkomsten {text} är före skatt, och det är lön efter skatt som räknas")
    owner, kind = _owned(bare, catalogue)
    if kind is None:
        raise NotExpressible(_unknown(text, bare, catalogue))
    read = IncomeWords(kind=kind, whose=owner)
    for remark in remarks:
        read = _with_remark(read, remark)
    return read


def _with_remark(read: IncomeWords, remark: str) -> IncomeWords:
    """What one remark adds; a remark that is not understood in every word is kept."""
    named, rest = _owner(remark)
    read = replace(read, whose=named or read.whose)
    if found := _EARNED.fullmatch(rest):
        return replace(read, earned_before=_kronor(found[1]))
    if found := _THIS_MONTH.fullmatch(rest):
        return replace(read, this_month=_kronor(found[1]))
    if _STIMULATED.fullmatch(rest):
        return replace(read, stimulated=True)
    if _NOT_STIMULATED.fullmatch(rest):
        return replace(read, stimulated=False)
    of_a_person = bool(named) and (not rest or bool(_AGE.fullmatch(rest)))
    if of_a_person or _PLAIN.fullmatch(rest) or rest in _parts_of(read.kind):
        return read
    return replace(read, not_understood=(*read.not_understood, remark))


def _unknown(text: str, bare: str, catalogue: IncomeCatalogue) -> str:
    """Which words are unknown: the whole name, or those beside a kind that is known."""
    words = bare.split()
    parts = sorted(
        ((first, last) for first in range(len(words)) for last in range(first + 1, len(words) + 1)),
        key=lambda part: part[0] - part[1],
    )
    for first, last in parts:
        kind = _kind(" ".join(words[first:last]), catalogue)
        if kind is not None:
            rest = " ".join((*words[:first], *words[last:]))
            return f"i inkomsten {text} förstås {kind.label}, men inte {rest}"
    return f"inkomsten {text} finns inte i inkomstkatalogen"


def whose(text: str) -> str:
    """The person that the words name: `sokande`, `medsokande` or `barn`. Raises NotExpressible."""
    owner, rest = _owner(text.casefold())
    if not owner or not (not rest or _AGE.fullmatch(rest)):
        raise NotExpressible(f"personen {text} finns inte i hushållet")
    return owner


def _parted(text: str, catalogue: IncomeCatalogue) -> tuple[str, list[str]]:
    """The name, and what stands in brackets or after commas; the comma of a label belongs to the name."""
    bracketed = re.findall(r"\(([^)]*)\)", text)
    unbracketed = " ".join(re.sub(r"\([^)]*\)", " ", re.sub(r"\s*/\s*", "/", text)).split())
    labels = (kind.label.casefold() for kind in catalogue.kinds if "," in kind.label and _sayable(kind))
    label = next((one for one in labels if f"{unbracketed},".startswith(f"{one},")), "")
    name, *rest = (label, *unbracketed[len(label) :].split(",")[1:]) if label else unbracketed.split(",")
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
    sayable = (kind for kind in catalogue.kinds if _sayable(kind))
    return next((kind for kind in sayable if key in (kind.key, *_names(kind))), None)


def _sayable(kind: IncomeKind) -> bool:
    return bool(kind.codes or kind.stated_as or kind.key == SURPLUS)


def _parts_of(kind: IncomeKind) -> tuple[str, ...]:
    """What a label says of itself: `studiemedel (bidrag och lån)` adds nothing to it."""
    return tuple(part.strip() for part in kind.label.casefold().split(",")[1:]) + _names(kind)


def _names(kind: IncomeKind) -> tuple[str, ...]:
    """The label, each of the things it names, and the form's own words, all in small letters."""
    labels = (kind.label, *kind.label.split("/"))
    words = (word.removeprefix("BENEFIT:") for word in kind.stated_as)
    return tuple(name.casefold() for name in (*labels, *words))


def _kronor(digits: str) -> Decimal:
    return Decimal("".join(digits.split()))
