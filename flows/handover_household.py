"""What a changed household looks like in each source: how many adults and children, and what does not agree.

Said only in the household's own file, once nobody in it is protected. It must not name anybody.
"""

from flows import gate
from flows.eligibility.case import Role
from flows.eligibility.wording import counted
from flows.records import Application, CaseFile

OTHER_PERSONS = "Det är inte samma personer."
OWN_WORD = "Den sökande uppger att något i hushållet är nytt."
REGISTER = "De är lika. Folkbokföringen visar en annan familj eller olika adresser."


def household_seen(application: Application, file: CaseFile) -> str:
    """In Swedish sentences; what agrees in both has been stopped by the applicant's word or the register."""
    adults = 1 + (application.co_applicant is not None)
    children = sum(one.role is Role.CHILD for one in file.members)
    shown = (
        f"Ansökan visar {_size(adults, len(application.children))}."
        f" Ärendesystemet visar {_size(len(file.members) - children, children)}."
    )
    other = {one.personal_number for one in file.members} != gate.persons_in(application)
    told = [OTHER_PERSONS] * other + [OWN_WORD] * application.household_changed
    return " ".join([shown, *(told or [REGISTER])])


def _size(adults: int, children: int) -> str:
    minors = counted(children, "ett barn", "barn") if children else "inga barn"
    return f"{counted(adults, 'en vuxen', 'vuxna')} och {minors}"
