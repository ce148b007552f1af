"""The costs of an example: which are försörjningsstöd (SoL 12 kap. 7 §), and what is a person's decision."""

from collections.abc import Iterator, Sequence

from flows.eligibility.assessment import Section
from flows.worked_examples.form import CostForm
from flows.worked_examples.premises import Cost, NotExpressible

RENT_WORDS = frozenset({"boendekostnad", "boende", "hyra", "rent", "housing"})
SUPPORT_WORDS = frozenset(
    {"hushållsel", "el", "elkostnad", "electricity", "hemförsäkring", "home_insurance", "arbetsresor"}
    | {"resor", "travel_approved", "a-kassa", "a-kasseavgift", "arbetslöshetskassa", "unemployment_fund"}
    | {"fackavgift", "fackföreningsavgift", "union_fee", "internet", "bredband"}
    | {"utgifter", "utgift", "övriga utgifter"}
)
"""What försörjningsstöd covers beside the norm; internet is local and stands among them in case systems."""


def read_costs(costs: Sequence[CostForm], special_costs: Sequence[CostForm]) -> tuple[Cost, ...]:
    """The costs in the example's order. Raises NotExpressible."""
    ordinary = (_cost(form, None) for form in costs)
    return (*ordinary, *(_cost(form, Section.SPECIAL_COST) for form in special_costs))


def fully_granted(costs: Sequence[Cost]) -> Iterator[Cost]:
    """The same costs without the decisions of a person."""
    yield from (_as_applied(cost) if cost.by_person else cost for cost in costs)


def _as_applied(cost: Cost) -> Cost:
    return Cost(label=cost.label, section=cost.section, applied=cost.applied, is_rent=cost.is_rent)


def is_rent(form: CostForm) -> bool:
    """Whether the cost is what the dwelling costs."""
    return _bare(form.type) in RENT_WORDS


def _cost(form: CostForm, section: Section | None) -> Cost:
    if form.surprises:
        raise NotExpressible(f"kostnadens {', '.join(form.surprises)} har ingen motsvarighet i reglerna")
    applied = form.approved if form.applied is None else form.applied
    if applied is None:
        raise NotExpressible(f"kostnaden {form.type} saknar belopp")
    if applied < 0:
        raise NotExpressible(f"kostnaden {form.type} är ett minusbelopp")
    name = _bare(form.type)
    section = section or (Section.COST if name in RENT_WORDS | SUPPORT_WORDS else Section.SPECIAL_COST)
    if section is Section.SPECIAL_COST and form.approved is None:
        raise NotExpressible(f"en person bedömer {form.type}, och exemplet säger inte vad som är godkänt")
    by_person = form.cap is None and form.approved is not None and form.approved < applied
    return Cost(
        label=form.type[:1].upper() + form.type[1:],
        section=section,
        applied=applied,
        highest=form.approved if by_person else form.cap,
        by_person=by_person,
        is_rent=is_rent(form) and section is Section.COST,
    )


def _bare(text: str) -> str:
    return text.partition("(")[0].strip().casefold()
