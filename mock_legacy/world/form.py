"""The e-service form "Ansökan om ekonomiskt bistånd" as Open ePlatform writes it: FlowInstance XML in
ISO-8859-1.

Its field list stands in ``mock_legacy/README.md``. Repeated groups are numbered element names, text is
CDATA, and times are on a twelve-hour clock without a.m. or p.m., as the real platform writes them. Knows
nothing of tables.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mock_legacy.world.calendar_2026 import PERIOD, day_in, month_before
from mock_legacy.world.household import Address, Amount, Household, Income, Resident, Wage

NAMESPACE = "http://www.oeplatform.org/version/2.0/schemas/flowinstance"
ENCODING = "ISO-8859-1"
TWELVE_HOURS = "%Y-%m-%dT%I:%M:%S"
FULL_TIME_DAYS = 30
PROTECTED = "Har du eller någon i hushållet skyddade personuppgifter?"


def user_number(personnummer: str) -> int:
    """The platform's internal number for a citizen, the same at every visit."""
    return 10_000 + int(hashlib.sha256(personnummer.encode()).hexdigest(), 16) % 90_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed, when.

    ``signer_id`` is an internal number for the poster and a personnummer for a co-signer.
    """

    name: str
    signer_id: str
    signed_at: datetime
    checksum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One submitted form: the household's answers and the platform's own facts about them."""

    flow_instance_id: int
    home: Household
    posted: datetime
    signatures: tuple[Signature, ...]
    attachments: tuple[str, ...] = ()
    amount_style: int = 0
    case_address: Address | None = None
    period: str = PERIOD

    @property
    def control(self) -> str:
        """The month whose incomes the form asks for."""
        return month_before(self.period)


def form_xml(submission: Submission) -> bytes:
    """Return the instance as the platform exports it."""
    parts = [
        f'<?xml version="1.0" encoding="{ENCODING}"?>\n<FlowInstance xmlns="{NAMESPACE}">\n',
        _header(submission),
        "<Values>\n",
        *_values(submission),
        "</Values>\n<SigningEvents>\n",
        *(_sign_event(signature) for signature in submission.signatures),
        "</SigningEvents>\n</FlowInstance>\n",
    ]
    return "".join(parts).encode(ENCODING)


def other_form_xml(flow_instance_id: int, posted: datetime) -> bytes:
    """Return a form of another flow, to be left alone."""
    opinion = _question("opinion", 1201, "Vad vill du säga?", Value="Gatlyktan på Åsgatan är trasig.")
    text = (
        f'<?xml version="1.0" encoding="{ENCODING}"?>\n<FlowInstance xmlns="{NAMESPACE}">\n'
        f"<Header><Flow><FamilyID>77</FamilyID><Version>3</Version><FlowID>1022</FlowID>"
        f"<Name>{_cdata('Synpunkter och klagomål')}</Name></Flow>"
        f"<FlowInstanceID>{flow_instance_id}</FlowInstanceID>"
        f"<Posted>{posted:{TWELVE_HOURS}}</Posted></Header>\n"
        f"<Values>{opinion}</Values>\n<SigningEvents/>\n</FlowInstance>\n"
    )
    return text.encode(ENCODING)


def _header(submission: Submission) -> str:
    poster = submission.home.applicant
    posted = submission.posted.strftime(TWELVE_HOURS)
    first, last = _cdata(poster.first_name), _cdata(poster.last_name)
    return (
        "<Header>\n<Flow><FamilyID>231</FamilyID><Version>7</Version><FlowID>1187</FlowID>"
        f"<Name>{_cdata('Ansökan om ekonomiskt bistånd')}</Name></Flow>\n"
        f"<FlowInstanceID>{submission.flow_instance_id}</FlowInstanceID>\n"
        f"<Status><ID>1421</ID><Name>{_cdata('Inskickat')}</Name></Status>\n"
        f"<Poster><Firstname>{first}</Firstname><Lastname>{last}</Lastname>"
        f"<ID>{_poster_id(submission)}</ID></Poster>\n"
        f"<Posted>{posted}</Posted>\n<FirstSubmitted>{posted}</FirstSubmitted>\n"
        f"<LastSubmitted>{posted}</LastSubmitted>\n</Header>\n"
    )


def _poster_id(submission: Submission) -> str:
    return submission.signatures[0].signer_id


def _sign_event(signature: Signature) -> str:
    first, _, last = signature.name.partition(" ")
    return (
        f"<SignEvent><SignedChecksum>{signature.checksum}</SignedChecksum>"
        f"<Date>{signature.signed_at:{TWELVE_HOURS}}</Date><Signer><Firstname>{_cdata(first)}</Firstname>"
        f"<Lastname>{_cdata(last)}</Lastname><ID>{signature.signer_id}</ID></Signer></SignEvent>\n"
    )


