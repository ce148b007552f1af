"""A person's number as somebody types it: never on the command line, and never shown."""

import getpass
import sys

from flows.cli.trouble import CannotGoOn
from flows.identity import NotAPersonalNumber, PersonalNumber

ASK = "Personnummer, tolv siffror (syns inte): "


def typed_number() -> PersonalNumber:
    """At a terminal it is asked for once nothing is shown any more; else it is standard input's first line.

    Raises CannotGoOn when it is no personnummer, and does not repeat it.
    """
    words = getpass.getpass(ASK) if sys.stdin.isatty() else sys.stdin.readline()
    try:
        return PersonalNumber.parse(words)
    except NotAPersonalNumber as cause:
        raise CannotGoOn(f"That is no personnummer: {cause}.") from None
