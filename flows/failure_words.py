"""A failure in Swedish words, the same at the terminal and in the run report."""

from flows.advice import ADVICE
from flows.eligibility.wording import counted, moment
from flows.errors import Code, UtkastError
from flows.failures import Before, Bundle, Landmark, PageSeen, Piece
from flows.journal import Step
from flows.swedish_time import SWEDEN

OWN_WORDS = "Felets egna ord, på engelska:"
TRIED_AFTER = {
    None: "ta in ansökan från e-tjänsten",
    Step.REOPENED: "öppna akten i ärendesystemet",
    Step.CLAIMED: "öppna akten i ärendesystemet",
    Step.OPENED: "läsa historik och folkbokföring",
    Step.REGISTERED: "hämta inkomster och förmåner, och se efter om ett utkast redan finns",
    Step.GATHERED: "bedöma ansökan",
    Step.ASSESSED: "spara utkastet hos oss",
    Step.KEPT: "fylla i utkastet i ärendesystemet",
    Step.SENDING: "spara utkastet i ärendesystemet",
    Step.SENT: "läsa tillbaka utkastet",
    Step.READ_BACK: "avsluta ansökan",
}
"""What a worker does next when it has come to a step."""


def tried(bundle: Bundle) -> str:
    """What the robot was doing."""
    return TRIED_AFTER[bundle.reached]


def where(piece: Piece) -> str:
    """System and screen; blank when it was met in no system."""
    return f"{piece.system}, skärmen {piece.screen}" if piece.screen else piece.system


def which_try(bundle: Bundle) -> str:
    """Which try it was; in a row when that was counted, else of all there have been."""
    piece = bundle.piece
    if piece is not None and piece.attempt:
        return f"försök {piece.attempt} av högst {piece.most_attempts} i rad"
    return f"försök {bundle.number}" if bundle.number else "före första försöket"


def own_words(what: str) -> str:
    """An error's own words, which are English as in the log, said to be so."""
    return f"{OWN_WORDS} {what}"


def trouble_told(trouble: UtkastError) -> str:
    """What it means and what to do first, in Swedish, then its own words: they name what to look at."""
    advice = ADVICE[Code(trouble.code)] if trouble.code in set(Code) else None
    where = f" i {trouble.system}" if trouble.system else ""
    swedish = f" {advice.meaning} {advice.do}" if advice else ""
    return f"{trouble.code}{where}:{swedish} {own_words(f'{trouble.what} {trouble.next_step}'.strip())}"


def landmark_told(landmark: Landmark) -> tuple[str, ...]:
    """Whether the landmark stood there, which labels were gone, and which stood there instead."""
    if landmark.found:
        first = f"Landmärket {landmark.expected} stod där. Etiketter som saknas: {quoted(landmark.missing)}."
    else:
        first = f"Landmärket {landmark.expected} fanns inte."
    standing = quoted(landmark.standing) if landmark.standing else "inga etiketter"
    return first, f"Där stod: {standing}."


def page_told(page: PageSeen) -> str:
    """One document in a sentence."""
    if page.unreadable:
        return f"{page.path}: kunde inte läsas ({page.unreadable})"
    status = f" (HTTP {page.status})" if page.status else ""
    return f"{page.path}{status}: {quoted(page.labels) if page.labels else 'inga etiketter'}"


def before_told(before: Before | None) -> str:
    """Whether it is new."""
    if before is None:
        return "Första gången av sitt slag."
    times = counted(before.number, "En gång", "gånger").capitalize()
    whose = counted(before.applications, "en ansökan", "ansökningar")
    since = moment(before.since.astimezone(SWEDEN))
    return f"{times} tidigare, för {whose}, först {since}."


def whom_told(concerned: int, failed: int, waiting: int) -> str:
    """How many applications a failure concerned, and what became of them."""
    if not concerned:
        return "Ingen ansökan."
    went_on = concerned - failed - waiting
    became = ((failed, "har felat"), (waiting, "väntar"), (went_on, "gick vidare"))
    parts = ", ".join(f"{counted(number, 'en', '').strip()} {what}" for number, what in became if number)
    whose = counted(concerned, "en ansökan", "ansökningar")
    return f"{whose[:1].upper()}{whose[1:]}: {parts}."


def quoted(labels: tuple[str, ...]) -> str:
    """Labels, each within quotation marks."""
    return ", ".join(f"”{label}”" for label in labels)
