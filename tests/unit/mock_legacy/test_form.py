"""The application's XML, as the platform exports it."""

import re

import pytest
from lxml import etree
from sqlalchemy import select

from mock_legacy.world import World
from mock_legacy.world.models import CaseFile, ExpectedOutcome, InboxInstance

NAMESPACE = "{http://www.oeplatform.org/version/2.0/schemas/flowinstance}"


def payload(world: World, scenario: str) -> bytes:
    with world.session() as session:
        return session.scalars(
            select(InboxInstance.payload)
            .join(ExpectedOutcome, ExpectedOutcome.flow_instance_id == InboxInstance.flow_instance_id)
            .where(ExpectedOutcome.scenario == scenario)
            .order_by(InboxInstance.flow_instance_id)
        ).first() or pytest.fail(scenario)


def answers(world: World, scenario: str) -> dict[str, dict[str, str]]:
    values = etree.fromstring(payload(world, scenario)).find(f"{NAMESPACE}Values")
    assert values is not None
    return {
        question.tag.removeprefix(NAMESPACE): {
            field.tag.removeprefix(NAMESPACE): field.text or "" for field in question
        }
        for question in values
    }


def test_every_form_decodes_as_latin_1_and_says_so(night: World) -> None:
    with night.session() as session:
        payloads = list(session.scalars(select(InboxInstance.payload)))
    for one in payloads:
        text = one.decode("iso-8859-1")
        assert text.startswith('<?xml version="1.0" encoding="ISO-8859-1"?>')
        assert etree.fromstring(one).tag == f"{NAMESPACE}FlowInstance"
    with pytest.raises(UnicodeDecodeError):
        b"".join(payloads).decode("utf-8")


def test_repeated_groups_are_numbered_elements(night: World) -> None:
    form = answers(night, "single_parent")
    assert [name for name in form if re.fullmatch(r"(child|income|cost)\d+", name)] == [
        *("child1", "child2"),
        *("income1", "income2", "income3"),
        *("cost1", "cost2", "cost3"),
    ]
    assert [form[child]["LunchWeekdays"] for child in ("child1", "child2")] == ["Ja", "Nej"]
    incomes = {form[name]["Kind"]: form[name]["Amount"] for name in ("income1", "income2", "income3")}
    assert {kind: amount.replace(" ", "").removesuffix(",00") for kind, amount in incomes.items()} == {
        "Barnbidrag": "2650",
        "Underhållsstöd": "3496",
        "Bostadsbidrag": "3400",
    }


def test_text_is_cdata_and_amounts_are_typed_in_several_ways(night: World) -> None:
    with night.session() as session:
        everything = b"".join(session.scalars(select(InboxInstance.payload))).decode("iso-8859-1")
    assert "<Name><![CDATA[Hur bor du?]]></Name>" in everything
    styles = {
        re.sub(r"\d", "9", amount) for amount in re.findall(r"<Amount><!\[CDATA\[(.*?)\]\]>", everything)
    }
    assert {"9999", "9 999", "9999,99"} <= styles


def test_what_the_application_does_not_mention_is_not_in_it(night: World) -> None:
    for scenario in ("benefit_not_declared", "new_employer", "unlisted_benefit"):
        form = answers(night, scenario)
        assert form["hasIncome"]["Value"] == "Nej"
        assert "income1" not in form


def test_a_wage_carries_its_employer_and_its_net_amount(night: World) -> None:
    wage = answers(night, "salary_part_time")["income1"]
    assert wage["Kind"] == "Lön"
    assert wage["Employer"]
    assert wage["Amount"].replace(" ", "").removesuffix(",00") == "6630"
    assert wage["Date"] == "2026-10-23"  # the 25th is a Sunday


def test_a_co_signer_is_named_by_personnummer_and_the_poster_by_an_internal_number(night: World) -> None:
    form = etree.fromstring(payload(night, "couple_no_income"))
    signers = [element.text or "" for element in form.iter(f"{NAMESPACE}ID")][-2:]
    with night.session() as session:
        case = session.scalars(
            select(CaseFile)
            .join(ExpectedOutcome, ExpectedOutcome.customer_number == CaseFile.customer_number)
            .where(ExpectedOutcome.scenario == "couple_no_income")
        ).first()
    assert case is not None
    assert re.fullmatch(r"48\d{3}", signers[0])
    assert signers[1] == case.co_applicant


def test_times_are_on_a_twelve_hour_clock(night: World) -> None:
    with night.session() as session:
        late = session.scalars(select(InboxInstance).where(InboxInstance.family_id == 231)).all()
    afternoon = next(one for one in late if one.posted.hour == 13)
    assert f"<Posted>{afternoon.posted:%Y-%m-%d}T01:" in afternoon.payload.decode("iso-8859-1")
