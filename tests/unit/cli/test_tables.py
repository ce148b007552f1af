"""Lists at the terminal stay whole where a person copies from them, on a narrow terminal too."""

from datetime import UTC, date, datetime

from rich.console import Console

from flows.cli.tables import item_table
from flows.eligibility.assessment import Proposal
from flows.eligibility.period import Period
from flows.work import DATA_MAY_ARRIVE, DRAFT_STANDS, MAY_ARRIVE, PURGED, Outcome, State, WorkItem

NOW = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
REFERENCE = "UTK-9901-540035"


def item(outcome: Outcome) -> WorkItem:
    return WorkItem(
        case_ref=REFERENCE,
        municipality="exempelstad",
        application_ref="540035",
        period=Period(2026, 11),
        outcome=outcome,
        attempts=1,
        collected_at=NOW,
        updated_at=NOW,
    )


HANDED_OVER = Outcome(
    state=State.NEEDS_HUMAN,
    reason="UNREADABLE_APPLICATION",
    explanation="Ansökan 540035: fältet ”Kostnad 1, belopp” är inte skrivet som ett belopp.",
)
WAITING = Outcome(state=State.WAITING, reason="DECISION_PENDING", wait_until=date(2026, 11, 25))


def shown(*outcomes: Outcome, width: int = 80) -> str:
    console = Console(width=width)
    with console.capture() as captured:
        console.print(item_table("Alla", [item(one) for one in outcomes]))
    return captured.get()


def test_reference_period_and_reason_are_whole_at_eighty_columns() -> None:
    lines = shown(HANDED_OVER, WAITING).splitlines()
    assert [HANDED_OVER.reason in line or WAITING.reason in line for line in lines].count(True) == 2
    assert [REFERENCE in line and str(Period(2026, 11)) in line for line in lines].count(True) == 2
    assert max(len(line) for line in lines) <= 80


def test_nothing_of_the_explanation_is_cut_at_eighty_columns() -> None:
    last = "".join(line.strip(" │┃").rpartition("│")[2].strip() for line in shown(HANDED_OVER).splitlines())
    assert HANDED_OVER.explanation.replace(" ", "") in last.replace(" ", "")


GRANTED = "Förslag: bifall 11 620 kr för november 2026. Inget avviker."
LACKS = "Sökanden har ansökt om sjukpenning. Ansökan är inte avgjord."


def test_a_list_does_not_tell_what_one_household_is_granted_or_lacks() -> None:
    granted = Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL, explanation=GRANTED)
    lacks = Outcome(state=State.WAITING, reason=DATA_MAY_ARRIVE, explanation=LACKS)
    purged = Outcome(state=State.AWAITING_CASEWORKER, explanation=PURGED)
    said = shown(granted, lacks, purged, width=160)
    assert "11 620" not in said
    assert "sjukpenning" not in said
    for told in (DRAFT_STANDS, MAY_ARRIVE, PURGED):
        assert told in said


def test_what_waits_says_until_when_and_nothing_else_does() -> None:
    assert "Väntar till 2026-11-25." in shown(WAITING, width=160)
    assert "Väntar till" not in shown(HANDED_OVER, width=160)
