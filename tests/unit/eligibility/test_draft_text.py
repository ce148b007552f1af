"""The draft as a caseworker reads it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.assessment import Calculation, Row, Section
from flows.eligibility.draft_lines import row_lines, table, wrapped
from flows.eligibility.draft_text import DraftParts, compose
from flows.eligibility.facts import Fact, Why
from tests.household_facts import APPLICANT, CO_APPLICANT, Case, adult, child, cost, missing, paid, stated

OCTOBER, SEPTEMBER = date(2026, 10, 20), date(2026, 9, 20)


def draft(case: Case) -> DraftParts:
    return compose(case.assessed(), case.facts(), case.rules)


def single_parent() -> Case:
    amounts = (("ABB", 2650, "Barnbidrag"), ("US", 3496, "Underhållsstöd"), ("BOB", 3400, "Bostadsbidrag"))
    return Case(
        members=(adult(), child(1, date(2017, 5, 4)), child(2, date(2021, 3, 10), lunch_away=True)),
        costs=(cost("RENT", 7900), cost("ELECTRICITY", 550), cost("HOME_INSURANCE", 160)),
        payments={
            APPLICANT: tuple(paid(code, net, day) for code, net, _ in amounts for day in (SEPTEMBER, OCTOBER))
        },
        incomes=tuple(stated(f"BENEFIT:{word}", net) for _, net, word in amounts),
    )


def told_surplus() -> Case:
    """Incomes above the norm, stated, and the same as the month before."""
    both = tuple(paid("AS", 9000, day) for day in (SEPTEMBER, OCTOBER))
    return Case(payments={APPLICANT: both}, incomes=(stated("BENEFIT:Aktivitetsstöd", 9000),))


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        (single_parent(), "Förslag: bifall 11 334 kr för november 2026. Inget avviker."),
        (
            Case(statement={"message": "Hej"}),
            "Förslag: bifall 5 220 kr för november 2026. Inget avviker. En uppgift att läsa.",
        ),
        (
            Case(statement={"message": "Hej", "attachments": 1}),
            "Förslag: bifall 5 220 kr för november 2026. Inget avviker. Två uppgifter att läsa.",
        ),
        (
            Case(costs=(cost("RENT", 7200),)),
            "Förslag: delvis bifall 11 620 kr för november 2026, en kostnad nedsatt.",
        ),
        (
            Case(costs=(cost("RENT", 7200),), statement={"message": "Hej"}),
            ("Förslag: delvis bifall 11 620 kr för november 2026, en kostnad nedsatt. En uppgift att läsa."),
        ),
        (
            Case(costs=(cost("RENT", 7200), cost("INTERNET", 299))),
            "Förslag: delvis bifall 11 620 kr för november 2026, två kostnader nedsatta.",
        ),
        (
            told_surplus(),
            "Förslag: avslag för november 2026. Inkomsterna räcker till norm och kostnader.",
        ),
        (
            replace(told_surplus(), statement={"message": "Hej"}),
            (
                "Förslag: avslag för november 2026. Inkomsterna räcker till norm och kostnader."
                " En uppgift att läsa."
            ),
        ),
        (
            Case(history={"plans": ()}),
            "Förslag: utredning för november 2026. En fråga att svara på.",
        ),
        (Case(benefits={"so": missing()}), "Väntar på uppgifter för november 2026, till 19 november 2026."),
    ],
)
def test_the_verdict_is_one_line(case: Case, verdict: str) -> None:
    assert draft(case).verdict == verdict


def test_the_calculation_is_an_aligned_table() -> None:
    assert draft(single_parent()).calculation == "\n".join(
        (
            "Normberäkning familj",
            "  Ensamstående                                                        3 940,00",
            "  Barn 7–10 år                                                        3 820,00",
            "  Barn 4–6 år                                                         2 720,00",
            "    utan lunch fem dagar i veckan",
            "",
            "Gemensamma hushållskostnader",
            "  3 personer                                                          1 790,00",
            "",
            "Inkomster",
            "  Barnbidrag/Flerbarnstillägg                                         2 650,00",
            "  Bostadsbidrag                                                       3 400,00",
            "  Underhållsstöd                                                      3 496,00",
            "",
            "Utgifter                                                     Sökt     Godtaget",
            "  Boendekostnad                                          7 900,00     7 900,00",
            "  Hushållsel                                               550,00       550,00",
            "  Hemförsäkring                                            160,00       160,00",
            "",
            "Inkomster                                                             9 546,00",
            "Norm                                                                 12 270,00",
            "Utgifter och övriga levnadskostnader                                  8 610,00",
            "Underskott                                                           11 334,00",
        )
    )


def test_nothing_changed_and_nothing_deviates_is_said_in_words() -> None:
    parts = draft(single_parent())
    assert parts.changes == "Inget har ändrats sedan förra månaden."
    assert parts.deviations == "Inget avviker."


def test_each_figure_has_its_source_and_time() -> None:
    sources = draft(single_parent()).sources
    assert (
        "- Bostadsbidrag, 2026-10-20: 3 400 kr. Försäkringskassan, Utbetalningar, läst\n"
        "  2026-11-18 kl. 08.14."
    ) in sources
    assert "- Skatteverket, Folkbokföring, 2026-11-18 kl. 08.14" in sources


def test_a_table_has_the_day_it_holds_from_and_is_never_said_to_be_read() -> None:
    sources = draft(single_parent()).sources
    assert (
        "- Ensamstående: 3 940 kr. 12 kap. 2–3 §§ socialtjänstförordningen (2025:468),\n"
        "  lydelse SFS 2025:1046, gäller från 2026-01-01."
    ) in sources


def test_a_figure_that_several_rows_rest_on_is_named_once() -> None:
    twins = Case(members=(adult(), child(1, date(2017, 5, 4)), child(2, date(2017, 5, 4))))
    assert draft(twins).sources.count("- Barn 7–10 år: 3 820 kr.") == 1


def test_a_source_that_did_not_answer_is_listed_as_such() -> None:
    sources = draft(Case(benefits={"so": missing(source="A-kassorna")})).sources
    assert "Utan svar:\n- A-kassorna: inget svar. Källan svarade med fel.\n\nLästa källor:\n" in sources
    assert sources.count("A-kassorna") == 1


def test_a_source_that_nobody_asked_or_that_has_nothing_says_so() -> None:
    for why, words in ((Why.NOT_FETCHED, "inte tillfrågad"), (Why.NOT_FOUND, "ingen uppgift")):
        sources = draft(Case(benefits={"so": missing(why, "A-kassorna")})).sources
        assert f"- A-kassorna: {words}. Källan svarade med fel." in sources


def test_what_the_source_said_ends_in_one_full_stop_whether_it_brought_its_own_or_not() -> None:
    said = replace(missing(Why.NOT_FOUND, "A-kassorna"), detail="svaret gällde september.")
    sources = draft(Case(benefits={"so": said})).sources
    assert "- A-kassorna: ingen uppgift. Svaret gällde september.\n" in sources


def test_a_question_that_never_arose_is_no_silence() -> None:
    sources = draft(Case(benefits={"so": missing(Why.NOT_APPLICABLE, "A-kassorna")})).sources
    assert "A-kassorna" not in sources
    assert "Utan svar" not in sources


def test_a_source_read_for_two_persons_is_named_once_with_the_first_time() -> None:
    case = Case(members=(adult(), adult(CO_APPLICANT)))
    facts = case.facts()
    later = facts.benefits[CO_APPLICANT]
    assert isinstance(later.fk, Fact)
    late = replace(later, fk=replace(later.fk, fetched_at=later.fk.fetched_at.replace(hour=9)))
    for order in ((APPLICANT, CO_APPLICANT), (CO_APPLICANT, APPLICANT)):
        answers = {**facts.benefits, CO_APPLICANT: late}
        both = replace(facts, benefits={key: answers[key] for key in order})
        text = compose(case.assessed(), both, case.rules).sources
        assert text.count("- Försäkringskassan, Utbetalningar, 2026-11-18 kl. 08.14") == 1
        assert "kl. 09.14" not in text


def test_the_basis_cites_each_paragraph_once() -> None:
    basis = draft(single_parent()).basis
    assert basis.count("lydelse SFS 2025:1046") == 1
    assert "- 12 kap. 7 § socialtjänstlagen (2025:400)" in basis


def test_the_basis_splits_a_reference_to_two_acts_and_leaves_out_an_act_that_is_named_with_its_part() -> None:
    case = single_parent()
    payments = {APPLICANT: (*case.payments[APPLICANT], paid("AS", 500, OCTOBER), paid("AS", 500, SEPTEMBER))}
    lines = draft(replace(case, payments=payments)).basis.splitlines()
    assert "- 97 kap. socialförsäkringsbalken" in lines
    assert "- SOSFS 2013:1, inkomster" in lines
    assert "- SOSFS 2013:1" not in lines


def test_a_grant_has_a_decision_text_and_how_to_appeal() -> None:
    proposal = draft(single_parent()).proposal
    assert proposal.startswith("Du får ekonomiskt bistånd med 11 334 kr för november 2026.")
    assert "Du kan överklaga beslutet." in proposal


def test_a_partial_grant_gives_one_paragraph_for_each_cut_cost() -> None:
    proposal = draft(Case(costs=(cost("RENT", 7200), cost("INTERNET", 299)))).proposal
    assert "Du har sökt 7 200 kr för boendekostnad. Vi godtar 6 400 kr." in proposal.replace("\n", " ")
    assert "Du har sökt 299 kr för bredband. Vi godtar 0 kr." in proposal.replace("\n", " ")


def test_a_refusal_never_gets_a_ready_made_text() -> None:
    parts = draft(told_surplus())
    reason = "Ett avslag behöver dina egna ord."
    assert parts.proposal == ""
    assert parts.deviations.startswith("Ha ett samtal med den sökande")
    assert "Inget avviker." not in parts.deviations
    assert parts.deviations.replace("\n", " ").endswith(reason)


def test_an_open_question_leaves_no_result_and_no_proposal() -> None:
    parts = draft(Case(history={"plans": ()}))
    assert "Öppna frågor:\n- Den sökande har ingen planering som gäller" in parts.deviations
    assert parts.calculation.endswith("summan räknas ut när frågorna är besvarade.")
    assert parts.proposal == ""
    assert "Fältet Förslag till beslut är tomt för november 2026." in parts.deviations.split("\n\n")[-1]
    assert "Underskott" not in parts.calculation


def test_a_wait_says_when_the_robot_looks_again() -> None:
    parts = draft(Case(benefits={"so": missing()}))
    assert "Väntar på:\n- A-kassorna har inte svarat om den sökande." in parts.deviations
    assert parts.proposal == ""
    assert parts.deviations.endswith("Roboten ser efter igen den 19 november 2026.")


def test_without_a_norm_there_is_no_calculation() -> None:
    case = Case(other={"period": Case().period.shifted(60)})
    assert draft(case).calculation == "Ingen beräkning: normen kunde inte läggas."


def test_a_surplus_is_called_so() -> None:
    calculation = draft(Case(payments={APPLICANT: (paid("AS", 9000, OCTOBER),)})).calculation
    assert calculation.splitlines()[-1].split() == ["Överskott", "3", "780,00"]


@pytest.mark.parametrize("whole", ["12 345 kr", "12 kap. 7 §", "SFS 2025:1046", "kl. 08.14"])
def test_an_amount_a_paragraph_or_a_time_is_never_broken_over_two_lines(whole: str) -> None:
    for length in range(55, 80):
        assert whole in wrapped(f"{'x' * length} {whole} och mer därtill")


@pytest.mark.parametrize("whole", ["CSN-beslutet", f"https://www.exempelstad.se/{'e-tjanster/' * 7}"])
def test_a_word_with_a_hyphen_and_one_longer_than_the_line_stay_in_one_piece(whole: str) -> None:
    for length in range(60, 80):
        assert whole in wrapped(f"{'x' * length} {whole} och mer därtill").split()


def row(**differs: object) -> Row:
    """A row of an income."""
    plain = Row(section=Section.INCOME, label="Lön efter skatt", amount=Decimal(6000))
    return replace(plain, **differs)  # type: ignore[arg-type]


def test_how_an_amount_came_about_stands_under_its_row_before_the_note() -> None:
    lines = row_lines(row(formula="8 000 kr − 25 %", note="jobbstimulans"))
    assert [line.strip() for line in lines[1:]] == ["= 8 000 kr − 25 %", "jobbstimulans"]
    assert all(line.startswith("    ") for line in lines[1:])
    assert len(row_lines(row())) == 1


def test_a_long_label_is_wrapped_and_its_amount_stands_in_its_column() -> None:
    label = "Överskjutande inkomst från föregående månad enligt tidigare beräkning"
    lines = row_lines(row(label=label, applied=Decimal(7000)))
    assert lines == [
        "  Överskjutande inkomst från föregående månad enligt",
        "    tidigare beräkning                                   7 000,00     6 000,00",
    ]


def test_a_row_without_a_label_has_its_amount_in_its_column() -> None:
    assert row_lines(row(label="")) == [f"{'6 000,00':>78}"]


def test_a_label_that_just_fits_stays_on_one_line() -> None:
    assert len(row_lines(row(label="x" * 50))) == 1
    assert len(row_lines(row(label=f"{'x' * 48} yy"))) == 2


def test_an_amount_that_is_not_the_result_to_the_ore_has_a_line_of_its_own() -> None:
    calculation = Calculation(rows=(row(section=Section.FAMILY, amount=Decimal("4970.25")),))
    rounded = table(calculation, with_result=True, proposed=Decimal(4970)).splitlines()
    assert rounded[-2].split() == ["Underskott", "4", "970,25"]
    assert rounded[-1].split() == ["Föreslaget", "belopp", "i", "hela", "kronor", "4", "970,00"]
    assert table(calculation, with_result=True).splitlines()[-1] == rounded[-2]
    exact = table(calculation, with_result=True, proposed=Decimal("4970.25"))
    assert "hela kronor" not in exact


def test_nothing_changed_is_never_said_above_a_deviation() -> None:
    unstated = {APPLICANT: tuple(paid("BOB", 1300, day) for day in (SEPTEMBER, OCTOBER))}
    parts = draft(Case(payments=unstated))
    assert parts.changes == "Inget utöver det som står under avvikelser."
    assert "Bostadsbidrag" in parts.deviations


def test_what_has_changed_is_listed() -> None:
    grown = {APPLICANT: (paid("AS", 1000, SEPTEMBER), paid("AS", 1120, OCTOBER))}
    parts = draft(Case(payments=grown, incomes=(stated("BENEFIT:Aktivitetsstöd", 1120),)))
    assert parts.changes == "- Den sökande: Aktivitetsstöd har ändrats från 1 000 kr till 1 120 kr."


def test_what_is_only_noted_stands_after_the_deviations_and_not_in_the_basis() -> None:
    uncounted = {APPLICANT: tuple(paid("HE", 700, day) for day in (SEPTEMBER, OCTOBER))}
    parts = draft(Case(payments=uncounted, incomes=(stated("BENEFIT:Handikappersättning", 700),)))
    noted = "- Den sökande har fått Handikappersättning, 700 kr, 20 oktober 2026."
    assert parts.deviations.startswith(f"Inget avviker.\n\nNoterat:\n{noted}")
    assert all(line.startswith(("- ", "  ")) for line in parts.basis.splitlines())


def test_who_to_turn_to_ends_the_text_of_a_granted_decision_and_stands_in_no_empty_one() -> None:
    def asked(case: Case) -> str:
        rules = replace(case.rules, phrases=replace(case.rules.phrases, contact="Du når oss på 0000."))
        return draft(replace(case, rules=rules)).proposal

    assert asked(single_parent()).endswith("\n\nDu når oss på 0000.")
    assert asked(told_surplus()) == ""
