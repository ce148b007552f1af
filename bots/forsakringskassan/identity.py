"""Whether an answer page is about the person, and the question, that was asked for."""

from bots.forsakringskassan.question import Question
from bots.forsakringskassan.sheet import Sheet
from bots.kit.errors import NotThatScreen, WrongPersonShown


def require_answer_to(question: Question, sheet: Sheet) -> None:
    """Raise `WrongPersonShown` for anyone else, `NotThatScreen` for another question about the person."""
    if sheet.facts["Personnummer"].replace("-", "") != question.personnummer:
        raise WrongPersonShown
    typed = question.as_typed
    period = f"{typed['Period från och med']} – {typed['Period till och med']}"
    if (sheet.facts["Ärendeidentitet"], sheet.facts["Period"]) != (typed["Ärendeidentitet"], period):
        raise NotThatScreen(detail="the page is the answer to another question about the same person")
