"""Own means come first: assets that the applicant states, and capital income that shows that there are some.

Skatteverket shows 0 for missing and negative capital income alike, so 0 proves nothing and is passed over.
"""

from collections.abc import Iterator

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Finding
from flows.eligibility.case import PersonKey, TaxAnswers
from flows.eligibility.facts import Fact
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor, sentence

SAY = Speaker("tillgångar")


def answer(question: Question) -> Answer:
    """Open for stated assets and for capital income worth a question."""
    capital = (
        finding
        for person, answers in sorted(question.facts.tax.items())
        for finding in _capital(question, person, answers)
    )
    return Answer(findings=(*_stated(question), *capital))


def _stated(question: Question) -> Iterator[Finding]:
    assets = question.statement.assets if question.statement else ()
    for kind in sorted({asset.kind for asset in assets}):
        name = question.rules.asset_names.get(kind, "en tillgång")
        reason = f"Den sökande uppger {name}. Kan tillgången användas eller säljas?"
        yield SAY.open(
            reason,
            question.law(Law.RIGHT),
            warns=WarningKind.NEW_ASSETS,
            about=f"hushåll/{kind.lower()}",
            asks=f"uppgift om {name}: värdet, och om tillgången går att sälja eller använda",
        )


def _capital(question: Question, person: PersonKey, answers: TaxAnswers) -> Iterator[Finding]:
    if not isinstance(answers.capital, Fact):
        return
    source, at = answers.capital.source, answers.capital.fetched_at
    for income in sorted(answers.capital.value, key=lambda one: one.year):
        if income.amount <= 0:
            continue
        evidence = (seen(f"Kapitalinkomst {income.year}", kronor(income.amount), source, as_of=at),)
        who = sentence(question.person(person))
        reason = f"{who} hade kapitalinkomst {income.year}, {kronor(income.amount)}."
        if income.amount >= question.rules.capital_income_question_from:
            yield SAY.open(
                f"{reason} Finns det tillgångar?",
                question.law(Law.RIGHT),
                evidence,
                warns=WarningKind.NEW_ASSETS,
                about=f"{person}/kapitalinkomst-{income.year}",
                asks=f"underlag som visar kapitalinkomsten {income.year}, och vilka tillgångar du har i dag",
            )
        else:
            yield SAY.note(f"{reason} Beloppet är litet.", question.law(Law.RIGHT), evidence)


RULE = Rule(
    name=SAY.rule,
    asks="Har hushållet egna tillgångar?",
    facts=("ansökan: tillgångar", "Skatteverket: inkomst av kapital"),
    does="Visar det som uppges och det som kapitalinkomsten tyder på.",
    leaves="Alltid när det finns en tillgång: handläggaren bedömer den.",
    laws=(Law.RIGHT,),
    settings=("capital_income_question_from", "asset_names"),
    warns=(WarningKind.NEW_ASSETS,),
    answer=answer,
)
