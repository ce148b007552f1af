"""A handful of invented inhabitants for Försäkringskassan's tests, each figure written where it can be read.

The world's date is 2026-11-18: what is dated later is planned and not paid.
"""

from datetime import date

from mock_legacy.world import World
from mock_legacy.world.models import (
    AfRegistration,
    AgencyFlag,
    AgencyReply,
    AkassaPayment,
    CsnPayment,
    FkClaim,
    FkDecision,
    FkPayment,
    FkPaymentDetail,
    Person,
    Table,
    Vehicle,
)

MOTHER = "198802092380"
STUDENT = "199606302397"
PENSIONER = "196811052387"
CLAIMANT = "197908222388"
SILENT = "199307272394"
FK_SILENT = "197412192390"
SECRET = "199105142393"
AF_SECRET = "200903022390"
BLANK = "198501172384"
MANY = "200104122387"
NOTHING = "198203052389"
NOBODY = "200001012384"
CSN_BLANK = "199012242385"
PM_SILENT = "196102282388"


def settle(world: World) -> None:
    """Move everybody in."""
    with world.session() as session:
        session.add_all(_persons())
        session.add_all(
            [*_mother(), *_student(), *_pensioner(), *_claimant(), *_silent(), *_flagged(), *_many()]
        )


def _persons() -> list[Table]:
    return [
        _person(MOTHER, "Alma", "Sjöström"),
        _person(STUDENT, "Åke", "Öberg"),
        _person(PENSIONER, "Märta", "Ängquist"),
        _person(CLAIMANT, "Nils", "Hällgren"),
        _person(SILENT, "Sara", "Tyst"),
        _person(FK_SILENT, "Karl", "Stum"),
        _person(SECRET, "Siv", "Dold", fk_protected="ja"),
        _person(AF_SECRET, "Alva", "Gömd"),
        _person(BLANK, "Mio", "Oviss", fk_protected=""),
        _person(MANY, "Rut", "Många"),
        _person(NOTHING, "Bo", "Ek"),
        _person(CSN_BLANK, "Ida", "Suddig"),
        _person(PM_SILENT, "Gun", "Tystberg"),
    ]


def _person(number: str, first: str, last: str, *, fk_protected: str = "nej") -> Person:
    return Person(
        personnummer=number,
        first_name=first,
        last_name=last,
        birth_date=date(int(number[:4]), int(number[4:6]), int(number[6:8])),
        sex="M" if int(number[10]) % 2 else "K",
        street="Storgatan 4 lgh 1101",
        postal_code="990 12",
        postal_town="Exempelstad",
        registered_since=date(2019, 5, 1),
        civil_status="OG",
        civil_status_since=date(2014, 6, 7),
        fk_protected=fk_protected,
    )


def _paid(who: str, code: str, label: str, day: date, kronor: int, **more: object) -> FkPayment:
    settings: dict[str, object] = {
        "amount_type": label,
        "gross_ore": kronor * 100,
        "net_ore": kronor * 100,
        **more,
    }
    first = day.replace(day=1)
    return FkPayment(
        personnummer=who,
        code=code,
        label=label,
        paid_on=day,
        period_from=first,
        period_to=first.replace(day=28),
        **settings,  # type: ignore[arg-type]
    )


def _line(benefit: str, kind: str, kronor: int, extent: int | None = None) -> FkPaymentDetail:
    return FkPaymentDetail(benefit=benefit, amount_type=kind, extent=extent, amount_ore=kronor * 100)


def _mother() -> list[Table]:
    """Two children: flerbarnstillägg is a line of barnbidrag; sjukpenning is taxed and has a deduction."""
    return [
        _paid(
            MOTHER,
            "ABB",
            "Barnbidrag",
            date(2026, 10, 20),
            2650,
            details=[
                _line("Barnbidrag", "Barnbidrag", 2500),
                _line("Barnbidrag", "Flerbarnstillägg", 150),
            ],
        ),
        _paid(MOTHER, "BOB", "Bostadsbidrag", date(2026, 10, 27), 3100),
        _paid(
            MOTHER,
            "SJP",
            "Sjukpenning",
            date(2026, 10, 23),
            0,
            gross_ore=1_234_550,
            tax_ore=345_000,
            deduction_ore=50_000,
            net_ore=839_550,
            details=[_line("Sjukpenning", "Sjukpenning", 12345, extent=75)],
        ),
        _paid(MOTHER, "US", "Underhållsstöd", date(2026, 9, 25), 1673),
        _paid(MOTHER, "US", "Underhållsstöd", date(2026, 8, 25), 1673),
        _paid(MOTHER, "BOB", "Bostadsbidrag", date(2026, 11, 26), 3100),
        FkDecision(
            personnummer=MOTHER,
            code="BOB",
            label="Bostadsbidrag",
            decided_on=date(2026, 1, 9),
            outcome="Beviljad",
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 12, 31),
            monthly_ore=310_000,
        ),
        AfRegistration(
            personnummer=MOTHER,
            job_seeker=True,
            category="11 Arbetslös, redo för arbete",
            registered_on=date(2016, 11, 18),
            last_activity_report=date(2026, 11, 10),
            akassa="Handels a-kassa",
        ),
        AkassaPayment(
            personnummer=MOTHER,
            fund="Handels a-kassa",
            paid_on=date(2026, 10, 15),
            period_from=date(2026, 9, 28),
            period_to=date(2026, 10, 11),
            days=9,
            net_after_tax_ore=612_000,
            net_after_deductions_ore=590_050,
        ),
        Vehicle(
            personnummer=MOTHER, registration="ABC12D", make="Volvo", model="V70", kind="Personbil", year=2008
        ),
    ]


