"""Each rule of a campaign notices when it is broken, and a clean campaign breaks none."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from flows.eligibility.assessment import Proposal
from flows.errors import Code
from flows.failing import BY_HAND, LOOK_FIRST
from flows.left_to_person import DIFFERS
from flows.work import Outcome, State
from tests import examples
from tests.chaos import holds_storm
from tests.chaos.dealing import ALL
from tests.chaos.evidence import Closed, Evidence, Handiwork, Mend
from tests.chaos.holds import breaches
from tests.chaos.holds_contents import IN_EVERY_DRAFT
from tests.chaos.orders import STOCKHOLM
from tests.chaos.weather import KINDS, LATE_SECONDS

TODAY = date(2026, 11, 18)
REF, PERSON, FILE = "UTK-9901-540001", "199001012384", "K100001"
WRITTEN_AT = datetime.fromisoformat("2026-11-18T04:30:10")
REAL = datetime(2026, 11, 22, 4, 30, 9, tzinfo=STOCKHOLM)


def statement(**changes: Any) -> dict[str, Any]:
    return {
        "flow_instance_id": 540001,
        "customer_number": FILE,
        "period": "2026-11",
        "state": "AWAITING_CASEWORKER",
        "proposal": "BIFALL",
        "amount_kronor": 11540,
        "reason": None,
        "handover_draft": False,
        "personnummer": PERSON,
    } | changes


def unsigned(**changes: Any) -> dict[str, Any]:
    """Handed over, and told so in the case file."""
    told = {"state": "NEEDS_HUMAN", "proposal": None, "amount_kronor": None, "reason": "NOT_SIGNED"}
    return statement(**told, handover_draft=True) | changes


def row(section: str, öre: int) -> dict[str, Any]:
    return {"section": section, "label": section.capitalize(), "approved_ore": öre}


ROWS = [row("PERSON", 394000), row("SHARED", 128000), row("INCOME", 40000), row("COST", 672000)]


def draft(**changes: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(IN_EVERY_DRAFT, "Något."),
        "period": "2026-11",
        "rows": ROWS,
        "draft_number": 1,
        "external_reference": REF,
        "customer_number": FILE,
        "proposal": "BIFALL",
        "amount_ore": 1154000,
        "verdict_line": "Förslag: bifall 11\u00a0540 kr för november 2026.",
        "status": "Utkast",
        "version": 1,
        "created_by": "utkast-01",
        "created_at": WRITTEN_AT.isoformat(),
        "changed_by": "utkast-01",
    } | changes


def item(**outcome: Any) -> Any:
    one = examples.work_item("540001")
    told = {"state": State.AWAITING_CASEWORKER, "proposal": Proposal.BIFALL} | outcome
    return replace(one, case_ref=REF, outcome=Outcome(**told))


def strike(kind: str, **changes: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "system": "almanda",
        "screen": "draft_form",
        "method": "POST",
        "persons": [PERSON],
        "at": REAL.isoformat(),
    } | changes


def session(number: int, began: float, **changes: Any) -> dict[str, Any]:
    return {
        "session": number,
        "system": "almanda",
        "username": "utkast-01",
        "stage": "open",
        "created_at": REAL.timestamp() + began,
        "ended_at": None,
        "end_reason": "",
    } | changes


def request(after: float, **changes: Any) -> dict[str, Any]:
    return {
        "system": "almanda",
        "screen": "search",
        "method": "GET",
        "account": "utkast-01",
        "role": "robot",
        "session": 1,
        "at": (REAL + timedelta(seconds=after)).isoformat(),
    } | changes


def login(outcome: str, second: int, mark: str = "m1") -> dict[str, Any]:
    at = WRITTEN_AT.replace(second=second).isoformat()
    told = {"system": "almanda", "username": "utkast-01", "secret_mark": mark}
    return told | {"outcome": outcome, "at": at}


def delivery(**changes: Any) -> dict[str, Any]:
    return {"flow_instance_id": 540001, "delivered_external_id": REF, "confirmations": 1} | changes


def real(second: int) -> datetime:
    """The real time of a moment of the world."""
    return REAL.replace(second=second)


def looked_for(*seconds: int, screen: str = "search", by: str = "utkast-01") -> list[dict[str, Any]]:
    """The robot's searches for the applicant."""
    ats = (WRITTEN_AT.replace(second=second).isoformat() for second in seconds)
    return [{"screen": screen, "username": by, "personnummer": PERSON, "at": at} for at in ats]


