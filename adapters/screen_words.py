"""What a screen said when it was examined, as a verdict and a Swedish sentence for operations.

It must not know any product; a value that stood on a screen is never repeated.
"""

import re
from collections.abc import Iterable

from adapters.translation import translated
from bots.kit import errors as screens
from bots.kit.tour import NothingThere, Visited
from flows.errors import UtkastError
from flows.examination import ScreenSeen, Verdict, likeliest_first

_QUOTED = re.compile("“[^”]*”")
_MISFITS = (screens.NotThatScreen, screens.UnreadableValue, screens.WrongPersonShown)

_SENTENCES: dict[type[screens.ScreenError], str] = {
    NothingThere: "Det finns inget att öppna ännu.",
    screens.WrongPersonShown: "Skärmen visade någon annan än den som söktes.",
    screens.SystemSlow: "Systemet svarade inte i tid.",
    screens.SystemUnreachable: "Systemet går inte att nå.",
    screens.SessionLost: "Sessionen tog slut, också efter en ny inloggning.",
    screens.NoFreeAccount: "Alla robotens konton är upptagna.",
    screens.OutsideHours: "Systemet har stängt.",
    screens.ForcedNotice: "En sida väntar på en person: ett meddelande eller ett nytt lösenord.",
    screens.AccessDenied: "Kontot får inte använda skärmen.",
    screens.RecordLocked: "En handläggare har akten öppen.",
    screens.NotListed: "Testpersonen eller ärendet finns inte i systemet.",
    screens.BrowserGone: "Webbläsaren stängdes eller kraschade.",
    screens.ScreenError: "Skärmen svarade på ett sätt som roboten inte känner till.",
}


def told_of(visited: Visited, error: screens.ScreenError, system: str) -> ScreenSeen:
    """The screen that raised `error`."""
    missing, standing = _labels(visited, error)
    verdict = _verdict(error)
    return ScreenSeen(
        screen=visited.screen,
        verdict=verdict,
        missing=missing,
        standing=likeliest_first(missing, standing),
        code="" if verdict is Verdict.NOTHING_THERE else as_flows_say(error, system).code,
        note=_sentence(error),
    )


def as_flows_say(error: screens.ScreenError, system: str) -> UtkastError:
    """What a run would have made of it."""
    try:
        with translated(system):
            raise error
    except UtkastError as said:
        return said


def _verdict(error: screens.ScreenError) -> Verdict:
    if isinstance(error, NothingThere):
        return Verdict.NOTHING_THERE
    stands = isinstance(error, screens.HttpFault) and not error.passing
    return Verdict.DOES_NOT_FIT if stands or isinstance(error, _MISFITS) else Verdict.NOT_VISITED


def _labels(visited: Visited, error: screens.ScreenError) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is gone, and what stands there that the screen does not know."""
    if not isinstance(error, screens.NotThatScreen):
        return (), ()
    unknown = (label for label in error.standing if label not in visited.words)
    return _each_once(error.missing), _each_once(unknown)


def _each_once(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(labels))


def _sentence(error: screens.ScreenError) -> str:
    match error:
        case screens.NotThatScreen():
            told = _misfit(error)
        case screens.UnreadableValue():
            told = f"Det som står vid “{error.label}” går inte att läsa."
        case screens.HttpFault():
            told = f"Systemet svarade med HTTP-status {error.status}."
        case screens.LoginRefused():
            refused = f"Inloggningen vägrades för kontot {error.account} och görs inte om."
            told = f"{refused} Rätta hemligheten {error.secret_name}."
        case screens.AccountLocked():
            told = f"Kontot {error.account} är låst. Be systemets ägare låsa upp det."
        case screens.MaintenancePage():
            until = f" till {error.ends:%Y-%m-%d %H.%M}" if error.ends else ""
            told = f"Systemet är stängt för underhåll{until}."
        case _:
            told = next(_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES)
    return told


def _misfit(error: screens.NotThatScreen) -> str:
    if error.missing:
        return ""
    if (shown := _QUOTED.search(error.expected)) is not None:
        return f"En annan sida än väntat: {shown[0]} saknas."
    if error.standing:
        return "Det står något på skärmen som roboten inte känner till."
    return "Skärmen ser inte ut eller beter sig inte som väntat."
