"""A proposed legal case: the person's answer, facts about nobody, and the law's answer to what is left."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml

from adapters.config_files import load_municipality
from adapters.config_files.practice_model import StatedPlan
from flows.eligibility.assess import assess
from flows.eligibility.case import EarlierWarning
from flows.follow_up.case_yaml import PLANS, Law, NoCase, case_of, read_facts
from flows.follow_up.decided import DecisionKind
from flows.records import Assessed
from tests.examples import NOW
from tests.follow_up.records import decided
from tests.household_facts import CONFIG, NOVEMBER, Case, child, declared, parameters, rules, stated

REVIEWED = sorted((Path(__file__).parents[1] / "cases" / "uppfoljning").glob("*.yaml"))
HOUSEHOLD = Case(
    members=(*Case().members, child(1, date(2015, 1, 5))),
    wages={"sokande": (declared("Lia Eks Bageri AB", 4930, NOVEMBER.control),)},
    incomes=(stated("SALARY", 4930, payer="Lia Eks Bageri AB"),),
    statement={
        "message": "Ring Lia Ek på kvällen",
        "plans": ("JOBSEEKING", "Jag ska hjälpa Lia i butiken"),
    },
    history={
        "warnings": (
            EarlierWarning(
                kind="NEW_INCOME",
                about="sokande/lön",
                text="Lön från Lia Eks Bageri AB",
                status="Öppen",
                period=NOVEMBER.control,
                by_person=True,
            ),
        )
    },
)


@cache
def law() -> Law:
    """Exempelstad's."""
    return Law(parameters=parameters(), municipality=load_municipality(CONFIG, "exempelstad"))


def written(**decision: object) -> str:
    facts = replace(HOUSEHOLD.facts(), case_ref="UTK-9901-777")
    assessed = Assessed(made_at=NOW, facts=facts, assessment=HOUSEHOLD.assessed(facts))
    return case_of(assessed, decided(777, **decision), law())


def test_the_case_expects_what_the_person_decided() -> None:
    (case,) = yaml.safe_load(written(kind=DecisionKind.PARTLY, amount=Decimal(4000)))
    assert case["väntat"] == {"förslag": "DELAVSLAG", "belopp": "4000"}
    assert (case["granskat"], case["samma_utan_identitet"]) == ("nej", "ja")


def test_a_refusal_expects_no_amount() -> None:
    (case,) = yaml.safe_load(written(kind=DecisionKind.REFUSED, amount=None))
    assert case["väntat"] == {"förslag": "AVSLAG", "belopp": None}


def test_nobody_is_in_the_case() -> None:
    text = written(reason="Lia Ek har ringt om hyran")
    assert not [
        word
        for word in ("Lia", "Bageri", "butiken", "hyran", "777", "2015-01-05", "1988-02-09")
        if word in text
    ]
    assert "Arbetsgivare 1" in text
    assert "JOBSEEKING" in text


def test_the_plans_that_stay_are_those_that_the_form_has() -> None:
    assert set(get_args(StatedPlan)) == PLANS


def test_the_law_says_of_the_case_what_it_said_of_the_household() -> None:
    (case,) = yaml.safe_load(written())
    facts = read_facts(case["fakta"])
    again = assess(facts, parameters(), rules(), today=case["idag"])
    was = HOUSEHOLD.assessed()
    assert (again.proposal, again.amount) == (was.proposal, was.amount)
    assert facts.tax["sokande"].declarations.value[0].employer == facts.statement.value.incomes[0].payer  # type: ignore[union-attr]


def test_a_decision_that_no_draft_can_propose_is_no_case() -> None:
    with pytest.raises(NoCase):
        written(kind=DecisionKind.DISMISSED)


@pytest.mark.parametrize("file", REVIEWED, ids=lambda file: file.stem)
def test_a_case_that_a_person_has_reviewed_comes_out_as_it_says(file: Path) -> None:
    for case in yaml.safe_load(file.read_text(encoding="utf-8")):
        assert case["granskat"] in {"ja", True}, "Read it, mend it, and write granskat: ja."
        municipality = load_municipality(CONFIG, case["kommun"])
        said = assess(read_facts(case["fakta"]), parameters(), municipality.rules, today=case["idag"])
        amount = None if said.amount is None else str(said.amount)
        assert (str(said.proposal), amount) == (case["väntat"]["förslag"], case["väntat"]["belopp"])
