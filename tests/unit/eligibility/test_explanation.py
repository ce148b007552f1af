"""The explanation of a stored assessment: each amount down to its facts, each finding, everybody asked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from flows.eligibility.assessment import (
    Assessment,
    Calculation,
    Evidence,
    Finding,
    Row,
    Section,
    Verdict,
    Weight,
)
from flows.eligibility.explanation import EXACT, explain
from flows.eligibility.facts import Why
from flows.eligibility.warning_kinds import WarningKind
from tests.explanation_parts import part
from tests.household_facts import APPLICANT, CO_APPLICANT, Case, adult, child, cost, missing, paid

OCTOBER, SEPTEMBER = date(2026, 10, 20), date(2026, 9, 20)


def explained(case: Case) -> str:
    return explain(case.assessed(), case.facts())


def couple_with_rent() -> Case:
    return Case(
        members=(adult(), adult(CO_APPLICANT), child(1, date(2017, 5, 4))),
        costs=(cost("RENT", 9000),),
        payments={APPLICANT: tuple(paid("ABB", 1250, day) for day in (SEPTEMBER, OCTOBER))},
    )


def test_it_begins_with_the_reference_and_the_verdict() -> None:
    assert explained(Case()).splitlines()[:2] == [
        "UTK-9901-1",
        "Förslag: bifall 5 220 kr för november 2026. Inget avviker.",
    ]


def test_a_row_names_its_fact_with_source_and_time_and_its_paragraph() -> None:
    lines = part(explained(couple_with_rent()), "Beräkning")
    assert (
        "  Barnbidrag/Flerbarnstillägg                                         1 250,00\n"
        "    Underlag: Barnbidrag/Flerbarnstillägg, 2026-10-20: 1 250 kr.\n"
        "      Försäkringskassan, Utbetalningar, läst 2026-11-18 kl. 08.14.\n"
        "    Grund: 15 kap. socialförsäkringsbalken; SOSFS 2013:1.\n"
    ) in lines


def test_a_row_of_the_norm_names_its_table_with_start_date_once() -> None:
    lines = part(explained(Case()), "Beräkning")
    assert (
        "  Ensamstående                                                        3 940,00\n"
        "    Underlag: Vuxna i hushållet: 1. Ärendesystemet, hushållet, läst 2026-11-18\n"
        "      kl. 08.14.\n"
        "    Underlag: Ensamstående: 3 940 kr. 12 kap. 2–3 §§ socialtjänstförordningen\n"
        "      (2025:468), lydelse SFS 2025:1046, gäller från 2026-01-01.\n"
        "\n"
        "  Summa"
    ) in lines


def test_the_rows_add_up_to_the_amount_before_the_eyes() -> None:
    lines = part(explained(couple_with_rent()), "Beräkning")
    assert "9 000,00     8 700,00" in lines
    assert [line.split(maxsplit=1)[1] for line in lines.splitlines() if line.startswith("  Summa")] == [
        "10 920,00",
        "1 790,00",
        "1 250,00",
        "8 700,00",
    ]
    assert lines.endswith(
        "\n\nResultat: inkomster − norm − kostnader = 1 250 kr − 12 710 kr − 8 700 kr =\n−20 160 kr"
    )


def test_an_open_question_gives_rows_and_no_result() -> None:
    lines = part(explained(Case(history={"plans": ()})), "Beräkning")
    assert "  Ensamstående" in lines
    assert "Resultat" not in lines
    assert lines.endswith("ingen summa räknas ut.")


def test_without_a_norm_there_is_no_calculation() -> None:
    case = Case(other={"period": Case().period.shifted(60)})
    assert part(explained(case), "Beräkning") == "Ingen beräkning: normen kunde inte läggas."


def finding(**differs: object) -> Finding:
    """A finding of an invented rule."""
    plain = Finding(
        rule="löner",
        verdict=Verdict.MET,
        weight=Weight.DEVIATION,
        reason="Lönen är ny.",
        reference="12 kap. 1 § i en lag",
        evidence=(Evidence(what="Lön", value="8 000 kr", source="Skatteverket"),),
    )
    return replace(plain, **differs)  # type: ignore[arg-type]


def with_findings(*findings: Finding) -> str:
    assessment = replace(Case().assessed(), findings=findings)
    return part(explain(assessment, Case().facts()), "Vad reglerna svarade")


def test_a_finding_tells_its_rule_verdict_warning_fact_and_paragraph() -> None:
    warned = finding(warns=WarningKind.NEW_INCOME, about="sokande/lon")
    assert with_findings(warned) == (
        "Att ta ställning till: Lönen är ny.\n"
        "  Regel: löner (uppfyllt).\n"
        "  Varning: ny inkomst, sokande/lon.\n"
        "  Underlag: Lön: 8 000 kr. Skatteverket.\n"
        "  Grund: 12 kap. 1 § i en lag."
    )


def test_a_warning_about_nobody_in_particular_says_its_kind_alone() -> None:
    assert "  Varning: ny inkomst.\n" in with_findings(finding(warns=WarningKind.NEW_INCOME))


def test_the_open_questions_come_first_and_the_notes_last() -> None:
    text = with_findings(*(finding(weight=weight, reason=weight.name) for weight in Weight))
    order = [line.split(":")[0] for line in text.splitlines() if not line.startswith(" ") and line]
    assert order == ["Öppen fråga", "Väntar", "Att ta ställning till", "Ändring", "Noterat"]


def test_no_findings_are_said_in_words() -> None:
    assert with_findings() == "Ingen regel hade något att säga utöver beräkningen."


def test_exactness_is_explained_only_where_a_row_has_less_than_an_ore() -> None:
    def explained_row(amount: str) -> str:
        row = Row(section=Section.FAMILY, label="En del", amount=Decimal(amount))
        assessment: Assessment = replace(Case().assessed(), calculation=Calculation(rows=(row,)))
        return explain(assessment, Case().facts())

    assert EXACT in explained_row("1193.333")
    assert EXACT not in explained_row("1193.33")


def test_everybody_asked_is_listed_person_by_person_with_answer_and_time() -> None:
    case = Case(
        members=(adult(), adult(CO_APPLICANT), child(1, date(2009, 5, 4)), child(2, date(2017, 5, 4))),
        payments={APPLICANT: tuple(paid("ABB", 1250, day) for day in (SEPTEMBER, OCTOBER))},
        benefits={
            "so": replace(missing(Why.FETCH_FAILED, "A-kassorna"), fetched_at=Case().known(0, "").fetched_at)
        },
    )
    asked = part(explained(case), "Vad som frågades, om vem och när")
    assert [line for line in asked.splitlines() if line.endswith(":")] == [
        "Hushållet:",
        "Den sökande:",
        "Medsökanden:",
        "Barn 1 (17 år):",
    ]
    assert "- Ansökan i e-tjänsten: svar, läst 2026-11-18 kl. 08.14\n" in asked
    assert "- Försäkringskassan, Utbetalningar: två uppgifter, läst 2026-11-18 kl. 08.14\n" in asked
    assert "- Skatteverket, Skattekonto: inga uppgifter, läst 2026-11-18 kl. 08.14\n" in asked
    silence = "- A-kassorna: inget svar. Källan svarade med fel. Frågad 2026-11-18 kl. 08.14.\n"
    assert silence.replace("\n", " ") in " ".join(asked.split()) + " "


def test_two_questions_to_one_source_about_a_child_are_told_apart() -> None:
    case = Case(members=(adult(), child(1, date(2009, 5, 4))))
    asked = part(explained(case), "Vad som frågades, om vem och när").split("Barn 1 (17 år):\n")[1]
    lines = " ".join(asked.split())
    assert "- Skatteverket, Inkomstuppgifter per månad: inga uppgifter, läst" in lines
    assert "- Skatteverket, Inkomstuppgifter per månad, årets tidigare månader: inga uppgifter, läst" in lines


def test_a_childs_row_is_followed_down_to_its_age_days_and_table() -> None:
    case = Case(members=(adult(), child(1, date(2023, 2, 1), lunch_away=True, days=15)))
    assert (
        "  Barn 3 år                                                           1 250,00\n"
        "    = 2 500 kr × 15 / 30\n"
        "    utan lunch fem dagar i veckan, 15 dagar i hemmet, hel månad är 2 500 kr\n"
        "    Underlag: Barn 1, ålder i november 2026: 3 år. Ärendesystemet, hushållet,\n"
        "      läst 2026-11-18 kl. 08.14.\n"
        "    Underlag: Barn 1, dagar i hemmet: 15. Ansökan i e-tjänsten, läst\n"
        "      2026-11-18 kl. 08.14.\n"
        "    Underlag: Barn 1, uppges äta lunch borta fem dagar i veckan: ja. Ansökan i\n"
        "      e-tjänsten, läst 2026-11-18 kl. 08.14.\n"
        "    Underlag: Barn 3 år: 2 500 kr. 12 kap."
    ) in part(explained(case), "Beräkning")


def test_a_silence_without_a_time_says_no_time() -> None:
    asked = part(
        explained(Case(benefits={"so": missing(source="A-kassorna")})), "Vad som frågades, om vem och när"
    )
    assert "- A-kassorna: inget svar. Källan svarade med fel.\n" in asked


def test_a_person_who_has_left_the_household_since_is_still_told_of() -> None:
    case = Case(members=(adult(), adult(CO_APPLICANT)))
    facts = replace(case.facts(), members=(adult(),))
    assert "En person utanför hushållet:\n" in explain(case.assessed(), facts)