def evidence(**changes: Any) -> Evidence:
    """A clean campaign of one application, with changes."""
    clean: dict[str, Any] = {
        "world_date": TODAY,
        "stated": [statement()],
        "drafts": [draft()],
        "saves": [{"draft_number": 1, "saved_by": "utkast-01", "event": "Skapat"}],
        "strikes": [],
        "requests": [request(0), request(1)],
        "sessions": [session(1, -1)],
        "logins": [login("ok", 1)],
        "lookups": looked_for(1),
        "deliveries": [delivery()],
        "items": [item()],
        "sessions_allowed": 1,
    }
    return Evidence(**clean | changes)


def broken(found: Evidence) -> list[str]:
    return [one.rule for family in breaches(found).values() for one in family]


def test_a_clean_campaign_breaks_nothing() -> None:
    assert broken(evidence()) == []


TWO = [draft(), draft(draft_number=2)]
CLOSED = [Closed(system="almanda", starts=REAL, ends=REAL + timedelta(seconds=20))]
HANDED = item(state=State.NEEDS_HUMAN, reason="NOT_SIGNED", proposal=None)
AT_WORK = request(3, system="skatteverket")
BOTH = [session(1, -1), session(2, -1, username="utkast-02")]
REFUSED = [login("wrong_password", 1), login("wrong_password", 3)]
LONG_AFTER = [login("wrong_password", 1), login("wrong_password", 30)]
TOO = login("wrong_password", 5)
MANY = [unsigned(flow_instance_id=540001 + number) for number in range(2 * len(ALL))]
MANY_ITEMS = [replace(HANDED, case_ref=f"UTK-9901-{540001 + number}") for number in range(2 * len(ALL))]
MANY_DELIVERED = [
    delivery(
        flow_instance_id=one["flow_instance_id"], delivered_external_id=f"UTK-9901-{one['flow_instance_id']}"
    )
    for one in MANY
]
VERY_MANY = [statement(flow_instance_id=540001 + number) for number in range(holds_storm.MANY)]
EVERY_KIND = [strike(kind) for kind in KINDS]
MET_BUT_ONE = {blow.words: 1 for blow in ALL[1:]}
HANDS = [Handiwork(draft_number=1, by="anna.handlaggare", status="Utkast", verdict="Ändrat.", version=2)]


