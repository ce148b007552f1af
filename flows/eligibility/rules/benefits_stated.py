"""Does the application agree with what the authorities show? The authority's figure counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.incomes import Counted, IncomeKind
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import counts
from flows.eligibility.rules.late_payments import late
from flows.eligibility.rules.shown_incomes import ShownIncome, answered, shown_incomes
from flows.eligibility.rules.stated_month import stated_in_income_month
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor

SAY = Speaker("uppgivet mot visat")
ONE_KRONA = Decimal(1)
NOTHING = Decimal(0)


def answer(question: Question) -> Answer:
    """Compare each kind for the household as a whole: the form does not say which of two parents is paid."""
    late_kinds = {one.stream.kind.key for one in late(question)}
    return Answer(
        findings=tuple(
            finding
            for one in _compared(question)
            if not (one.only_stated and one.kind.key in late_kinds)
            for finding in _compare(question, one)
        )
    )


def asked_about(question: Question) -> frozenset[str]:
    """The kinds that are stated and that no authority shows: an open question here."""
    return frozenset(one.kind.key for one in _compared(question) if one.only_stated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One kind: what authorities show the household paid, and the amounts that the application states."""

    kind: IncomeKind
    payments: tuple[ShownIncome, ...]
    entries: tuple[Decimal, ...]

    @property
    def shown(self) -> Decimal:
        """The sum of what is shown, kronor."""
        return sum((one.net for one in self.payments), NOTHING)

    @property
    def stated(self) -> Decimal:
        """The sum of what is stated, kronor."""
        return sum(self.entries, NOTHING)

    @property
    def only_stated(self) -> bool:
        """Whether it is stated and nobody shows it."""
        return bool(self.stated) and not self.payments


def _compared(question: Question) -> Iterator[Compared]:
    if question.statement is None:
        return
    all_shown = shown_incomes(question, question.income_month)
    all_stated = stated_in_income_month(question)
    for kind in question.catalogue.kinds:
        if kind.codes and _may_count(question, kind) and answered(question, kind):
            yield Compared(
                kind=kind,
                payments=tuple(one for one in all_shown if one.kind == kind),
                entries=tuple(one.amount for one in all_stated if one.kind in kind.stated_as),
            )


def _may_count(question: Question, kind: IncomeKind) -> bool:
    """Whether it counts, or nobody has said that it does not."""
    undecided = kind.counted is Counted.LOCAL and kind.key not in question.rules.local_incomes
    return counts(question, kind) or kind.counted is Counted.ASK or undecided


def _compare(question: Question, one: Compared) -> Iterator[Finding]:
    label, about = one.kind.label, f"hushåll/{one.kind.key}"
    evidence, law = [payment.evidence for payment in one.payments], question.law(Law.INCOMES)
    if one.only_stated:
        reason = (
            f"{label}, {kronor(one.stated)}, uppges i ansökan men syns inte hos myndigheten."
            f"{_paid_before(question, one.kind)} Vilket belopp gäller?"
        )
        asks = f"besked eller specifikation som visar {label} på {kronor(one.stated)}"
        yield SAY.open(reason, law, warns=WarningKind.MISSING_SSBTEK, about=about, asks=asks)
    elif not counts(question, one.kind):
        return
    elif one.payments and not one.entries:
        reason = f"{label}, {kronor(one.shown)}, uppges inte i ansökan. Myndighetens belopp räknas."
        kind = WarningKind.INCOME_STATED_OTHERWISE
        yield SAY.deviation(reason, law, evidence, warns=kind, about=about)
    elif abs(one.shown - one.stated) > ONE_KRONA:
        reason = (
            f"{label}: {kronor(one.stated)} är uppgivet i ansökan, myndigheten visar {kronor(one.shown)}."
            " Myndighetens belopp räknas."
        )
        kind = WarningKind.INCOME_STATED_OTHERWISE
        yield SAY.deviation(reason, law, evidence, warns=kind, about=about)


def _paid_before(question: Question, kind: IncomeKind) -> str:
    month = question.income_month.shifted(-1)
    before = sum((one.net for one in shown_incomes(question, month) if one.kind == kind), NOTHING)
    return f" I {month.in_words} betalades {kronor(before)} ut." if before else ""


RULE = Rule(
    name=SAY.rule,
    asks="Stämmer ansökan med det som myndigheterna visar?",
    facts=("ansökan: inkomster", "myndigheterna: utbetalningar"),
    does="Jämför varje inkomst. Myndighetens belopp räknas.",
    leaves="När en uppgiven ersättning inte syns hos myndigheten.",
    laws=(Law.INCOMES,),
    numbers=("inkomster",),
    settings=("local_incomes", "income_month"),
    warns=(WarningKind.MISSING_SSBTEK, WarningKind.INCOME_STATED_OTHERWISE),
    answer=answer,
)
