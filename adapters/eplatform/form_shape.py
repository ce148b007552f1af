"""The shape of "Ansökan om ekonomiskt bistånd" (family 231, version 7), as its technical description has it.

Nothing here says what an answer means.
"""

from adapters.eplatform.shape import Shape, Times

NAMESPACE = "http://www.oeplatform.org/version/2.0/schemas/flowinstance"
FAMILY = "231"
VERSION = "7"


def _blank(name: str, times: Times = Times.ONCE) -> Shape:
    return Shape(name, times, blank=True)


def _question(name: str, *answers: Shape, times: Times = Times.ONCE) -> Shape:
    """A question: the platform's number for it, the words of it, and what was answered."""
    return Shape(name, times, (Shape("QueryID"), Shape("Name"), *answers))


def _one(name: str, times: Times = Times.ONCE, *, blank: bool = False) -> Shape:
    return _question(name, Shape("Value", blank=blank), times=times)


def _user(name: str, times: Times = Times.ONCE) -> Shape:
    email = _blank("Email", Times.MAYBE)
    return Shape(name, times, (_blank("Firstname"), _blank("Lastname"), email, Shape("ID")))


_PERSON = (Shape("Personnummer"), _blank("Firstname"), _blank("Lastname"))
_ADDRESS = (_blank("Address"), _blank("PostalCode"), _blank("PostalAddress"))
_ENTRY = (Shape("Kind"), _blank("Description"))

_HEADER = Shape(
    "Header",
    parts=(
        Shape("Flow", parts=(Shape("FamilyID"), Shape("Version"), Shape("FlowID"), Shape("Name"))),
        Shape("FlowInstanceID"),
        Shape("Status", parts=(Shape("ID"), Shape("Name"))),
        _user("Poster"),
        _user("Owner", Times.MANY),
        Shape("Posted"),
        _user("Editor", Times.MAYBE),
        Shape("Updated", Times.MAYBE),
        Shape("FirstSubmitted"),
        Shape("LastSubmitted"),
    ),
)

_VALUES = Shape(
    "Values",
    parts=(
        _one("applicationType"),
        _one("municipality"),
        _question("period", Shape("Year"), Shape("Month")),
        _question("applicant", *_PERSON, *_ADDRESS),
        _question("coApplicant", *_PERSON, times=Times.MAYBE),
        _question("child", *_PERSON, Shape("DaysInHome"), Shape("LunchWeekdays"), times=Times.NUMBERED),
        _one("householdChanged"),
        _one("housingForm"),
        _one("housingRooms", blank=True),
        _one("housingPersons"),
        _one("housingChanged"),
        _one("hasIncome"),
        _question(
            "income",
            Shape("Kind"),
            Shape("Amount"),
            _blank("Date"),
            Shape("Recipient"),
            _blank("Employer"),
            times=Times.NUMBERED,
        ),
        _question("cost", Shape("Kind"), Shape("Amount"), _blank("Specification"), times=Times.NUMBERED),
        _one("hasAssets"),
        _question("asset", *_ENTRY, times=Times.NUMBERED),
        _one("hasPendingBenefits"),
        _question("pendingBenefit", *_ENTRY, times=Times.NUMBERED),
        _question("activity", Shape("Kind"), times=Times.NUMBERED),
        _one("planning", blank=True),
        _one("message", Times.MAYBE, blank=True),
        _question("attachment", Shape("FileName"), times=Times.NUMBERED),
        _one("attestation"),
    ),
)

_SIGN_EVENT = Shape("SignEvent", Times.MANY, parts=(Shape("SignedChecksum"), Shape("Date"), _user("Signer")))

PROTECTED = _one("protectedIdentity", blank=True)
"""The one question that is not among the form's: no file is refused for its sake, see `protected`."""

FORM = Shape(
    "FlowInstance",
    parts=(_HEADER, _VALUES, Shape("SigningEvents", Times.MAYBE, parts=(_SIGN_EVENT,))),
)
