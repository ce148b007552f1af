"""Benefits applied for and not yet decided: other support comes before försörjningsstöd.

A claim with a near payment date is waited for; one without is a question (förskott på förmån).
"""

from collections.abc import Iterator
from datetime import timedelta

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import BenefitClaim, PersonKey
from flows.eligibility.facts import Fact
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import day, sentence

SAY = Speaker("anspråk")


def answer(question: Question) -> Answer:
    """A wait or an open question for each claim, and for each benefit only the applicant tells of."""
    claims = list(_shown(question))
    under_way = [one for _, one in claims if one.status not in question.rules.finished_claim_statuses]
    findings = [finding for person, claim in claims for finding in _claim(question, person, claim)]
    return Answer(findings=(*findings, *_stated(question, under_way)))


def _shown(question: Question) -> Iterator[tuple[PersonKey, BenefitClaim]]:
    for person, answers in sorted(question.facts.benefits.items()):
        if isinstance(answers.claims, Fact):
            for claim in sorted(answers.claims.value, key=lambda one: (one.agency, one.code, one.status)):
                yield person, claim


def _claim(question: Question, person: PersonKey, claim: BenefitClaim) -> Iterator[Finding]:
    if claim.status not in question.rules.finished_claim_statuses:
        yield _undecided(question, person, claim)
    elif claim.expected_on is not None and claim.expected_on > question.today:
        who, law = sentence(question.person(person)), question.law(Law.INCOMES)
        yield SAY.note(f"{who} får {claim.label.lower()} {day(claim.expected_on)}. Räknas den månaden.", law)


def _undecided(question: Question, person: PersonKey, claim: BenefitClaim) -> Finding:
    who, law = sentence(question.person(person)), question.law(Law.ADVANCE_ON_BENEFIT)
    reason = f"{who} har ansökt om {claim.label.lower()}. Ansökan är inte avgjord"
    pending, about = WarningKind.PENDING_BENEFIT, _about(question, person, claim)
    expected, patience = claim.expected_on, timedelta(days=question.rules.claim_patience_days)
    if expected is None:
        return SAY.open(f"{reason}. Ingen dag för utbetalning är angiven.", law, warns=pending, about=about)
    if question.today < expected <= question.wait_began + patience:
        text = f"{reason}. Utbetalning väntas {day(expected)}."
        return SAY.wait(text, law, expected, warns=pending, about=about)
    return SAY.open(f"{reason}. Utbetalning angavs till {day(expected)}.", law, warns=pending, about=about)


def _about(question: Question, person: PersonKey, claim: BenefitClaim) -> str:
    kind = question.catalogue.paid_by(claim.agency, claim.code)
    return f"{person}/anspråk-{kind.key if kind else f'{claim.agency}-{claim.code}'.lower()}"


def _stated(question: Question, claims: list[BenefitClaim]) -> Iterator[Finding]:
    """What is stated is explained by a claim of the same name, else by any claim still left."""
    unexplained = list(claims)
    stated = sorted(question.statement.pending_benefits) if question.statement else []
    for number, words in enumerate([one for one in stated if not _explain(one, unexplained)], start=1):
        if unexplained:
            unexplained.pop()
            continue
        reason = f"Den sökande väntar på besked om {words}, men myndigheterna visar inget anspråk."
        yield SAY.open(
            reason,
            question.law(Law.ADVANCE_ON_BENEFIT),
            warns=WarningKind.PENDING_BENEFIT,
            about=f"sokande/uppgivet-anspråk-{number}",
            asks="kopia av ansökan om den förmån som du väntar besked om",
        )


def _explain(words: str, claims: list[BenefitClaim]) -> bool:
    for claim in claims:
        if claim.label.casefold() in words.casefold() or claim.code == words:
            claims.remove(claim)
            return True
    return False


RULE = Rule(
    name=SAY.rule,
    asks="Väntar hushållet på besked om en ersättning?",
    facts=("Försäkringskassan: ansökningar och beslut", "ansökan: väntar på besked"),
    does="Väntar in en utbetalning som snart kommer.",
    leaves="När ingen dag är angiven, eller när väntan är slut.",
    laws=(Law.ADVANCE_ON_BENEFIT,),
    settings=("claim_patience_days", "finished_claim_statuses"),
    warns=(WarningKind.PENDING_BENEFIT,),
    answer=answer,
)
