"""What the platform holds of an application's delivery, as two of its pages show it."""

from dataclasses import dataclass

from bots.kit import swedish
from bots.kit.errors import UnreadableValue, WrongPersonShown
from bots.kit.fields import Fields

_NOT_DELIVERED = "Nej"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Who has taken the application in, under which id; both empty when nobody has."""

    external_id: str = ""
    system: str = ""


def delivery_in(fields: Fields, *, number: str) -> Delivery:
    """The delivery of application `number` among a page's fields.

    Raises `WrongPersonShown` when the page is about another application.
    """
    if fields["Ärende"] != number:
        raise WrongPersonShown(detail="the page is about another application than was asked for")
    if fields["Leverans bekräftad"] == _NOT_DELIVERED:
        return Delivery()
    swedish.timestamp(fields["Leverans bekräftad"], "Leverans bekräftad")
    if not fields["Externt id"]:
        raise UnreadableValue(label="Externt id", trouble="the delivery is confirmed without an id")
    return Delivery(external_id=fields["Externt id"], system=fields["System"])
