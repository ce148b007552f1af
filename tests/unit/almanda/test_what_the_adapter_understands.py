"""From what Almanda's screens say to what the flows know, where the screens leave room for doubt."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from adapters.almanda.casefile import as_case_file
from adapters.almanda.drafts import as_saved_draft
from adapters.almanda.history import as_history
from bots.almanda import (
    BegunLine,
    CalculationLine,
    CalculationSheet,
    DecisionLine,
    DraftSheet,
    HouseholdSheet,
    MemberLine,
    OverviewSheet,
    PlanLine,
    RepaymentLine,
    StimulusLine,
)
from bots.kit.errors import UnreadableValue
from flows.eligibility.case import History, RepaymentGround
from flows.eligibility.facts import Fact, Protection
from flows.eligibility.period import Period
from flows.errors import NeedsHuman, Reason
from tests import examples

OWN = ("utkast-01", "utkast-02")
HOUSEHOLD = HouseholdSheet(
    key="K104233",
    personal_number=examples.APPLICANT.digits,
    protected="Nej",
    street="Storgatan 1",
    postal_code="999 01",
    city="Exempelstad",
    taken_by=None,
    members=(
        MemberLine(
            personal_number=examples.APPLICANT.digits, role="Sökande", since=dt.date(2026, 3, 2), until=None
        ),
    ),
    begun=(),
)
CALCULATION = CalculationSheet(
    number="7",
    year=2026,
    month=10,
    norm="Riksnorm 2026",
    members=1,
    norm_total=Decimal(5220),
    balance=Decimal(-5220),
    finished=True,
    lines=(),
)
NOTHING = OverviewSheet(decisions=(), plans=(), stimuli=(), repayments=(), warnings=())
FILE = examples.case_file()
DRAFT = DraftSheet(
    number="12",
    status="Utkast",
    signatures=frozenset({"utkast-01"}),
    fields=(
        ("Extern referens", "9901-100234"),
        ("E-tjänstens ärendenummer", "100234"),
        ("Period", "202611"),
        ("Förslag", "Bifall"),
        ("Belopp", "11 020,00"),
        ("Utbetalningsdag", "2026-11-27"),
        ("Stickprov", "Nej"),
        ("Handläggningsspår", "Huvudflöde"),
        ("Prioritet", "5"),
        ("Betalningsrad förbereds", "Nej"),
    ),
    texts=tuple(
        (label, "")
        for label in (
            "Sammanfattning",
            "Förändringar",
            "Avvikelser",
            "Beräkning",
            "Källor",
            "Förslag till beslut",
            "Begäran om komplettering",
            "Lagrum",
            "Journalanteckning",
        )
    ),
    rows=(),
)


REFUSAL = DecisionLine(
    kind="Avslag",
    year=2026,
    month=10,
    amount=None,
    decided_on=dt.date(2026, 10, 9),
    paragraph="12 kap. 1 §",
    condition="",
)


def overview(**tables: object) -> History:
    """The history when the overview holds these lines and nothing else."""
    return as_history(FILE, [], replace(NOTHING, **tables), own=OWN, at=examples.NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        ("Nej", Protection.NO),
        ("nej ", Protection.NO),
        ("Ja", Protection.YES),
        ("", Protection.UNKNOWN),
        ("Uppgift saknas", Protection.UNKNOWN),
        ("N", Protection.UNKNOWN),
    ],
)
def test_only_a_plain_no_is_no_protection(shown: str, known: Protection) -> None:
    file = as_case_file(replace(HOUSEHOLD, protected=shown), own=OWN, at=examples.NOW)
    assert file.protection is known


def test_what_cannot_be_read_does_not_hide_that_a_file_is_protected() -> None:
    lodger = replace(HOUSEHOLD.members[0], role="Inneboende")
    file = as_case_file(replace(HOUSEHOLD, protected="Ja", members=(lodger,)), own=OWN, at=examples.NOW)
    assert (file.protection, file.members) == (Protection.YES, ())


def test_our_own_lock_and_our_own_draft_are_nobody_at_work() -> None:
    ours = BegunLine(kind="Utkast", period="202611", begun_by="utkast-02")
    sheet = replace(HOUSEHOLD, taken_by="utkast-01", begun=(ours,))
    assert as_case_file(sheet, own=OWN, at=examples.NOW).at_work is None


def test_work_with_an_unreadable_month_still_counts() -> None:
    begun = BegunLine(kind="Beräkning", period="novembe", begun_by="anna.handlaggare")
    file = as_case_file(replace(HOUSEHOLD, begun=(begun,)), own=OWN, at=examples.NOW)
    assert file.at_work == "En handläggare har påbörjat en egen beräkning i Almanda."


def test_a_member_counts_on_her_last_day_and_not_after_it() -> None:
    stays = replace(HOUSEHOLD.members[0], until=examples.NOW.date())
    left = replace(HOUSEHOLD.members[0], until=examples.NOW.date() - dt.timedelta(days=1))
    assert len(as_case_file(replace(HOUSEHOLD, members=(stays,)), own=OWN, at=examples.NOW).members) == 1
    assert not as_case_file(replace(HOUSEHOLD, members=(left,)), own=OWN, at=examples.NOW).members


def test_a_draft_without_a_track_is_read_as_one_and_an_unknown_track_is_not() -> None:
    def with_track(track: str) -> DraftSheet:
        fields = tuple((label, track if label == "Handläggningsspår" else was) for label, was in DRAFT.fields)
        return replace(DRAFT, fields=fields)

    assert as_saved_draft(FILE, with_track("–"), own=OWN).draft.track is None
    with pytest.raises(UnreadableValue):
        as_saved_draft(FILE, with_track("Sidospår"), own=OWN)


def test_an_unknown_role_is_not_guessed() -> None:
    guest = replace(HOUSEHOLD.members[0], role="Inneboende")
    with pytest.raises(UnreadableValue):
        as_case_file(replace(HOUSEHOLD, members=(guest,)), own=OWN, at=examples.NOW)


def test_a_calculation_nobody_has_finished_is_no_history() -> None:
    sheets = [replace(CALCULATION, finished=False), CALCULATION]
    assert len(as_history(FILE, sheets, NOTHING, own=OWN, at=examples.NOW).calculations) == 1


@pytest.mark.parametrize("section", ["Inkomster", "Utgifter", "Levnadskostnader i övrigt"])
def test_an_income_or_cost_without_amount_is_not_read_as_zero(section: str) -> None:
    blank = CalculationLine(
        section=section, label="Hyra", applicant=None, co_applicant=None, applied=None, approved=None
    )
    with pytest.raises(UnreadableValue):
        as_history(FILE, [replace(CALCULATION, lines=(blank,))], NOTHING, own=OWN, at=examples.NOW)


def test_a_refusal_may_lack_an_amount_and_a_grant_may_not() -> None:
    history = overview(decisions=(REFUSAL,))
    assert history.decisions[0].amount == 0
    with pytest.raises(UnreadableValue):
        overview(decisions=(replace(REFUSAL, kind="Bifall"),))


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        ("", RepaymentGround.NONE),
        ("Förskott på förmån", RepaymentGround.ADVANCE_ON_BENEFIT),
        ("Arbetskonflikt", RepaymentGround.LABOUR_CONFLICT),
        ("Hinder att disponera", RepaymentGround.MEANS_NOT_AT_HAND),
        ("Villkor om återbetalning", RepaymentGround.REPAYMENT_TERMS),
        ("förskott", RepaymentGround.UNKNOWN),
    ],
)
def test_a_ground_for_repayment_that_is_not_known_is_never_none(shown: str, known: RepaymentGround) -> None:
    granted = replace(REFUSAL, kind="Bifall", amount=Decimal(5220), condition=shown)
    assert overview(decisions=(granted,)).decisions[0].ground is known


def test_a_repayment_claim_keeps_what_is_unpaid_and_when_it_was_read() -> None:
    line = RepaymentLine(
        year=2024,
        month=2,
        ground="Oriktiga uppgifter",
        decided_on=dt.date(2024, 5, 14),
        amount=Decimal(6300),
        unpaid=Decimal(2100),
    )
    claims = overview(repayments=(line,)).repayment_claims
    assert isinstance(claims, Fact)
    assert (claims.source, claims.fetched_at) == ("Almanda, Återkrav", examples.NOW)
    claim = claims.value[0]
    assert (claim.period, claim.ground) == (Period(2024, 2), RepaymentGround.WRONG_INFORMATION)
    assert (claim.decided_on, claim.amount, claim.unpaid) == (dt.date(2024, 5, 14), 6300, 2100)


def test_a_plan_is_the_persons_own_and_of_present_members_only() -> None:
    plan = PlanLine(
        personal_number=examples.APPLICANT.digits,
        kind="Sfi",
        since=dt.date(2026, 3, 1),
        until=None,
        status="Aktiv",
    )
    gone = replace(plan, personal_number=examples.PARTNER.digits)
    assert [one.person for one in overview(plans=(plan, gone)).plans] == ["sokande"]


def test_jobbstimulans_of_somebody_who_has_moved_out_is_left_out() -> None:
    gone = StimulusLine(
        personal_number=examples.PARTNER.digits, since=dt.date(2026, 1, 1), until=dt.date(2027, 12, 31)
    )
    assert not overview(stimuli=(gone,)).job_stimuli


def test_any_account_of_the_robots_is_the_robot() -> None:
    both = replace(DRAFT, signatures=frozenset(OWN))
    assert not as_saved_draft(examples.case_file(), both, own=OWN).changed_by_person


def test_one_save_by_a_person_is_enough() -> None:
    touched = replace(DRAFT, signatures=frozenset({"utkast-01", "anna.handlaggare"}))
    assert as_saved_draft(examples.case_file(), touched, own=OWN).changed_by_person


@pytest.mark.parametrize(
    ("label", "value"),
    [("Period", ""), ("Förslag", "Kanske"), ("Belopp", "tolv"), ("Utbetalningsdag", "snart")],
)
def test_what_a_person_has_made_unreadable_is_hers_and_never_an_error_of_ours(label: str, value: str) -> None:
    fields = tuple((name, value if name == label else kept) for name, kept in DRAFT.fields)
    hers = replace(DRAFT, fields=fields, signatures=frozenset({"utkast-01", "anna.handlaggare"}))
    with pytest.raises(NeedsHuman) as told:
        as_saved_draft(examples.case_file(), hers, own=OWN)
    assert told.value.code == Reason.DRAFT_CHANGED_BY_PERSON
    with pytest.raises(UnreadableValue):
        as_saved_draft(examples.case_file(), replace(hers, signatures=frozenset(OWN)), own=OWN)
