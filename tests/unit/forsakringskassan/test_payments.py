"""What rows of the portal mean as payments: supplements, two shapes, statuses."""

from datetime import date
from decimal import Decimal

import pytest

from adapters.forsakringskassan.payments import csn_is_paid, from_csn, from_fk, from_pm
from bots.forsakringskassan.records import CsnRow, FkDetail, FkPayment, PmPayment, PmRow
from bots.kit.errors import UnreadableValue

DAY = date(2026, 10, 20)


def fk(net: str, *details: tuple[str, str], kind: str = "Barnbidrag") -> FkPayment:
    return FkPayment(
        number=1,
        paid_on=DAY,
        code="ABB",
        name="Barnbidrag",
        kind=kind,
        period_from=DAY.replace(day=1),
        period_to=DAY,
        gross=Decimal(net),
        tax=Decimal(0),
        deduction=Decimal(0),
        net=Decimal(net),
        details=tuple(FkDetail(kind=name, amount=Decimal(amount)) for name, amount in details),
    )


def pm(net: str, *rows: tuple[str, str, str]) -> PmPayment:
    return PmPayment(
        number=1,
        paid_on=DAY,
        net=Decimal(net),
        deduction=Decimal(0),
        rows=tuple(
            PmRow(code=code, name=name, period_from=DAY, period_to=DAY, amount=Decimal(amount))
            for code, name, amount in rows
        ),
    )


def csn(status: str, day: date | None = DAY) -> CsnRow:
    return CsnRow(
        form="GRUND", name="Studielån", kind="GRUNDL", paid_on=day, status=status, amount=Decimal(8928)
    )


def test_flerbarnstillagg_becomes_a_payment_of_its_own() -> None:
    found = from_fk(fk("2650", ("Barnbidrag", "2500"), ("Flerbarnstillägg", "150")))
    assert [(one.code, one.label, one.net) for one in found] == [
        ("ABB", "Barnbidrag", Decimal(2500)),
        ("ABB-FLB", "Flerbarnstillägg", Decimal(150)),
    ]


def test_flerbarnstillagg_on_a_row_of_its_own_keeps_its_name() -> None:
    (found,) = from_fk(fk("150", kind="Flerbarnstillägg"))
    assert (found.code, found.label, found.net) == ("ABB-FLB", "Flerbarnstillägg", Decimal(150))


def test_lines_that_do_not_add_up_leave_the_payment_whole() -> None:
    (found,) = from_fk(fk("2600", ("Barnbidrag", "2500"), ("Flerbarnstillägg", "150")))
    assert (found.code, found.net) == ("ABB", Decimal(2600))


def test_lines_of_the_same_benefit_are_not_split() -> None:
    (found,) = from_fk(fk("3346", ("Underhållsstöd barn 1", "1673"), ("Underhållsstöd barn 2", "1673")))
    assert found.net == Decimal(3346)


def test_nothing_is_lost_or_added_by_splitting() -> None:
    payment = fk("4660", ("Barnbidrag", "3750"), ("Flerbarnstillägg", "730"), ("Barnbidrag", "180"))
    assert sum(one.net for one in from_fk(payment)) == payment.net


def test_a_pension_with_a_deduction_is_what_was_paid_out() -> None:
    (found,) = from_pm(pm("8000", ("AP", "Ålderspension", "9000")))
    assert (found.agency, found.code, found.net) == ("PM", "AP", Decimal(8000))


def test_several_pensions_with_a_deduction_stay_one_payment_with_all_their_names() -> None:
    (found,) = from_pm(pm("9500", ("AP", "Ålderspension", "9000"), ("BTI", "Bostadstillägg", "1000")))
    assert (found.code, found.label) == ("AP+BTI", "Ålderspension, Bostadstillägg")
    assert found.net == Decimal(9500)


def test_a_pension_without_rows_cannot_be_read() -> None:
    with pytest.raises(UnreadableValue):
        from_pm(pm("9500"))


@pytest.mark.parametrize("status", ["Utbetald", "UTBETALAD", "utbetald"])
def test_csn_spells_paid_in_more_than_one_way(status: str) -> None:
    assert csn_is_paid(csn(status))


def test_a_plan_is_not_a_payment() -> None:
    assert not csn_is_paid(csn("Planerad"))


def test_an_unknown_status_is_neither_paid_nor_planned() -> None:
    with pytest.raises(UnreadableValue):
        csn_is_paid(csn("Återkrävd"))


def test_a_csn_payment_keeps_grant_and_loan_apart_by_its_code() -> None:
    assert from_csn(csn("Utbetald")).code == "GRUNDL"