def _student() -> list[Table]:
    """CSN writes paid in two ways, and a row without a date has the date 0."""
    return [
        _csn("GRUNDB", "Studiebidrag", date(2026, 9, 25), "UTBETALAD", 3884),
        _csn("GRUNDL", "Studielån", date(2026, 10, 26), "Utbetald", 8928),
        _csn("GRUNDB", "Studiebidrag", date(2026, 10, 26), "Utbetald", 3884),
        _csn("GRUNDB", "Studiebidrag", date(2026, 11, 25), "Planerad", 3884),
        _csn("TILLB", "Tilläggsbidrag", None, "Planerad", 500),
    ]


def _csn(kind: str, text: str, day: date | None, status: str, kronor: int) -> CsnPayment:
    return CsnPayment(
        personnummer=STUDENT,
        support_form="GRUND",
        text=text,
        amount_type=kind,
        paid_on=day,
        week_from="202636",
        week_to="202703",
        status=status,
        amount_ore=kronor * 100,
    )


def _pensioner() -> list[Table]:
    """One payment of two rows, and one of a single row with a deduction."""
    return [
        _paid(
            PENSIONER,
            "EF",
            "Efterlevandepension",
            date(2026, 10, 19),
            11240,
            agency="PM",
            details=[
                _line("Efterlevandepension", "Änkepension", 9120),
                _line("Efterlevandepension", "Bostadstillägg", 2120),
            ],
        ),
        _paid(
            PENSIONER,
            "AP",
            "Ålderspension",
            date(2026, 9, 18),
            0,
            agency="PM",
            gross_ore=900_000,
            deduction_ore=100_000,
            net_ore=800_000,
        ),
    ]


def _claimant() -> list[Table]:
    return [
        FkClaim(
            personnummer=CLAIMANT,
            code="AS",
            label="Aktivitetsstöd",
            received_on=date(2026, 11, 2),
            period_from=date(2026, 10, 1),
            status="Under handläggning",
            expected_payment_on=date(2026, 11, 25),
        ),
        FkClaim(
            personnummer=CLAIMANT,
            code="BOB",
            label="Bostadsbidrag",
            received_on=date(2026, 10, 12),
            period_from=date(2026, 10, 1),
            status="Under handläggning",
        ),
        FkClaim(
            personnummer=CLAIMANT,
            code="FP",
            label="Föräldrapenning",
            received_on=date(2026, 3, 4),
            period_from=date(2026, 3, 1),
            period_to=date(2026, 3, 31),
            status="Beslutad",
        ),
    ]


def _silent() -> list[Table]:
    return [
        _paid(SILENT, "AS", "Aktivitetsstöd", date(2026, 10, 26), 5200),
        AgencyReply(
            personnummer=SILENT,
            agency="SO",
            state="OTILLGANGLIG",
            felkod="SO-503",
            felmeddelande="Ingen kontakt med a-kassan.",
        ),
        AgencyReply(personnummer=SILENT, agency="CSN", state="FELANDE", until=date(2026, 11, 20)),
        AgencyReply(personnummer=SILENT, agency="AF", state="OTILLGANGLIG"),
        AgencyReply(personnummer=SILENT, agency="PM", state="FELANDE", until=date(2026, 11, 18)),
        AgencyReply(personnummer=FK_SILENT, agency="FK", state="OTILLGANGLIG", felkod="LEFI-900"),
        AgencyReply(personnummer=PM_SILENT, agency="PM", state="FELANDE", felkod="PM-17"),
    ]


def _flagged() -> list[Table]:
    return [
        _paid(SECRET, "ABB", "Barnbidrag", date(2026, 10, 20), 1250),
        AgencyFlag(personnummer=AF_SECRET, agency="AF", text="Ja"),
        AgencyFlag(personnummer=CSN_BLANK, agency="CSN", text=""),
    ]


def _many() -> list[Table]:
    """Twenty-three payments, so three pages of ten."""
    return [
        _paid(MANY, "TFP", "Tillfällig föräldrapenning", date(2026, 10, 1 + number), 100 + number)
        for number in range(23)
    ]
