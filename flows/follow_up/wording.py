"""How the follow-up writes numbers, in Swedish: shares, kronor, seconds; and what is hidden or not there."""

from datetime import timedelta

from flows.eligibility.period import MONTH_NAMES, Period
from flows.eligibility.wording import day
from flows.follow_up.figures import Cell, Column, Share, Shown
from flows.follow_up.report import Report

NOT_SHOWN = "–"
WEEKDAYS = ("måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen")
AS_PROPOSED = "Beslutade som föreslaget"
HASTY = "Beslutade som föreslaget inom"
UNOPENED = "Beslutade som föreslaget utan att utkastet öppnats"


def cell_told(cell: Cell, column: Column) -> str:
    """A cell as a page shows it."""
    if cell is None:
        return NOT_SHOWN
    if isinstance(cell, str):
        return cell
    match column.shown:
        case Shown.SHARE:
            return percent(float(cell))
        case Shown.MONEY:
            return kronor(int(cell))
        case _:
            return _grouped(int(cell))


def share_told(share: Share) -> str:
    """`87 % (174 av 200)`."""
    if share.value is None:
        return "inga att räkna"
    return f"{percent(share.value)} ({_grouped(share.part)} av {_grouped(share.whole)})"


def percent(value: float) -> str:
    """`87,3 %`, which no line may part."""
    return f"{value * 100:.1f}\u00a0%".replace(".", ",")


def kronor(ore: int) -> str:
    """Öre as `12 345,50 kr`; whole kronor without decimals."""
    sign, whole, rest = "−" if ore < 0 else "", *divmod(abs(ore), 100)
    return f"{sign}{_grouped(whole)}{f',{rest:02d}' if rest else ''}\u00a0kr"


def median_told(days: float | None) -> str:
    """Days with one decimal."""
    return "inga beslut" if days is None else f"{days:.1f} dagar".replace(".", ",")


def headline(report: Report) -> list[str]:
    """What a head of unit reads first; prepared and decided as proposed stand apart, always."""
    week = {one.name: one for one in report.spans["Veckan"]}
    ours, theirs = week["Förberedda"], week[AS_PROPOSED]
    told = [
        *_so_far(report),
        *_meeting(report),
        *(f"{one.name}: {share_told(one)}." for one in report.first_shares),
        f"Roboten förberedde {share_told(ours)} av veckans ansökningar."
        if ours.whole
        else "Inga ansökningar togs in under veckan.",
        f"Handläggarna beslutade som föreslaget i {share_told(theirs)} av besluten som går att jämföra."
        if theirs.whole
        else "Inga av veckans beslut går att jämföra med ett utkast.",
        *_median(report),
        *_stamped(report),
        _children(report),
    ]
    if report.gone == 1:
        told.append("1 utkast är gallrat. Det räknas som förberett, men går inte att jämföra.")
    elif report.gone:
        told.append(
            f"{_grouped(report.gone)} utkast är gallrade. De räknas som förberedda, men går inte att jämföra."
        )
    return told


def nothing_found(report: Report) -> str:
    """What a report without findings says, where something was tested and where nothing could be."""
    if not report.is_tested:
        return "Inga fynd: det är för få beslut att jämföra."
    return "Inga fynd: skillnaderna under året är inte större än slumpen kan ge."


def _so_far(report: Report) -> list[str]:
    """That nothing here is the last word, while the week goes on."""
    if not report.goes_on:
        return []
    return [f"Veckan pågår. Siffrorna är räknade den {day(report.today)} och kommer att ändras."]


def _median(report: Report) -> list[str]:
    """How long people waited; nothing where none of the week's decisions can tell."""
    days = report.medians["Veckan"]
    return [] if days is None else [f"Mediantiden från ansökan till beslut var {median_told(days)}."]


def _stamped(report: Report) -> list[str]:
    """Decisions as proposed by somebody who cannot have read the draft, of the last four weeks.

    That there was none is said too, and that nobody can tell: silence would look like either.
    """
    of_four_weeks = report.spans["Fyra veckor"]
    hasty = next(one for one in of_four_weeks if one.name.startswith(HASTY))
    unopened = next(one for one in of_four_weeks if one.name == UNOPENED)
    soon = f"{report.choices.hasty_seconds} sekunder från att utkastet öppnades."
    told = []
    if hasty.part:
        told.append(
            f"De senaste fyra veckorna fattades {hasty.part} av {hasty.whole} beslut som föreslaget inom "
            f"{soon} Så fort hinner ingen läsa det."
        )
    elif hasty.whole:
        told.append(f"Inget beslut som föreslaget på fyra veckor kom inom {soon}")
    elif next(one for one in of_four_weeks if one.name == AS_PROPOSED).part:
        told.append("Om utkasten lästes innan besluten fattades går inte att se: tiderna är inte kända.")
    if unopened.part:
        told.append(
            f"De senaste fyra veckorna fattades {unopened.part} av {unopened.whole} beslut som föreslaget "
            "av någon som aldrig hade öppnat utkastet."
        )
    return told


def _children(report: Report) -> str:
    """How many, and of how many nobody can tell before their month is decided."""
    children, undecided = _grouped(report.children), report.children_undecided
    counted_on = f"Veckan började måndagen den {day(report.week.monday)}. Då levde {children} barn"
    if not undecided:
        return f"{counted_on} i hushåll med bistånd."
    this = Period.of(report.week.monday)
    month, before = (MONTH_NAMES[one.month - 1] for one in (this, this.shifted(-1)))
    return (
        f"{counted_on} i hushåll med bistånd för {month}. "
        f"{_grouped(undecided)} barn levde i hushåll som hade bistånd i {before} "
        f"men inte har fått beslut för {month}."
    )


def _meeting(report: Report) -> list[str]:
    """The meeting in the week after, where the municipality has stated a day, and which week is shown."""
    meeting = report.choices.meeting
    if meeting is None:
        return []
    on = report.week.sunday + timedelta(days=1 + meeting)
    until = f"söndagen den {day(report.week.sunday)}"
    return [f"Till mötet {WEEKDAYS[meeting]} den {day(on)}. Siffrorna gäller veckan till och med {until}."]


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
