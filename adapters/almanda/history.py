"""From Almanda's earlier calculations, decisions and plans to the history that the law looks at.

Knows nothing of how they are shown.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from adapters.almanda.about_words import about_of
from adapters.almanda.warning_words import kind_of
from bots.almanda import (
    CalculationLine,
    CalculationSheet,
    DecisionLine,
    EarlierWarningLine,
    OverviewSheet,
    PlanLine,
    RepaymentLine,
    StimulusLine,
)
from bots.kit.errors import UnreadableValue
from flows.eligibility.assessment import Section
from flows.eligibility.case import (
    EarlierCalculation,
    EarlierDecision,
    EarlierRow,
    EarlierWarning,
    History,
    JobStimulus,
    PersonKey,
    Plan,
    RepaymentClaim,
    RepaymentGround,
)
from flows.eligibility.facts import Fact
from flows.eligibility.period import Period
from flows.records import CaseFile, WarningStatus, keys_of

_NORM = (Section.FAMILY, Section.SHARED)
_LABEL_WITHOUT_NAME = re.compile(
    r"Ensamstående|Makar eller sambor|Barn \d+(–\d+)? år|\d+ person(er)?(, hushållets del .*)?"
    r"|Gemensamma hushållskostnader"
)
_COSTS = (Section.COST, Section.SPECIAL_COST)
_WITHOUT_AMOUNT = ("Avslag", "Avvisning")
_GROUNDS = {
    "": RepaymentGround.NONE,
    "förskott på förmån": RepaymentGround.ADVANCE_ON_BENEFIT,
    "arbetskonflikt": RepaymentGround.LABOUR_CONFLICT,
    "hinder att disponera": RepaymentGround.MEANS_NOT_AT_HAND,
    "villkor om återbetalning": RepaymentGround.REPAYMENT_TERMS,
    "oriktiga uppgifter": RepaymentGround.WRONG_INFORMATION,
}
CLAIMS_SOURCE = "Almanda, Återkrav"


def as_history(
    file: CaseFile,
    sheets: Sequence[CalculationSheet],
    overview: OverviewSheet,
    *,
    own: Collection[str],
    at: datetime,
) -> History:
    """The history as read at `at`; calculations that nobody has finished are left out.

    `own` are the robot's signatures: a status that anybody else has set is a person's.
    """
    claims = tuple(_repayment(line) for line in overview.repayments)
    return History(
        calculations=tuple(_calculation(sheet) for sheet in sheets if sheet.finished),
        decisions=tuple(_decision(line) for line in overview.decisions),
        plans=tuple(_plans(file, overview.plans)),
        job_stimuli=tuple(_stimuli(file, overview.stimuli)),
        repayment_claims=Fact(value=claims, source=CLAIMS_SOURCE, fetched_at=at),
        warnings=tuple(_warning(line, own) for line in overview.warnings),
    )


def _calculation(sheet: CalculationSheet) -> EarlierCalculation:
    """Two rows may be alike, or the page repeats itself: the calculation's own result tells which."""
    calculation = _as_it_stands(sheet)
    if len(set(sheet.lines)) < len(sheet.lines) and _result(calculation) != sheet.balance:
        raise UnreadableValue(label="Rader", trouble="two rows are alike and the calculation does not add up")
    return calculation


def _result(calculation: EarlierCalculation) -> Decimal:
    """Incomes less norm and costs, kronor."""
    incomes = sum((row.amount for row in calculation.incomes), Decimal(0))
    return incomes - calculation.norm_total - sum((row.amount for row in calculation.costs), Decimal(0))


def _as_it_stands(sheet: CalculationSheet) -> EarlierCalculation:
    return EarlierCalculation(
        period=Period(sheet.year, sheet.month),
        norm=sheet.norm,
        norm_total=sheet.norm_total,
        members=sheet.members,
        incomes=tuple(_income(line) for line in sheet.lines if line.section == Section.INCOME),
        costs=tuple(_cost(line) for line in sheet.lines if line.section in _COSTS),
        balance=sheet.balance,
        norm_rows=tuple(_norm(line) for line in sheet.lines if _is_nobodys(line)),
    )


def _is_nobodys(line: CalculationLine) -> bool:
    """A colleague may have written a person's name as the label of a norm row: such a row is left out."""
    return line.section in _NORM and _LABEL_WITHOUT_NAME.fullmatch(line.label) is not None


def _norm(line: CalculationLine) -> EarlierRow:
    return EarlierRow(label=line.label, amount=line.applicant or Decimal(0))


def _warning(line: EarlierWarningLine, own: Collection[str]) -> EarlierWarning:
    """Raises UnreadableValue for a status that the case system does not have."""
    if line.status not in list(WarningStatus):
        raise UnreadableValue(label="Status", trouble="not a status of a warning")
    return EarlierWarning(
        kind=kind_of(line.kind),
        about=about_of(line.about),
        text=line.text,
        status=line.status,
        period=Period(line.year, line.month),
        by_person=line.signature not in own,
    )


def _income(line: CalculationLine) -> EarlierRow:
    """Both applicants' amounts together: an earlier row has no person."""
    amounts = [amount for amount in (line.applicant, line.co_applicant) if amount is not None]
    if not amounts:
        raise UnreadableValue(label="Sökande", trouble="an income without an amount")
    return EarlierRow(label=line.label, amount=sum(amounts, Decimal(0)))


def _cost(line: CalculationLine) -> EarlierRow:
    if line.approved is None:
        raise UnreadableValue(label="Godkänt", trouble="a cost without an approved amount")
    return EarlierRow(label=line.label, amount=line.approved, applied=line.applied)


def _decision(line: DecisionLine) -> EarlierDecision:
    if line.amount is None and line.kind not in _WITHOUT_AMOUNT:
        raise UnreadableValue(label="Belopp", trouble="a decision that grants something has no amount")
    return EarlierDecision(
        period=Period(line.year, line.month),
        kind=line.kind,
        amount=line.amount or Decimal(0),
        decided_on=line.decided_on,
        paragraph=line.paragraph,
        ground=_ground(line.condition),
    )


def _ground(words: str) -> RepaymentGround:
    """A ground that the robot does not know is told to the caseworker, who can read the decision."""
    return _GROUNDS.get(words.strip().lower(), RepaymentGround.UNKNOWN)


def _repayment(line: RepaymentLine) -> RepaymentClaim:
    return RepaymentClaim(
        period=Period(line.year, line.month),
        ground=_ground(line.ground),
        decided_on=line.decided_on,
        amount=line.amount,
        unpaid=line.unpaid,
    )


def _plans(file: CaseFile, lines: Sequence[PlanLine]) -> Iterator[Plan]:
    """Those of the household's present members; somebody who has moved out has no key."""
    keys = _keys(file)
    for line in lines:
        if line.personal_number in keys:
            yield Plan(
                kind=line.kind,
                valid_from=line.since,
                valid_to=line.until,
                status=line.status,
                person=keys[line.personal_number],
            )


def _stimuli(file: CaseFile, lines: Sequence[StimulusLine]) -> Iterator[JobStimulus]:
    """Those of the household's present members; somebody who has moved out has no key."""
    keys = _keys(file)
    for line in lines:
        if line.personal_number in keys:
            person = keys[line.personal_number]
            yield JobStimulus(person=person, valid_from=line.since, valid_to=line.until)


def _keys(file: CaseFile) -> dict[str, PersonKey]:
    return {member.personal_number.digits: key for key, member in keys_of(file).items()}
