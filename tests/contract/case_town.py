"""A few invented case files for Almanda's tests, each figure written where it can be read.

The world's date is 2026-11-18.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mock_legacy.world import World
from mock_legacy.world.models import (
    Calculation,
    CalculationRow,
    CaseFile,
    Decision,
    Draft,
    HouseholdMember,
    JobStimulus,
    JournalNote,
    Plan,
    RepaymentClaim,
    Table,
)

COUPLE = "199006022397"
PARTNER = "199107172380"
ELDER = "201501052383"
YOUNGER = "201903142394"
MOVED_OUT = "200001012384"
ALONE = "198203052389"
NEW = "197412192390"
LOCKED = "199307272394"
BEGUN = "199105142393"
DRAFTING = "198501172384"
SECRET = "200104122387"
BLANK = "196811052387"
TWICE = "199606302397"
NOBODY = "196102282388"

SHARED, WAGE = "Gemensamma hushållskostnader", "Lön efter skatt"
ANNA, BO = "anna.handlaggare", "bo.handlaggare"
MORNING = datetime.fromisoformat("2026-11-18T07:42")


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One case file to be written; members are (personnummer, name, role)."""

    key: str
    members: tuple[tuple[str, str, str], ...]
    protection: str = "none"
    locked_by: str | None = None
    more: list[Table] = field(default_factory=list)


def settle(world: World) -> None:
    """Open every case file."""
    with world.session() as session:
        for home in _homes():
            session.add_all(_rows(home))


def _homes() -> list[Home]:
    return [
        Home(
            key="K104233",
            members=(
                (COUPLE, "Åsa Öberg", "Sökande"),
                (PARTNER, "Nils Öberg", "Medsökande"),
                (YOUNGER, "Mio Öberg", "Barn"),
                (ELDER, "Alva Öberg", "Barn"),
            ),
            more=_history("K104233"),
        ),
        Home(key="K104240", members=((ALONE, "Bo Ek", "Sökande"),), more=_past_member("K104240")),
        Home(key="K104241", members=((NEW, "Sara Lind", "Sökande"),)),
        Home(key="K104242", members=((LOCKED, "Karl Vik", "Sökande"),), locked_by=BO),
        Home(key="K104243", members=((BEGUN, "Siv Dal", "Sökande"),), more=[_begun("K104243")]),
        Home(key="K104244", members=((DRAFTING, "Rut Äng", "Sökande"),), more=[_own_draft("K104244")]),
        Home(key="K104245", members=((SECRET, "Ida Skog", "Sökande"),), protection="flagged"),
        Home(key="K104246", members=((BLANK, "Gun Sjö", "Sökande"),), protection="unknown"),
        Home(key="K104247", members=((TWICE, "Eva Mård", "Sökande"),)),
        Home(key="K104248", members=((NOBODY, "Per Mård", "Sökande"), (TWICE, "Eva Mård", "Medsökande"))),
    ]


def _rows(home: Home) -> list[Table]:
    adults = [number for number, _, role in home.members if role != "Barn"]
    file = CaseFile(
        customer_number=home.key,
        applicant=adults[0],
        co_applicant=adults[1] if len(adults) > 1 else None,
        applicant_name=home.members[0][1],
        street="Storgatan 1 lgh 1102",
        postal_code="999 01",
        postal_town="Exempelstad",
        caseworker=ANNA,
        caseworker_name="Anna Bergström",
        unit="Försörjningsstöd Norr",
        opened_on=date(2026, 3, 2),
        protection=home.protection,
        clearing="8327-9",
        account_number="994000371",
        locked_by=home.locked_by,
        locked_at=MORNING if home.locked_by else None,
    )
    members = [
        HouseholdMember(
            customer_number=home.key, personnummer=number, name=name, role=role, valid_from=date(2026, 3, 2)
        )
        for number, name, role in home.members
    ]
    return [file, *members, *home.more]


def _past_member(key: str) -> list[Table]:
    return [
        HouseholdMember(
            customer_number=key,
            personnummer=MOVED_OUT,
            name="Lia Ek",
            role="Barn",
            valid_from=date(2026, 3, 2),
            valid_to=date(2026, 8, 31),
        )
    ]


