"""A decision that differs from its draft as a proposed legal case: the facts without identity, and what a
person decided of them. A person reads it before it becomes a test; until then it proves nothing.

Birthdays become the first of their month, employers become numbers, and free text goes. Whether the law says
the same of what is left is tried, and told in the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import yaml
from pydantic import TypeAdapter

from flows.eligibility.assess import assess
from flows.eligibility.assessment import Assessment
from flows.eligibility.case import CaseFacts, EmployerDeclaration, History, Statement, TaxAnswers
from flows.eligibility.facts import Fact, Known
from flows.eligibility.parameters import Parameters
from flows.follow_up.decided import DecisionKind, HumanDecision
from flows.follow_up.proposed import signature_of
from flows.municipality import Municipality
from flows.records import Assessed
from flows.swedish_time import SWEDEN

NOBODY, REMOVED, IN_THE_FILE = "UTK-0000-1", "(borttaget)", "(står i akten)"
PLANS = frozenset({"WORK", "JOBSEEKING", "SICK_LEAVE", "SFI", "OTHER"})
"""What the applicant can choose in the form; whatever else stands among the plans are own words."""
PROPOSED = {
    DecisionKind.GRANTED: "BIFALL",
    DecisionKind.PARTLY: "DELAVSLAG",
    DecisionKind.REFUSED: "AVSLAG",
}
HEADING = """\
# Ett föreslaget testfall ur uppföljningen: fakta utan identitet, och vad en handläggare beslutade.
# Läs det, rätta det, och skriv "granskat: ja" när väntat är vad lagen säger. Först då är det ett test.
"""


class NoCase(Exception):
    """There is nothing that a case could be made of; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The law as it is asked: national numbers and the municipality's own choices."""

    parameters: Parameters
    municipality: Municipality


def case_of(assessed: Assessed, decision: HumanDecision, law: Law) -> str:
    """The file. Raises NoCase for a decision that the law has no word for."""
    if decision.kind not in PROPOSED:
        raise NoCase(f"The decision is {decision.kind.value}, which no draft can propose.")
    facts, today = without_identity(assessed.facts), assessed.made_at.astimezone(SWEDEN).date()
    before, after = (_asked(law, one, today) for one in (assessed.facts, facts))
    refused = decision.kind is DecisionKind.REFUSED
    written: Mapping[str, Any] = {
        "namn": f"Uppföljning – {facts.period.in_words}, fakta {signature_of(facts, after).key}",
        "granskat": "nej",
        "kommun": law.municipality.slug,
        "idag": today,
        "roboten_föreslog": _said(after),
        "samma_utan_identitet": "ja" if _outcomes(before) == _outcomes(after) else "nej",
        "väntat": {
            "förslag": PROPOSED[decision.kind],
            "belopp": None if refused or decision.amount is None else str(decision.amount),
        },
        "orsak_till_ändringen": IN_THE_FILE if decision.reason.strip() else "",
        "fakta": _facts().dump_python(facts, mode="json"),
    }
    body = yaml.safe_dump([dict(written)], allow_unicode=True, sort_keys=False, width=110)
    return HEADING + body


def read_facts(stored: object) -> CaseFacts:
    """The facts of such a file again. Raises ValueError."""
    return _facts().validate_python(stored)


def without_identity(facts: CaseFacts) -> CaseFacts:
    """The same facts about nobody in particular."""
    employers: dict[str, str] = {}

    def employer(name: str) -> str:
        return employers.setdefault(name, f"Arbetsgivare {len(employers) + 1}") if name else ""

    def unnamed(known: Known[tuple[EmployerDeclaration, ...]]) -> Known[tuple[EmployerDeclaration, ...]]:
        if not isinstance(known, Fact):
            return known
        return replace(
            known, value=tuple(replace(one, employer=employer(one.employer)) for one in known.value)
        )

    def taxed(answers: TaxAnswers) -> TaxAnswers:
        return replace(
            answers,
            declarations=unnamed(answers.declarations),
            earlier_in_year=unnamed(answers.earlier_in_year),
        )

    stated = facts.statement
    if isinstance(stated, Fact):
        stated = replace(stated, value=_stated(stated.value, employer))
    return replace(
        facts,
        case_ref=NOBODY,
        members=tuple(replace(one, born=one.born.replace(day=1)) for one in facts.members),
        statement=stated,
        history=_without_words(facts.history),
        tax={key: taxed(answers) for key, answers in facts.tax.items()},
    )


def _stated(statement: Statement, employer: Any) -> Statement:
    return replace(
        statement,
        message=_removed(statement.message),
        plans=tuple(one if one in PLANS else _removed(one) for one in statement.plans),
        incomes=tuple(replace(one, payer=employer(one.payer)) for one in statement.incomes),
        costs=tuple(replace(one, specification=_removed(one.specification)) for one in statement.costs),
        assets=tuple(replace(one, description=_removed(one.description)) for one in statement.assets),
    )


def _without_words(history: Known[History]) -> Known[History]:
    """A warning's text may name an employer, and may be a colleague's."""
    if not isinstance(history, Fact):
        return history
    warnings = tuple(replace(one, text=_removed(one.text)) for one in history.value.warnings)
    return replace(history, value=replace(history.value, warnings=warnings))


def _removed(text: str) -> str:
    """That there were words is a fact that rules look at; what they were is not."""
    return REMOVED if text.strip() else ""


def _asked(law: Law, facts: CaseFacts, today: date) -> Assessment:
    return assess(facts, law.parameters, law.municipality.rules, today=today)


def _outcomes(assessment: Assessment) -> object:
    found = {(one.rule, one.verdict, one.weight) for one in assessment.findings}
    return assessment.proposal, assessment.amount, found


def _said(assessment: Assessment) -> Mapping[str, str | None]:
    amount = assessment.amount
    return {"förslag": str(assessment.proposal), "belopp": None if amount is None else str(amount)}


@cache
def _facts() -> TypeAdapter[CaseFacts]:
    return TypeAdapter(CaseFacts)
