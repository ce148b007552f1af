"""Sentences that are put together with a value's own words: `sentences_with_values.txt`, to be read aloud.

A value that is added without its sentence there is red.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.eligibility.answer import Answer
from flows.eligibility.asked import IN_WORDS, Asked
from flows.eligibility.case import BenefitClaim, EarlierDecision, RepaymentClaim, RepaymentGround, StatedAsset
from flows.eligibility.parameters import CheckedAgainst
from flows.eligibility.period import Period
from flows.eligibility.rules import advance_on_benefit, assets, claims, dwelling, repayment, table_source
from flows.eligibility.track import Way, WhyIndividual
from flows.settings import PROJECT
from tests.household_facts import APPLICANT, Case, cost, krona, missing, parameters, rules

OCTOBER = Period(2026, 10)
SIGNED = date(2026, 10, 2)
SENTENCES = Path(__file__).with_name("sentences_with_values.txt")
NUMBERS = {"members", "limit"}
"""What is written after the word "är" and is no sum of kronor: counts, by name."""


def every_sentence() -> Iterator[str]:
    for form in (*rules().housing.forms, "HOUSEBOAT"):
        lodging = Case(costs=(cost("RENT", 4000),), housing={"form": form})
        if form not in rules().housing.plain_forms:
            yield from said(dwelling.answer(lodging.question()))
    for kind in (*rules().asset_names, "BOAT"):
        owner = Case(statement={"assets": (StatedAsset(kind=kind),)})
        yield from said(assets.answer(owner.question()))
    for ground in RepaymentGround:
        claimed = RepaymentClaim(
            period=OCTOBER, ground=ground, decided_on=SIGNED, amount=krona(900), unpaid=krona(800)
        )
        owing = Case(history={"repayment_claims": Case().known((claimed,), "Almanda")})
        yield from said(repayment.answer(owing.question()))
        granted = EarlierDecision(
            period=OCTOBER, kind="Bifall", amount=krona(900), decided_on=SIGNED, ground=ground
        )
        yield from said(advance_on_benefit.answer(Case(history={"decisions": (granted,)}).question()))
    for label in ("Bostadsbidrag", "Sjukpenning"):
        waiting = BenefitClaim(agency="FK", code="BOB", label=label, status="Inkommen")
        asking = Case(benefits={"claims": Case().known((waiting,), "Försäkringskassan")})
        yield from said(claims.answer(asking.question()))
    for against in CheckedAgainst:
        norms = [replace(one, checked_against=against, remark="") for one in parameters().riksnormer]
        known = replace(parameters(), riksnormer=tuple(norms))
        yield from said(table_source.answer(Case().question(known)))
    for reason in WhyIndividual:
        yield from Way(reasons=(reason,), months=7).told
    for why in IN_WORDS:
        yield Asked(about=APPLICANT, answer=missing(why)).silence


def said(answer: Answer) -> Iterator[str]:
    for one in answer.findings:
        yield one.reason
        if one.asks:
            yield f"Begärs: {one.asks}"


def test_every_sentence_with_a_value_in_it_is_written_out_to_be_read() -> None:
    assert list(every_sentence()) == SENTENCES.read_text("utf-8").splitlines()


def test_after_the_word_is_stands_an_amount_and_never_a_phrase() -> None:
    """`Boendeformen är saknar bostad`: a phrase that is some value's words stands after a colon."""
    sources = (path.read_text("utf-8") for path in (PROJECT / "flows" / "eligibility").rglob("*.py"))
    slots = {one for source in sources for one in re.findall(r"\b(?:är|var|blir) \{([^}]+)\}", source)}
    assert {one for one in slots if not one.startswith("kronor(")} == NUMBERS
