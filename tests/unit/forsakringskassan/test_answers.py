"""What a whole answer means: silence, claims still to come, flags; built from records, without a browser."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from adapters.forsakringskassan.answers import benefit_answers
from adapters.forsakringskassan.protection import protection_of
from bots.forsakringskassan.agency_sections import date_with_zone
from bots.forsakringskassan.records import (
    AfAnswer,
    Answer,
    Claim,
    ClaimsAnswer,
    CsnAnswer,
    CsnRow,
    SourceFailure,
    Withheld,
)
from bots.kit.errors import UnreadableValue
from flows.eligibility.case import BenefitAnswers
from flows.eligibility.facts import Fact, Missing, Protection, Why
from flows.eligibility.period import Period

NOW = datetime(2026, 11, 18, 8, 14, tzinfo=UTC)
MONTHS = frozenset({Period(2026, 9), Period(2026, 10), Period(2026, 11)})
SILENCE = SourceFailure(source="CSN", code="BT-5003", state="FELANDE")
EMPTY = Answer(
    flag="Nej",
    fk=(),
    pm=(),
    claims=ClaimsAnswer(rows=(), failures=()),
    csn=CsnAnswer(flag="Nej", rows=()),
    af=AfAnswer(flag="Nej", job_seeker="Nej", registered_on=None),
    akassa=(),
)


def meaning(answer: Answer) -> BenefitAnswers:
    return benefit_answers(answer, MONTHS, NOW)


def claim(status: str, expected_on: date | None, agency: str = "Försäkringskassan") -> Claim:
    return Claim(
        agency=agency,
        code="AS",
        name="Aktivitetsstöd",
        applied_on=date(2026, 11, 2),
        status=status,
        expected_on=expected_on,
    )


def claimed(*claims: Claim, failures: tuple[SourceFailure, ...] = ()) -> Answer:
    return replace(EMPTY, claims=ClaimsAnswer(rows=claims, failures=failures))


def test_a_silence_names_source_state_and_code_in_swedish() -> None:
    missing = meaning(replace(EMPTY, akassa=SILENCE)).so
    assert missing == Missing(
        why=Why.FETCH_FAILED,
        source="A-kassorna (via Försäkringskassan)",
        detail="källan svarade med fel (felkod BT-5003)",
        fetched_at=NOW,
    )


def test_an_error_nobody_can_read_is_still_a_failed_fetch() -> None:
    unreadable = SourceFailure(source="A-kassa", code="", state="")
    missing = meaning(replace(EMPTY, akassa=unreadable)).so
    assert isinstance(missing, Missing)
    assert (missing.why, missing.detail) == (Why.FETCH_FAILED, "källan svarade med fel")


def test_a_decided_claim_that_is_still_to_be_paid_is_pending() -> None:
    claims = meaning(
        claimed(claim("Beslutad", date(2026, 11, 25)), claim("Beslutad", date(2026, 11, 17)))
    ).claims
    assert isinstance(claims, Fact)
    assert [one.expected_on for one in claims.value] == [date(2026, 11, 25)]


def test_a_decided_claim_without_a_date_is_over() -> None:
    claims = meaning(claimed(claim("Beslutad", None))).claims
    assert isinstance(claims, Fact)
    assert claims.value == ()


def test_a_status_nobody_has_heard_of_is_still_a_claim() -> None:
    claims = meaning(claimed(claim("Vilande", None))).claims
    assert isinstance(claims, Fact)
    assert [one.status for one in claims.value] == ["Vilande"]


def test_the_silence_of_forsakringskassan_makes_claims_missing() -> None:
    silence = SourceFailure(source="Försäkringskassan", code="", state="OTILLGANGLIG")
    assert isinstance(meaning(claimed(failures=(silence,))).claims, Missing)


def test_the_silence_of_csn_does_not_hide_other_claims() -> None:
    claims = meaning(replace(claimed(claim("Under handläggning", None)), csn=SILENCE)).claims
    assert isinstance(claims, Fact)
    assert len(claims.value) == 1


def test_a_claim_of_an_unknown_agency_cannot_be_read() -> None:
    with pytest.raises(UnreadableValue):
        meaning(claimed(claim("Under handläggning", None, agency="Migrationsverket")))


def test_a_paid_row_without_a_date_makes_csn_missing() -> None:
    row = CsnRow(
        form="GRUND", name="Studiebidrag", kind="GRUNDB", paid_on=None, status="Utbetald", amount=Decimal(1)
    )
    csn = meaning(replace(EMPTY, csn=CsnAnswer(flag="Nej", rows=(row,)))).csn
    assert isinstance(csn, Missing)
    assert csn.why is Why.FETCH_FAILED


def test_a_job_seeker_who_has_left_has_no_since() -> None:
    left = AfAnswer(flag="Nej", job_seeker="Nej", registered_on=date(2020, 1, 1))
    seeker = meaning(replace(EMPTY, af=left)).af
    assert isinstance(seeker, Fact)
    assert (seeker.value.registered, seeker.value.since) == (False, None)


def test_a_registration_that_is_neither_yes_nor_no_cannot_be_read() -> None:
    with pytest.raises(UnreadableValue):
        meaning(replace(EMPTY, af=AfAnswer(flag="Nej", job_seeker="Delvis", registered_on=None)))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (EMPTY, Protection.NO),
        (replace(EMPTY, flag=" ja "), Protection.YES),
        (replace(EMPTY, flag=""), Protection.UNKNOWN),
        (replace(EMPTY, flag="?"), Protection.UNKNOWN),
        (replace(EMPTY, csn=Withheld(flag="Ja")), Protection.YES),
        (replace(EMPTY, flag="", af=Withheld(flag="Ja")), Protection.YES),
        (replace(EMPTY, csn=CsnAnswer(flag="", rows=())), Protection.UNKNOWN),
        (replace(EMPTY, csn=SILENCE, af=SILENCE), Protection.NO),
        (replace(EMPTY, flag="", csn=SILENCE, af=SILENCE), Protection.UNKNOWN),
    ],
)
def test_the_strictest_flag_counts_and_silence_is_no_flag(answer: Answer, expected: Protection) -> None:
    assert protection_of(answer) is expected


@pytest.mark.parametrize("text", ["2016-11-18+01:00", "2016-11-18Z", "2016-11-18"])
def test_a_date_with_a_zone_is_the_day_it_names(text: str) -> None:
    assert date_with_zone(text, "Registrerad") == date(2016, 11, 18)


def test_a_date_with_a_broken_zone_cannot_be_read() -> None:
    with pytest.raises(UnreadableValue):
        date_with_zone("2016-11-18+1", "Registrerad")
