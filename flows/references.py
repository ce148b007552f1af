"""Which application somebody asks for, and what may be told Prefect of it: our reference and nothing else.

Prefect keeps what it is told, in parameters, names and tags, and shows it to everybody. So free text is
refused before it gets there: on the command line by `asked_reference`, and in Prefect's own form by the
patterns below, which its server holds the parameters against.
"""

import re
from typing import Annotated

from pydantic import StringConstraints

from flows.work import UnknownReference, case_ref_for

_NUMBER = "[0-9]{1,9}"
"""An application's number in the inbox. A personnummer has ten digits or twelve."""
_REFERENCE = f"UTK-[0-9]{{4}}-{_NUMBER}"
CaseRef = Annotated[str, StringConstraints(pattern=f"^{_REFERENCE}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[^0-9\s/][^\s/]*$", max_length=60)]
"""A municipality's file, without `.yaml`."""


def asked_reference(which: str, municipality_code: str) -> str:
    """Our reference of the application whose reference, or number in the inbox, somebody gives.

    Raises UnknownReference for anything else, and never says it again: it may be a personnummer.
    """
    ours = case_ref_for(municipality_code, "")
    case_ref = f"{ours}{which}" if re.fullmatch(_NUMBER, which) else which
    if not re.fullmatch(_REFERENCE, case_ref):
        raise UnknownReference(
            f"That is no reference of an application. Write one such as {ours}100234, or its number in the "
            "inbox, which has at most nine digits. A personnummer is never written here."
        )
    if not case_ref.startswith(ours):
        raise UnknownReference(f"{case_ref} is another municipality's: here they begin with {ours}.")
    return case_ref