def _history(key: str) -> list[Table]:
    return [
        *(_calculation(key, month) for month in ("2026-08", "2026-09", "2026-10")),
        *(_decision(key, month) for month in ("2026-09", "2026-10")),
        _refusal(key),
        Plan(
            customer_number=key,
            personnummer=COUPLE,
            kind="Arbetssökande",
            text="Söker arbete på heltid.",
            valid_from=date(2026, 3, 16),
            valid_to=date(2027, 3, 15),
        ),
        Plan(customer_number=key, personnummer=PARTNER, kind="Sfi", text="", valid_from=date(2026, 8, 17)),
        JobStimulus(
            customer_number=key,
            personnummer=PARTNER,
            valid_from=date(2026, 1, 1),
            valid_to=date(2027, 12, 31),
        ),
        RepaymentClaim(
            customer_number=key,
            period="2024-02",
            ground="Oriktiga uppgifter",
            decided_on=date(2024, 5, 14),
            amount_ore=630_000,
            unpaid_ore=210_050,
        ),
        JournalNote(
            customer_number=key,
            written_at=datetime.fromisoformat("2026-09-09T10:20"),
            written_by=ANNA,
            heading="Uppföljning",
            text="Planen följs.",
        ),
    ]


def _calculation(key: str, month: str) -> Calculation:
    first = date.fromisoformat(f"{month}-01")
    return Calculation(
        customer_number=key,
        period=month,
        period_from=first,
        period_to=(first + timedelta(days=31)).replace(day=1) - timedelta(days=1),
        household_size=4,
        norm_sum_ore=1_946_000,
        shared_ore=177_000,
        personal_ore=1_769_000,
        income_sum_ore=1_181_250,
        cost_sum_ore=900_000,
        special_cost_sum_ore=15_050,
        balance_ore=-1_679_800,
        created_by=ANNA,
        created_at=datetime.fromisoformat("2026-10-09T09:15"),
        rows=[
            CalculationRow(
                position=1, section="PERSON", label="Åsa Öberg", personnummer=COUPLE, applicant_ore=1_769_000
            ),
            CalculationRow(
                position=2, section="SHARED", label="Gemensamma hushållskostnader", applicant_ore=177_000
            ),
            CalculationRow(
                position=3, section="INCOME", label="Lön efter skatt", applicant_ore=931_250, on=first
            ),
            CalculationRow(
                position=4,
                section="INCOME",
                label="Barnbidrag/Flerbarnstillägg",
                applicant_ore=125_000,
                co_applicant_ore=125_000,
            ),
            CalculationRow(
                position=5, section="COST", label="Boendekostnad", applied_ore=950_000, approved_ore=900_000
            ),
            CalculationRow(
                position=6, section="SPECIAL_COST", label="Medicin", applied_ore=15_050, approved_ore=15_050
            ),
        ],
    )


def _decision(key: str, month: str) -> Decision:
    first = date.fromisoformat(f"{month}-01")
    return Decision(
        customer_number=key,
        period=month,
        period_from=first,
        period_to=(first + timedelta(days=31)).replace(day=1) - timedelta(days=1),
        kind="Delvis bifall",
        amount_ore=1_679_800,
        decided_by=ANNA,
        decided_on=first.replace(day=9),
        reason="Arbetslös, ingen ersättning",
        text="Du beviljas ekonomiskt bistånd.",
        condition="Förskott på förmån" if month == "2026-09" else "",
    )


def _refusal(key: str) -> Decision:
    return Decision(
        customer_number=key,
        period="2026-08",
        period_from=date(2026, 8, 1),
        period_to=date(2026, 8, 31),
        kind="Avslag",
        decided_by=ANNA,
        decided_on=date(2026, 8, 10),
        reason="Inkomst över norm",
        text="Ansökan avslås.",
    )


def _begun(key: str) -> Calculation:
    return Calculation(
        customer_number=key,
        period="2026-11",
        period_from=date(2026, 11, 1),
        period_to=date(2026, 11, 30),
        household_size=1,
        norm_sum_ore=0,
        shared_ore=0,
        personal_ore=0,
        income_sum_ore=0,
        cost_sum_ore=0,
        balance_ore=0,
        final=False,
        created_by=BO,
        created_at=datetime.fromisoformat("2026-11-17T15:48"),
    )


def _own_draft(key: str) -> Draft:
    begun = datetime.fromisoformat("2026-11-17T15:48")
    return Draft(
        customer_number=key,
        period="2026-11",
        verdict_line="Väntar på samtal med den sökande.",
        created_by=BO,
        created_at=begun,
        changed_by=BO,
        changed_at=begun,
    )
