"""`utkast explain`: the draft's own assessment told from what is stored, or why there is none."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from flows.cli import explain, rules
from flows.cli.explain import Kept, explained
from flows.cli.keys import ensure_key
from flows.cli.trouble import CannotGoOn
from flows.eligibility.assessment import Proposal
from flows.eligibility.draft_text import verdict
from flows.records import Assessed, Draft
from flows.settings import load_settings
from flows.wiring.store import opened_store
from flows.work import Outcome, State, UnknownReference
from tests import examples
from tests.household_facts import Case, cost

ITEM = replace(
    examples.work_item(),
    outcome=Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL),
)
WAITING = "Bedömd 2026-11-18 kl. 08.14. Utkast klart för handläggaren."


def assessed(case: Case, *, days_later: int = 0) -> Assessed:
    """The case as it was kept on the 18th, or some days later."""
    return Assessed(
        made_at=examples.NOW + timedelta(days=days_later),
        facts=replace(case.facts(), case_ref=ITEM.case_ref),
        assessment=replace(case.assessed(), case_ref=ITEM.case_ref),
    )


def drafted(one: Assessed) -> Draft:
    """The draft that was left of an assessment."""
    plain = examples.draft()
    return replace(
        plain,
        proposal=one.assessment.proposal,
        amount=one.assessment.amount,
        text=replace(plain.text, verdict=verdict(one.assessment, one.facts.period.in_words)),
    )


FIRST = assessed(Case(costs=(cost("RENT", 5800),)))
LATER = assessed(Case(costs=(cost("RENT", 5000),)), days_later=1)


def test_a_draft_is_explained_with_when_it_was_assessed_and_where_it_stands() -> None:
    text = explained(Kept(item=ITEM, assessed=(FIRST,), draft=drafted(FIRST)))
    assert text.split("\n\n")[:2] == [
        WAITING,
        "UTK-9901-100234\nFörslag: bifall 11 020 kr för november 2026. Inget avviker.",
    ]
    assert "Obs!" not in text


def test_the_assessment_of_the_draft_is_told_even_when_there_is_a_later_one() -> None:
    text = explained(Kept(item=ITEM, assessed=(LATER, FIRST), draft=drafted(FIRST)))
    assert text.startswith(f"{WAITING}\n\nObs! Ansökan har bedömts igen efter utkastet.")
    assert "bifall 11 020 kr" in text


def test_without_a_draft_the_latest_assessment_is_told() -> None:
    text = explained(Kept(item=ITEM, assessed=(LATER, FIRST), draft=None))
    assert text.startswith("Bedömd 2026-11-19 kl. 08.14.")
    assert "bifall 10 220 kr" in text
    assert "Obs!" not in text


def test_of_two_inquiries_the_one_in_the_drafts_words_is_told() -> None:
    one_question = assessed(Case(history={"plans": ()}))
    two_questions = assessed(Case(history={"plans": ()}, housing={"changed": True}), days_later=1)
    text = explained(Kept(item=ITEM, assessed=(two_questions, one_question), draft=drafted(one_question)))
    assert "En fråga att svara på." in text
    assert text.startswith(WAITING)


def test_a_draft_in_the_words_of_an_earlier_version_is_known_by_its_amount() -> None:
    draft = drafted(FIRST)
    draft = replace(draft, text=replace(draft.text, verdict="Som det hette förr."))
    text = explained(Kept(item=ITEM, assessed=(LATER, FIRST), draft=draft))
    assert "bifall 11 020 kr" in text


def test_a_draft_that_no_assessment_says_is_told_of() -> None:
    draft = replace(drafted(FIRST), amount=Decimal(9000))
    text = " ".join(explained(Kept(item=ITEM, assessed=(LATER,), draft=draft)).split())
    assert "Obs! Utkastet i ärendesystemet föreslår BIFALL 9 000 kr, och ingen sparad bedömning" in text
    inquiry = replace(draft, proposal=Proposal.UTREDNING, amount=None)
    text = " ".join(explained(Kept(item=ITEM, assessed=(LATER,), draft=inquiry)).split())
    assert "föreslår UTREDNING, och ingen" in text


def test_a_case_that_was_never_assessed_says_where_it_stands() -> None:
    outcome = Outcome(state=State.NEEDS_HUMAN, explanation="Det är en första ansökan.")
    never = replace(ITEM, outcome=outcome)
    with pytest.raises(
        CannotGoOn, match=r"not been assessed.*Lämnad till handläggare. Det är en första ansökan.$"
    ):
        explained(Kept(item=never, assessed=(), draft=None))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a key, and settings that lead there alone."""
    monkeypatch.setenv("UTKAST_ENV_FILE", str(tmp_path / "none.env"))
    monkeypatch.setenv("UTKAST_HOME", str(tmp_path))
    monkeypatch.setenv("UTKAST_SECRETS_DIR", str(tmp_path / "secrets"))
    ensure_key(load_settings())
    return tmp_path


async def keep(*, with_assessment: bool) -> None:
    """Put one application into the store that the settings lead to."""
    async with opened_store(load_settings()) as store:
        await store.work.collect(ITEM, examples.application())
        if with_assessment:
            assert await store.work.claim(ITEM.case_ref, "worker-1", examples.NOW)
            assert await store.work.keep_assessment(
                FIRST.facts, FIRST.assessment, FIRST.made_at, worker="worker-1"
            )
            assert await store.work.keep_draft(drafted(FIRST), "77", examples.NOW, worker="worker-1")
            assert await store.work.settle(ITEM.case_ref, ITEM.outcome, examples.NOW, worker="worker-1")


def test_what_is_stored_is_opened_and_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(keep(with_assessment=True))
    explain.show(ITEM.case_ref)
    told = capsys.readouterr().out
    assert told == explained(Kept(item=ITEM, assessed=(FIRST,), draft=drafted(FIRST))) + "\n"
    assert examples.APPLICANT.digits not in told
    assert examples.HOME.street not in told


def test_an_unknown_reference_is_said_plainly(home: Path) -> None:
    with pytest.raises(UnknownReference, match=r"UTK-9901-000000.*utkast list"):
        explain.show("UTK-9901-000000")


def test_a_stored_case_without_an_assessment_is_said_plainly(home: Path) -> None:
    asyncio.run(keep(with_assessment=False))
    with pytest.raises(CannotGoOn, match="nothing to explain"):
        explain.show(ITEM.case_ref)


def test_the_register_shows_the_installations_own_municipality(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rules.show("")
    assert "ingen kommun är angiven" in capsys.readouterr().out
    monkeypatch.setenv("UTKAST_MUNICIPALITY", "exempelstad")
    rules.show("")
    assert "Kommunens val gäller Exempelstads kommun." in capsys.readouterr().out


def test_the_register_is_written_to_a_file_as_it_is_printed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules.show("exempelstad", home / "regler.md")
    assert "regler.md" in capsys.readouterr().out.replace("\n", "")
    rules.show("exempelstad")
    printed = capsys.readouterr().out
    assert printed.startswith("# Utkasts regler\n")
    assert (home / "regler.md").read_text(encoding="utf-8") == printed
