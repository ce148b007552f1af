"""Persons as the authorities number them; masked wherever they might be shown by accident."""

from dataclasses import dataclass
from datetime import date

from personnummer.personnummer import Personnummer, PersonnummerException


class NotAPersonalNumber(ValueError):
    """The text is no valid personnummer or samordningsnummer; the message never repeats the text."""


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A personnummer or samordningsnummer with twelve digits (folkbokföringslagen 18 §, lag 2022:1697).

    Raises NotAPersonalNumber when the form, the date or the check digit is wrong.
    """

    digits: str

    def __post_init__(self) -> None:
        if len(self.digits) != 12 or not self.digits.isdigit():
            raise NotAPersonalNumber("a personnummer is written with twelve digits")
        try:
            Personnummer(self.digits)
        except PersonnummerException:
            raise NotAPersonalNumber("the date or the check digit of a personnummer is wrong") from None

    @classmethod
    def parse(cls, text: str) -> "PersonalNumber":
        """Read twelve digits with or without hyphen or blanks. Raises NotAPersonalNumber."""
        return cls(text.strip().replace("-", "").replace(" ", ""))

    @property
    def born(self) -> date:
        """The birth date the number carries (a samordningsnummer adds 60 to the day)."""
        day = int(self.digits[6:8])
        return date(int(self.digits[:4]), int(self.digits[4:6]), day - 60 if day > 60 else day)

    def __repr__(self) -> str:
        return "PersonalNumber(********-****)"

    __str__ = __repr__
