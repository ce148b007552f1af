"""One section for each rule: what it asks, looks at and does, when a person takes over, its paragraphs."""

from collections.abc import Iterator, Sequence
from datetime import date

from flows.eligibility.answer import Rule
from flows.eligibility.parameters import Law, Parameters
from flows.eligibility.reform import ReformName
from flows.eligibility.register.dates import Span, days, joined
from flows.eligibility.register.headings import CHOICES, OF_PARAMETER
from flows.eligibility.register.markdown import bullets, heading, link
from flows.eligibility.register.settings import SETTINGS
from flows.eligibility.wording import sentence


def rule_sections(rules: Sequence[Rule], parameters: Parameters) -> Iterator[str]:
    """Every rule in the order it is asked."""
    for number, rule in enumerate(rules, start=1):
        yield heading(3, f"{number}. {rule.asks}")
        yield bullets(_told(rule, parameters))


def _told(rule: Rule, parameters: Parameters) -> Iterator[str]:
    if rule.reform:
        when = days(_first_day(rule.reform, parameters), None)
        yield f"**Gäller:** bistånd som avser tiden {when}. Regeln säger inget om tidigare månader."
    if rule.facts:
        yield f"**Tittar på:** {'; '.join(rule.facts)}."
    yield f"**Gör:** {rule.does}"
    yield f"**Lämnar till handläggaren:** {rule.leaves}"
    yield _listed("**Grund:**", tuple(_paragraphs(rule, parameters)))
    if rule.numbers:
        shown = (link(name.lower(), name) for name in (OF_PARAMETER[one] for one in rule.numbers))
        yield f"**Uppgifter ur tabell:** {', '.join(shown)}."
    if rule.settings:
        choices = ", ".join(SETTINGS[name].title.lower() for name in rule.settings)
        yield f"**{link('Kommunen väljer', CHOICES)}:** {choices}."
    if rule.warns:
        yield f"**Kan varna för:** {', '.join(one.label for one in rule.warns)}."
    yield f"**Regelns namn:** {sentence(rule.name)}."


def _listed(label: str, paragraphs: Sequence[str]) -> str:
    """One on the same line; several each on a line of its own."""
    if len(paragraphs) == 1:
        return f"{label} {paragraphs[0]}."
    return "\n".join([label, *(f"    - {one}" for one in paragraphs)])


def _paragraphs(rule: Rule, parameters: Parameters) -> Iterator[str]:
    """Each paragraph once with the days it answers the rule's questions; a paragraph of all days alone."""
    found: dict[str, None] = {}
    for law in rule.laws:
        found |= dict.fromkeys(_answered_by(law, parameters, rule.reform))
    yield from found


def _first_day(reform: ReformName, parameters: Parameters) -> date:
    """The first day whose support the reform concerns. Raises ValueError for a reform without a day."""
    return min(one.starts for one in parameters.reforms if one.value.name is reform)


def _answered_by(law: Law, parameters: Parameters, reform: ReformName | None) -> list[str]:
    """The paragraphs that have answered, newest first; of a reform's rule, none that ended before it."""
    since = _first_day(reform, parameters) if reform else date.min
    spans = joined(
        Span(text=dated.value[law], starts=dated.starts, ends=dated.ends)
        for dated in parameters.law_references
        if law in dated.value and (dated.ends is None or dated.ends >= since)
    )
    first = parameters.law_references[0].starts
    return [_with_days(span, first) for span in reversed(spans)]


def _with_days(span: Span, first: date) -> str:
    """The paragraph and its days; one that answers every month the page knows of needs none."""
    if span.starts == first and span.ends is None:
        return span.text
    return f"{span.text}, {days(span.starts, span.ends, since=first)}"
