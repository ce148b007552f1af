"""A failure in Swedish words, the same at the terminal and in the run report."""

from zoneinfo import ZoneInfo

from flows.eligibility.wording import counted, moment
from flows.failures import Before, Bundle, Landmark, PageSeen, Piece
from flows.journal import Step

SWEDEN = ZoneInfo("Europe/Stockholm")
TRIED_AFTER = {
    None: "ta in ansökan från e-tjänsten",
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


def whom_told(met: int, failed: int, waiting: int) -> str:
    """How many applications met a failure, and what became of them."""
    parts = [
        f"{counted(failed, 'en', '').strip()} har felat" if failed else "",
        f"{counted(waiting, 'en', '').strip()} väntar och görs om" if waiting else "",
        f"{counted(met - failed - waiting, 'en', '').strip()} gick vidare" if met > failed + waiting else "",
    ]
    whose = counted(met, "En ansökan", "ansökningar")
    return f"{whose[:1].upper()}{whose[1:]}: {', '.join(filter(None, parts))}." if met else "Ingen ansökan."


def quoted(labels: tuple[str, ...]) -> str:
    """Labels, each within quotation marks."""
    return ", ".join(f"”{label}”" for label in labels)