ALL_THE_TIME = [strike("cut", at=real(second).isoformat()) for second in range(1, 41)]
OTHERS_ALL_THE_TIME = [one | {"persons": ["199102022389"]} for one in ALL_THE_TIME]
MISMATCH = item(state=State.FAILED, reason=Code.DRAFT_MISMATCH)
UNREAD = item(state=State.FAILED, reason=Code.VALUE_UNREADABLE, explanation=LOOK_FIRST)
NOT_TOLD = item(state=State.FAILED, reason=Code.VALUE_UNREADABLE, explanation=BY_HAND)
TOLD_TO_CHECK = item(reason="DRAFT_CHANGED_BY_PERSON", explanation=DIFFERS.format(names="texterna"))
EDITED = draft(verdict_line="Ändrat.", version=2, changed_by="anna.handlaggare")
BLANK = draft(proposal="", amount_ore=None, rows=[])
ASKS = draft(proposal="UTREDNING", amount_ore=None, rows=[])
QUEUED = [strike("amount_zeroed"), strike("late_write")]
KEPT_LATE = draft(rows=ROWS[1:], created_at=(WRITTEN_AT + timedelta(seconds=LATE_SECONDS)).isoformat())
REFUSES = draft(proposal="AVSLAG", amount_ore=None, rows=[*ROWS, row("INCOME", 1200000)])


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"drafts": TWO}, "one draft each"),
        ({"drafts": TWO, "strikes": [strike("double_save")]}, "one draft each"),
        ({"drafts": [draft(), draft(external_reference="UTK-9901-1")]}, "one draft each"),
        ({"drafts": [draft(), draft(external_reference=f"{REF}/2")]}, "one draft each"),
        ({"items": []}, "none is lost"),
        ({"items": [item(), item()]}, "none is lost"),
        ({"items": [item(), replace(item(), case_ref="UTK-9901-7")]}, "none is lost"),
        ({"deliveries": []}, "the inbox is told"),
        ({"deliveries": [delivery(delivered_external_id="2026-4711")]}, "the inbox is told"),
        ({"requests": []}, "the records speak"),
        ({"lookups": []}, "the records speak"),
        ({"items": [item(state=State.PREPARING)]}, "one final or waiting state"),
        ({"items": [item(state=State.UNCERTAIN)]}, "one final or waiting state"),
        ({"items": [item(state=State.WAITING, wait_until=TODAY)]}, "one final or waiting state"),
        ({"drafts": []}, "what is told is so"),
        ({"audit_findings": ["Post 2 saknas."]}, "the audit log is whole"),
        ({"presses": {"UTK-9901-1": 1}}, "written down first"),
        ({"drafts": [draft(customer_number="K2")]}, "right person"),
        ({"drafts": [draft(period="2026-12")]}, "right month"),
        ({"drafts": [draft(rows=ROWS[1:])]}, "rows that add up"),
        ({"drafts": [draft(amount_ore=None)]}, "rows that add up"),
        ({"drafts": [draft(amount_ore=None)]}, "words that fit"),
        ({"drafts": [draft(rows=[*ROWS, row("INCOME", 100)])]}, "rows that add up"),
        ({"drafts": [REFUSES | {"rows": ROWS}]}, "rows that add up"),
        ({"drafts": [REFUSES | {"rows": []}]}, "rows that add up"),
        ({"drafts": [ASKS | {"rows": ROWS}]}, "rows that add up"),
        ({"drafts": [draft(sources_text="")]}, "words that fit"),
        ({"drafts": [draft(verdict_line="Förslag: bifall 1 540 kr.")]}, "words that fit"),
        ({"drafts": [draft(verdict_line="Förslag: bifall 1 011 540 kr.")]}, "words that fit"),
        ({"drafts": [draft(verdict_line="Förslag: bifall 211\u00a0540 kr.")]}, "words that fit"),
        ({"drafts": [draft(amount_ore=1154100)]}, "right kronor"),
        ({"drafts": [draft(proposal="AVSLAG", amount_ore=None)]}, "right kronor"),
        ({"drafts": [ASKS]}, "right kronor"),
        ({"drafts": [ASKS], "strikes": [strike("duplicate_rows")]}, "right kronor"),
        ({"strikes": [strike("text_cut")]}, "right kronor"),
        ({"strikes": QUEUED, "drafts": [KEPT_LATE]}, "right kronor"),
        ({"strikes": QUEUED[:1], "drafts": [KEPT_LATE], "items": [MISMATCH]}, "rows that add up"),
        ({"strikes": [strike("text_cut")], "items": [NOT_TOLD]}, "right kronor"),
        ({"stated": [statement(state="NEEDS_HUMAN", proposal=None, amount_kronor=None)]}, "right kronor"),
        ({"stated": [unsigned()]}, "right kronor"),
        ({"stated": [unsigned(handover_draft=False)], "drafts": [BLANK]}, "no draft where none may be"),
        ({"stated": [unsigned()], "items": [HANDED]}, "a handover proposes nothing"),
        ({"stated": [unsigned()], "drafts": [BLANK]}, "a handover proposes nothing"),
        ({"handiwork": HANDS}, "a person's work"),
        ({"drafts": [EDITED], "handiwork": HANDS, "strikes": [strike("text_cut")]}, "right kronor"),
        ({"drafts": [EDITED | {"amount_ore": 900000}], "handiwork": HANDS}, "right kronor"),
        ({"saves": [{"draft_number": 1, "saved_by": "utkast-01", "event": "Ändrat"}]}, "a person's work"),
        ({"lookups": looked_for(*range(1, 13))}, "attempts within bounds"),
        (
            {"lookups": looked_for(*range(1, 41, 2)), "strikes": ALL_THE_TIME},
            "attempts within bounds",
        ),
        ({"not_heeded": 1}, "SIGTERM is heeded"),
        ({"ended_in_error": ["exit code 1: KeyError"]}, "ends in order"),
        ({"stated": MANY, "items": [], "dealt": len(ALL), "fallen": MET_BUT_ONE}, "every blow falls"),
        ({"stated": VERY_MANY, "items": [], "strikes": EVERY_KIND[1:]}, "every fault strikes"),
        ({"items": [item(state=State.FAILED, reason=Code.UNEXPECTED)]}, "nothing unforeseen"),
        ({"sessions": [session(1, -1), session(2, 0.5)]}, "one session an account"),
        ({"sessions": BOTH, "requests": [request(0), request(0, session=2)]}, "sessions allowed"),
        ({"closed": CLOSED}, "closing hours"),
        ({"closed": CLOSED, "requests": [AT_WORK, request(3), request(21)]}, "closing hours"),
        ({"closed": CLOSED, "requests": [AT_WORK]}, "closing hours"),
        ({"stated": MANY, "items": [], "drafts": []}, "none is given up"),
        ({"closed": CLOSED, "requests": [request(3, role="", session=0)]}, "closing hours"),
        ({"logins": [login("wrong_password", 1), login("wrong_password", 3)]}, "no password twice"),
        ({"logins": [login("locked", 1), login("locked", 3)]}, "no password twice"),
        (
            {"logins": [login("wrong_password", 1), login("wrong_password", 3, "m2"), TOO]},
            "no password twice",
        ),
        ({"logins": REFUSED, "mends": [Mend(system="inbox", at=real(2))]}, "no password twice"),
        ({"logins": REFUSED, "killed_at": [real(0)]}, "no password twice"),
        ({"logins": LONG_AFTER, "killed_at": [real(25)]}, "no password twice"),
    ],
)
def test_a_broken_rule_is_noticed(changes: dict[str, Any], rule: str) -> None:
    assert rule in broken(evidence(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"drafts": TWO, "strikes": [strike("double_save")]}
        | {"items": [item(state=State.FAILED, reason=Code.DRAFT_DUPLICATED)]},
        {"drafts": [draft(amount_ore=0)], "strikes": [strike("amount_zeroed")], "items": [MISMATCH]},
        {"drafts": [draft(amount_ore=0)], "strikes": [strike("amount_zeroed")], "items": [UNREAD]},
        {"strikes": [strike("text_cut", at=(REAL - timedelta(seconds=30)).isoformat())]},
        {"strikes": QUEUED, "drafts": [KEPT_LATE], "items": [MISMATCH]},
        {"drafts": [draft(rows=[*ROWS, row("PERSON", 33)])]},
        {"drafts": [REFUSES], "stated": [statement(proposal="AVSLAG", amount_kronor=None)]}
        | {"items": [item(proposal=Proposal.AVSLAG)]},
        {"stated": [unsigned()], "drafts": [BLANK], "items": [HANDED]},
        {"stated": [unsigned()], "drafts": [], "items": [HANDED]},
        {"drafts": [EDITED], "handiwork": HANDS},
        {"drafts": [EDITED], "handiwork": HANDS, "strikes": [strike("text_cut")], "items": [TOLD_TO_CHECK]},
        {"drafts": [], "items": [item(state=State.WAITING, wait_until=TODAY + timedelta(days=1))]},
        {"drafts": [], "items": [item(state=State.FAILED, reason=Code.WRONG_PERSON_SHOWN)]},
        {"sessions": [session(1, -1), session(2, 1.5)]},
        {"closed": CLOSED, "requests": [AT_WORK, request(20), request(3, role="caseworker")]},
        {"closed": [replace(CLOSED[0], work_after=False)], "requests": [AT_WORK]},
        {"logins": REFUSED, "mends": [Mend(system="almanda", at=real(2))]},
        {"logins": REFUSED, "killed_at": [real(2)]},
        {"logins": [login("wrong_password", 1), login("wrong_password", 3, "m2")]},
        {"lookups": looked_for(*range(1, 12))},
        {"lookups": looked_for(*range(1, 41, 2)), "strikes": OTHERS_ALL_THE_TIME},
        {"deliveries": [delivery(confirmations=2)]},
        {"lookups": looked_for(*range(1, 21), screen="household")},
        {"lookups": looked_for(*range(1, 21), by="anna.handlaggare")},
        {"lookups": looked_for(*range(1, 21)), "doings": [real(second) for second in range(1, 21)]},
        {
            "lookups": looked_for(*range(1, 13)),
            "closed": [replace(CLOSED[0], system="inbox", starts=real(3))],
            "requests": [request(0), request(1), request(21, system="inbox")],
        },
        {"dealt": len(ALL), "fallen": MET_BUT_ONE},
        {"dealt": len(ALL) - 1, "stated": MANY, "items": MANY_ITEMS, "drafts": []}
        | {"deliveries": MANY_DELIVERED},
        {"logins": [login("wrong_password", 1), login("ok", 3)]},
        {"logins": [login("used_code", 1), login("used_code", 3)]},
    ],
)
def test_what_is_as_it_should_be_breaks_nothing(changes: dict[str, Any]) -> None:
    assert broken(evidence(**changes)) == []


def test_what_is_edited_and_then_changed_by_the_robot_is_noticed() -> None:
    overwritten = draft(version=3, changed_by="utkast-01")
    assert "a person's work" in broken(evidence(drafts=[overwritten], handiwork=HANDS))


@pytest.mark.parametrize(("stated", "strikes"), [(VERY_MANY, EVERY_KIND), (VERY_MANY[1:], EVERY_KIND[1:])])
def test_every_kind_of_fault_is_asked_for_of_many_applications(stated: list[Any], strikes: list[Any]) -> None:
    found = evidence(stated=stated, strikes=strikes)
    assert list(holds_storm.every_fault_has_struck(found)) == []
