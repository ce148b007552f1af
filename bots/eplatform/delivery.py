"""What the platform holds of an application's delivery, as two of its pages show it."""

from dataclasses import dataclass

from bots.kit import swedish
from bots.kit.errors import UnreadableValue, WrongPersonShown
from bots.kit.fields import Fields

_NOT_DELIVERED = "Nej"
COMPLETIONS = "Kompletteringar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Who has taken the application in, under which id; both empty when nobody has.

    `completions` is how many times the applicant has completed it.
    """

    external_id: str = ""
    system: str = ""
    completions: int = 0


def delivery_in(fields: Fields, *, number: str) -> Delivery:
    """The delivery of application `number` among a page's fields.

    Raises `WrongPersonShown` when the page is about another application.
    """
    if fields["Ärende"] != number:
        raise WrongPersonShown(detail="the page is about another application than was asked for")
    completions = counted(fields[COMPLETIONS])
    if fields["Leverans bekräftad"] == _NOT_DELIVERED:
        return Delivery(completions=completions)
    swedish.timestamp(fields["Leverans bekräftad"], "Leverans bekräftad")
    if not fields["Externt id"]:
        raise UnreadableValue(label="Externt id", trouble="the delivery is confirmed without an id")
    return Delivery(external_id=fields["Externt id"], system=fields["System"], completions=completions)


def counted(text: str) -> int:
    """How many times an application has been completed, as a page says it."""
    if not (text.isascii() and text.isdigit()):
        raise UnreadableValue(label=COMPLETIONS, trouble="not a number")
    return int(text)
