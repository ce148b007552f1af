"""The mutants that live although the tests are as they should be, each with its reason (`survivors.yaml`)."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

FILE = Path(__file__).with_name("survivors.yaml")


@dataclass(frozen=True)
class Survivor:
    """One mutant told by what it does, for mutmut's own numbers change with every edit.

    `where` is module and function (`outcome.outcome`, `period.Period.parse`); `was` and `became` are the
    changed lines without their indents.
    """

    where: str
    was: str
    became: str
    why: str = field(default="", compare=False)

    def told(self) -> str:
        """As an entry of the list, to paste."""
        entry = {"where": self.where, "was": self.was, "became": [self.became], "why": self.why}
        return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=110).rstrip()


class Entry(BaseModel):
    """Mutants of one place that live for the same reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    where: str
    was: str
    became: tuple[str, ...] = Field(min_length=1)
    why: str = Field(min_length=20)


@cache
def listed() -> tuple[Survivor, ...]:
    """Every listed mutant. Raises pydantic.ValidationError for an entry without a reason."""
    entries = TypeAdapter(tuple[Entry, ...]).validate_python(yaml.safe_load(FILE.read_text("utf-8")) or ())
    return tuple(
        Survivor(where=entry.where, was=entry.was, became=became, why=entry.why)
        for entry in entries
        for became in entry.became
    )