def _values(submission: Submission) -> Iterable[str]:
    home = submission.home
    answers = home.form
    year, month = submission.period.split("-")
    yield _question("applicationType", 3101, "Vad vill du ansöka om?", Value=answers.kind)
    yield _question("municipality", 3102, "Kommun", Value=home.applicant.address.municipality_code)
    yield _question("period", 3103, "Vilken månad gäller ansökan?", Year=year, Month=str(int(month)))
    yield from _persons(submission)
    yield _question("householdChanged", 3107, "Har något i hushållet ändrats?", Value="Nej")
    yield _question("protectedIdentity", 3108, PROTECTED, Value=answers.protected)
    yield _question("housingForm", 3110, "Hur bor du?", Value=answers.housing_form)
    yield _question("housingRooms", 3111, "Antal rum (kök oräknat)", Value=str(answers.rooms))
    yield _question("housingPersons", 3112, "Hur många bor i bostaden?", Value=str(home.size))
    yield _question("housingChanged", 3113, "Har boendet ändrats?", Value="Nej")
    yield from _incomes(submission)
    yield from _costs(submission)
    yield from _means(home)
    yield _question("planning", 3150, "Vad planerar du att göra under månaden?", Value=answers.planning)
    yield from (
        _question(f"attachment{number}", 3160, "Bilaga", FileName=name)
        for number, name in enumerate(submission.attachments, start=1)
    )
    yield _question("attestation", 3170, "Jag intygar att uppgifterna är riktiga", Value="Ja")


def _persons(submission: Submission) -> Iterable[str]:
    home = submission.home
    address = submission.case_address or home.applicant.address
    yield _question(
        "applicant",
        3104,
        "Sökande",
        **_person(home.applicant),
        Address=address.street,
        PostalCode=address.postal_code,
        PostalAddress=address.postal_town,
    )
    for co_applicant in home.adults[1:]:
        yield _question("coApplicant", 3105, "Medsökande", **_person(co_applicant))
    for number, child in enumerate(home.children, start=1):
        yield _question(
            f"child{number}",
            3106,
            "Barn som bor hos dig",
            **_person(child),
            DaysInHome=str(FULL_TIME_DAYS),
            LunchWeekdays=_yes(child.eats_lunch_away),
        )


def _person(resident: Resident) -> dict[str, str]:
    return {
        "Personnummer": resident.personnummer,
        "Firstname": resident.first_name,
        "Lastname": resident.last_name,
    }


def _incomes(submission: Submission) -> Iterable[str]:
    declared = [
        (income, income.months[submission.control])
        for income in submission.home.incomes
        if income.declared and submission.control in income.months
    ]
    yield _question("hasIncome", 3120, "Hade hushållet inkomster förra månaden?", Value=_yes(bool(declared)))
    for number, (income, amount) in enumerate(declared, start=1):
        yield _question(f"income{number}", 3121, "Inkomst", **_income(submission, income, amount))


def _income(submission: Submission, income: Income, amount: Amount) -> dict[str, str]:
    employer = income.source.employer if isinstance(income.source, Wage) else ""
    applicant = income.receiver is submission.home.applicant
    return {
        "Kind": income.kind,
        "Amount": _amount(amount.net, submission.amount_style),
        "Date": day_in(submission.control, income.pay_day).isoformat(),
        "Recipient": "Sökande" if applicant else "Medsökande",
        "Employer": employer,
    }


def _costs(submission: Submission) -> Iterable[str]:
    for number, cost in enumerate(submission.home.costs, start=1):
        yield _question(
            f"cost{number}",
            3130,
            "Kostnad",
            Kind=cost.kind,
            Amount=_amount(cost.applied, submission.amount_style),
            Specification=cost.specification,
        )


def _means(home: Household) -> Iterable[str]:
    answers = home.form
    yield _question("hasAssets", 3140, "Har hushållet tillgångar?", Value=_yes(bool(answers.assets)))
    for number, (kind, description) in enumerate(answers.assets, start=1):
        yield _question(f"asset{number}", 3141, "Tillgång", Kind=kind, Description=description)
    waiting = _yes(bool(answers.pending_benefits))
    yield _question("hasPendingBenefits", 3142, "Väntar du på besked om någon ersättning?", Value=waiting)
    for number, (kind, description) in enumerate(answers.pending_benefits, start=1):
        yield _question(
            f"pendingBenefit{number}", 3143, "Sökt ersättning", Kind=kind, Description=description
        )


def _question(element: str, query_id: int, name: str, **fields: str) -> str:
    inner = "".join(f"<{field}>{_cdata(text)}</{field}>" for field, text in fields.items())
    return f"<{element}><QueryID>{query_id}</QueryID><Name>{_cdata(name)}</Name>{inner}</{element}>\n"


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _amount(kronor: int, style: int) -> str:
    """Write an amount as people type it: ``5800``, ``5 800`` or ``5800,00``."""
    return (f"{kronor}", f"{kronor:,}".replace(",", " "), f"{kronor},00")[style % 3]


def _yes(answer: bool) -> str:
    return "Ja" if answer else "Nej"
