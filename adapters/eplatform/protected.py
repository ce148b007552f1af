"""The form's question of protected identity, read apart from all others: whatever became of it is an answer.

A file is refused by the name of the field that does not fit, and that name is logged. Told of this question,
it would say of a household that it is protected, or may be.
"""

from collections.abc import Sequence

from lxml import etree

from adapters.eplatform import answers
from adapters.eplatform.form_shape import NAMESPACE, PROTECTED
from adapters.eplatform.shape import read
from adapters.eplatform.unreadable import Unreadable
from flows.eligibility.facts import Protection

_BEGINS = PROTECTED.name.casefold()
_ASKED_IN = f"{{{NAMESPACE}}}Values"


def taken_out(root: etree._Element) -> Protection | None:
    """What was answered, of which nothing is left in the document; None where nobody asked.

    Unknown unless it stands once, where and as the form has it, with one of the form's two words.
    """
    asked = [one for one in root.iterdescendants() if _asks(one)]
    protection = _answered(asked) if asked else None
    for one in asked:
        _take_out(one)
    return protection


def _asks(element: etree._Element) -> bool:
    """Also misspelt or numbered."""
    return etree.QName(element).localname.casefold().startswith(_BEGINS)


def _answered(asked: Sequence[etree._Element]) -> Protection:
    question, parent = asked[0], asked[0].getparent()
    is_as_it_should = (
        len(asked) == 1
        and question.tag == f"{{{NAMESPACE}}}{PROTECTED.name}"
        and parent is not None
        and parent.tag == _ASKED_IN
        and not (question.tail or "").strip()
    )
    if not is_as_it_should:
        return Protection.UNKNOWN
    try:
        return answers.protection(read(question, PROTECTED, NAMESPACE, path=PROTECTED.name).one("Value"))
    except Unreadable:
        return Protection.UNKNOWN


def _take_out(element: etree._Element) -> None:
    """With the text behind it, which may be a part of the answer."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
