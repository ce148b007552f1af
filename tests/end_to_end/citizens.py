"""A citizen at the inbox: identifies with the test BankID, fills in the form's own page and signs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
from lxml import html

FORM = "/minasidor/ansok"
ALWAYS = {
    "arende": "Återansökan",
    "hushall_andrat": "Nej",
    "skydd": "Nej",
    "bostad_form": "Hyresrätt",
    "bostad_andrad": "Nej",
    "planering": "Jag söker arbete.",
    "gor2": "on",
    "intygan": "Ja",
}
COSTS = ("Hyra", "Hushållsel", "Hemförsäkring")
"""The form's first costs, in the order of its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the citizen types beside what the form knows by itself."""

    month: str
    persons: int
    costs: Mapping[str, int]
    incomes: Mapping[str, int]
    lunch_away: tuple[int, ...] = ()
    """Children by number, from the eldest down, who eat lunch at preschool or school."""
    others: Mapping[str, str] = field(default_factory=dict)
    """By the names of the form's fields: what is typed besides, or instead."""
    files: tuple[tuple[str, str, bytes], ...] = ()
    """What is attached: name, media type, content."""

    def typed(self) -> dict[str, str]:
        """By the names of the form's fields."""
        fields = {**ALWAYS, "manad": self.month, "bostad_personer": str(self.persons)}
        fields |= {f"barn{number}_lunch": "on" for number in self.lunch_away}
        for kind, kronor in self.costs.items():
            fields[f"utgift{COSTS.index(kind) + 1}_belopp"] = str(kronor)
        for number, (kind, kronor) in enumerate(self.incomes.items(), start=1):
            fields |= {f"inkomst{number}_slag": kind, f"inkomst{number}_belopp": str(kronor)}
            fields[f"inkomst{number}_vem"] = "Sökande"
        return fields | self.others


def apply(inbox: str, applicant: str, answers: Answers) -> str:
    """Send the form in, with the co-applicant's signature if there is one; the application's number."""
    with httpx.Client(base_url=inbox, follow_redirects=True, timeout=30) as visit:
        _identify(visit, applicant)
        known = _filled_in_already(visit.get(FORM))
        files = [("bilagor", (name, content, kind)) for name, kind, content in answers.files]
        receipt = visit.post(FORM, data={**known, **answers.typed()}, files=files or None)
        receipt.raise_for_status()
        number = receipt.url.path.rpartition("/")[2]
        assert number.isdecimal(), "the form was not taken in"
        partner = known.get("medsokande_personnummer")
        if partner:
            _identify(visit, partner)
            visit.post(f"/minasidor/signera/{number}").raise_for_status()
    return number


def complete(inbox: str, applicant: str, number: str, answers: Answers) -> None:
    """Send the form of an application once more, with new answers in place of the old."""
    address = f"/minasidor/komplettera/{number}"
    with httpx.Client(base_url=inbox, follow_redirects=True, timeout=30) as visit:
        _identify(visit, applicant)
        known = _filled_in_already(visit.get(address), address)
        receipt = visit.post(address, data={**known, **answers.typed()})
        receipt.raise_for_status()
        assert receipt.url.path.endswith(f"/{number}"), "the form was not taken in"


def _identify(visit: httpx.Client, personal_number: str) -> None:
    visit.post("/legitimera", data={"personnummer": personal_number}).raise_for_status()


def _filled_in_already(answer: httpx.Response, action: str = FORM) -> dict[str, str]:
    """What the form knows from the register: the applicant and the family."""
    answer.raise_for_status()
    (form,) = [one for one in html.fromstring(answer.text).forms if one.action == action]
    return dict(form.form_values())
