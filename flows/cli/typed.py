"""What somebody types when asked: a person's number, never on the command line and never shown, or yes."""

import getpass
import sys

import typer

from flows.cli.trouble import CannotGoOn
from flows.identity import NotAPersonalNumber, PersonalNumber

ASK = "Personnummer, tolv siffror (syns inte): "
YES = {"j", "ja", "y", "yes"}


def typed_number() -> PersonalNumber:
    """At a terminal it is asked for once nothing is shown any more; else it is standard input's first line.

    Raises CannotGoOn when it is no personnummer, and does not repeat it.
    """
    words = getpass.getpass(ASK) if sys.stdin.isatty() else sys.stdin.readline()
    try:
        return PersonalNumber.parse(words)
    except NotAPersonalNumber as cause:
        raise CannotGoOn(f"That is no personnummer: {cause}.") from None


def says_yes(question: str) -> bool:
    """Whether the answer is a yes, in Swedish or in English; anything else is a no, nothing at all too."""
    answer: str = typer.prompt(f"{question} (j/N)", default="n", show_default=False, prompt_suffix=" ")
    return answer.strip().casefold() in YES
