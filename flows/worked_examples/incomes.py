"""The incomes of an example, each given to a person of the household, with who has jobbstimulans."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.eligibility.case import Member, PersonKey, Role
from flows.eligibility.incomes import Counted, IncomeCatalogue
from flows.worked_examples.form import IncomeForm
from flows.worked_examples.household import APPLICANT, CO_APPLICANT
from flows.worked_examples.income_words import IncomeWords, understood, whose
from flows.worked_examples.premises import Income, NotExpressible

SALARY = "lon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomes:
    """The incomes in the example's order.

    `local` says of locally decided kinds what the example counts; None where it does not say.
    """

    incomes: tuple[Income, ...]
    stimulated: frozenset[PersonKey]
    local: tuple[tuple[str, bool | None], ...]
    not_understood: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One income as it stands in the example, understood."""

    form: IncomeForm
    words: IncomeWords
    net: Decimal
    stimulated: bool


def read_incomes(
    forms: Sequence[IncomeForm],
    catalogue: IncomeCatalogue,
    members: Sequence[Member],
    *,
    stimulated: frozenset[PersonKey],
) -> Incomes:
    """The incomes given to their persons. Raises NotExpressible."""
    said = [_said(form, catalogue) for form in forms]
    owners = _owners(said, members, stimulated)
    having = stimulated | {owner for one, owner in zip(said, owners, strict=True) if one.stimulated}
    _all_or_none(said, owners)
    return Incomes(
        incomes=tuple(
            Income(
                number=number,
                kind=one.words.kind,
                person=owner,
                net=one.net,
                earned_before=one.words.earned_before,
            )
            for number, (one, owner) in enumerate(zip(said, owners, strict=True))
        ),
        stimulated=frozenset(having),
        local=_local(said),
        not_understood=tuple(word for one in said for word in one.words.not_understood),
    )


def _said(form: IncomeForm, catalogue: IncomeCatalogue) -> _Said:
    if form.surprises:
        raise NotExpressible(f"inkomstens {', '.join(form.surprises)} har ingen motsvarighet i reglerna")
    words = understood(form.type, catalogue)
    amounts = _amounts(form, words)
    if not amounts:
        raise NotExpressible(f"inkomsten {form.type} saknar belopp")
    if len(set(amounts)) > 1:
        raise NotExpressible(f"inkomsten {form.type} har olika belopp: {', '.join(map(str, amounts))}")
    if amounts[0] < 0:
        raise NotExpressible(f"inkomsten {form.type} är ett minusbelopp")
    if form.person:
        words = replace(words, whose=whose(form.person))
    marked = words.stimulated or form.jobbstimulans or bool(form.jobbstimulans_percent)
    if marked and words.kind.key != SALARY:
        raise NotExpressible(f"jobbstimulans gäller lön och inte {form.type}")
    return _Said(form=form, words=words, net=amounts[0], stimulated=marked)


def _amounts(form: IncomeForm, words: IncomeWords) -> list[Decimal]:
    """The amount after tax in each way the example states it."""
    stated = (form.net, form.net_gross_of_jobbstimulans, words.this_month)
    amounts = [one for one in stated if one is not None]
    if not amounts and form.gross is not None and form.tax is not None:
        return [form.gross - form.tax]
    return amounts


def _local(said: Sequence[_Said]) -> tuple[tuple[str, bool | None], ...]:
    """Of kinds that the municipality decides about: what the example counts shows what it has decided."""
    decided: dict[str, bool | None] = {}
    for one in said:
        if one.words.kind.counted is Counted.LOCAL:
            shown = None if one.form.counted is None else one.form.counted != 0
            decided[one.words.kind.key] = decided.get(one.words.kind.key) if shown is None else shown
    return tuple(sorted(decided.items()))


def _owners(
    said: Sequence[_Said], members: Sequence[Member], stimulated: frozenset[PersonKey]
) -> list[PersonKey]:
    """Whose each income is; a wage without jobbstimulans beside one with it belongs to the other adult."""
    adults = [one.key for one in members if one.role is not Role.CHILD]
    marked = any(one.stimulated for one in said)
    with_it = next(iter(sorted(stimulated)), adults[0] if adults else APPLICANT)
    without_it = next((key for key in adults if key != with_it), with_it)
    unsure = bool(stimulated) and not marked and len(adults) > len(stimulated)
    return [
        _owner(one, members, with_it if _has_it(one, unsure=unsure, marked=marked) else without_it)
        for one in said
    ]


def _has_it(one: _Said, *, unsure: bool, marked: bool) -> bool:
    """Whether a wage is that of the adult with jobbstimulans, where the words do not say whose it is.

    Where no wage is marked and one adult of two has it, the example tells by counting less than all of it.
    """
    if not unsure:
        return one.stimulated or not marked
    if one.words.kind.key == SALARY and not one.words.whose and one.form.counted is None:
        raise NotExpressible(
            f"vems {one.form.type} är framgår inte, och bara en av de vuxna har jobbstimulans"
        )
    return one.form.counted != one.net


def _owner(one: _Said, members: Sequence[Member], wage_earner: PersonKey) -> PersonKey:
    keys = [member.key for member in members]
    match one.words.whose:
        case "barn":
            children = [member for member in members if member.role is Role.CHILD]
            if not children:
                raise NotExpressible(f"inkomsten {one.form.type} är ett barns, och hushållet har inget barn")
            return min(children, key=lambda member: member.born).key
        case "medsokande":
            if CO_APPLICANT not in keys:
                raise NotExpressible(
                    f"inkomsten {one.form.type} är medsökandens, och det finns ingen medsökande"
                )
            return CO_APPLICANT
        case "sokande":
            return APPLICANT
        case _:
            return wage_earner if one.words.kind.key == SALARY else APPLICANT


def _all_or_none(said: Sequence[_Said], owners: Sequence[PersonKey]) -> None:
    """Jobbstimulans is the person's (SoL 12 kap. 8 §): it cannot hold for one wage and not for another."""
    marks: dict[PersonKey, set[bool]] = {}
    for one, owner in zip(said, owners, strict=True):
        if one.words.kind.key == SALARY:
            marks.setdefault(owner, set()).add(one.stimulated)
    if {True, False} in marks.values():
        raise NotExpressible("jobbstimulans gäller all lön som en person har, och här bara en del av den")
