"""What a run came to: counts an operator can read, without a single person in them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.eligibility.wording import moment
from flows.errors import NotAsked, UtkastError
from flows.failure_words import trouble_told
from flows.journal import Pause
from flows.swedish_number import numbered
from flows.swedish_time import SWEDEN
from flows.work import OPEN_STATES, Outcome, State, WorkItem

MOST_FAILURES_TOLD = 20

SWEDISH = {
    State.COLLECTED: "Inkommen",
    State.PREPARING: "Förbereds",
    State.AWAITING_CASEWORKER: "Utkast klart för handläggaren",
    State.NEEDS_HUMAN: "Lämnad till handläggare",
    State.WAITING: "Väntar",
    State.UNCERTAIN: "Osäker: svaret uteblev",
    State.FAILED: "Fel",
    State.DECIDED: "Beslutad",
}


WITH_FAILURES = "Klar med fel"
"""What Prefect calls a night that was let to its end and has something for IT to see to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many applications ended alike: in `state`, by proposal or reason."""

    state: State
    why: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowest:
    """The application that took longest, in seconds of wall time."""

    case_ref: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """One run of one worker. `seconds` is wall time from the first collected application to the last draft.

    `items` are those it has had, and those of today that nobody has taken up.
    `troubles` still stand in somebody's way when it ends; `overcome` are those that passed.
    `page` is the name of the page that tells more of it, blank when there is none; `host` is the machine that
    keeps it, and the evidence.
    `slowest` is the application that took longest, `oldest_waiting` when the oldest that still waits was
    collected, and `next_run` when Prefect begins the next one, if it is to.
    `tracks` tells how the drafts are shared between main and individual flow, blank where nobody tells.
    `pause` is the kill switch if a person has pulled it, and `stopped` why the run was told to end.
    """

    municipality: str
    new: int
    items: tuple[WorkItem, ...]
    seconds: float
    troubles: tuple[UtkastError, ...] = ()
    overcome: tuple[UtkastError, ...] = ()
    pause: Pause | None = None
    stopped: str = ""
    page: str = ""
    host: str = ""
    slowest: Slowest | None = None
    oldest_waiting: datetime | None = None
    next_run: datetime | None = None
    tracks: str = ""

    @property
    def interrupted(self) -> str:
        """Why the run ended before its work was done, in Swedish; blank when it did not.

        Prefect shows it to everybody, so it tells neither who paused the robot nor why.
        """
        if self.pause is not None:
            return f"Roboten är pausad sedan {moment(self.pause.since.astimezone(SWEDEN))}."
        return cut_off(self.stopped)

    @property
    def has_failures(self) -> bool:
        """Whether there is something for IT: an application failed, or a system still stands in the way."""
        return bool(self.troubles or self.failed)

    @property
    def counts(self) -> tuple[Count, ...]:
        """The outcomes, drafts first."""
        return counted(self.items)

    @property
    def failed(self) -> tuple[WorkItem, ...]:
        """The applications that IT has to see to."""
        return tuple(item for item in self.items if item.outcome.state is State.FAILED)

    @property
    def settled(self) -> tuple[WorkItem, ...]:
        """Those that came to an outcome; one that is tried again, or was never taken up, did not."""
        return tuple(item for item in self.items if _is_settled(item.outcome))

    @property
    def seconds_each(self) -> float:
        """Average wall time for an application that was settled, seconds; 0 when none was."""
        return self.seconds / len(self.settled) if self.settled else 0.0


def _is_settled(outcome: Outcome) -> bool:
    untouched = (State.COLLECTED, State.PREPARING, State.UNCERTAIN)
    return outcome.state not in untouched and not outcome.is_tried_again


def new_told(report: RunReport) -> str:
    """How many applications are new."""
    return numbered(report.new, "ny ansökan", "nya ansökningar")


def pace_told(report: RunReport) -> str:
    """How many applications came to an outcome, in how long, and how long each took if any did."""
    settled = numbered(len(report.settled), "förberedd", "förberedda")
    told = f"{settled} på {report.seconds:.1f} s"
    return f"{told} ({report.seconds_each:.2f} s per ansökan)." if report.settled else f"{told}."


def cut_off(why: str) -> str:
    """That a run was told to stop, in Swedish; blank when it was not."""
    return f"Körningen avbröts: {why}" if why else ""


def counted(items: Sequence[WorkItem]) -> tuple[Count, ...]:
    """How many items stand in each state, by proposal or reason."""
    order = (State.AWAITING_CASEWORKER, State.NEEDS_HUMAN, State.WAITING, State.UNCERTAIN, State.FAILED)
    tally = Counter((item.outcome.state, why(item)) for item in items)
    ranked = sorted(tally.items(), key=lambda one: (_rank(order, one[0][0]), one[0][1]))
    return tuple(Count(state=state, why=why, number=number) for (state, why), number in ranked)


def gathered_troubles(met: Iterable[UtkastError | None]) -> tuple[UtkastError, ...]:
    """Each system's troubles once each, as they were first met; a closed hour is no trouble."""
    seen: dict[tuple[str, str], UtkastError] = {}
    for trouble in met:
        if trouble is not None and not isinstance(trouble, NotAsked):
            seen.setdefault((trouble.system, trouble.code), trouble)
    return tuple(seen.values())


def _rank(order: tuple[State, ...], state: State) -> int:
    return order.index(state) if state in order else len(order)


def why(item: WorkItem) -> str:
    """What tells an outcome from others of its state: its reason, or else its proposal."""
    if item.outcome.reason:
        return item.outcome.reason
    return item.outcome.proposal or ""


def as_markdown(report: RunReport) -> str:
    """The report as Prefect shows it."""
    rows = "\n".join(f"| {SWEDISH[one.state]} | {one.why} | {one.number} |" for one in report.counts)
    troubles = _listed(report.troubles)
    interrupted = f"**{report.interrupted}**\n\n" if report.interrupted else ""
    return (
        f"# {report.municipality}\n\n{interrupted}"
        f"{new_told(report)}, {pace_told(report)}\n\n"
        f"| Läge | Förslag eller skäl | Antal |\n| --- | --- | ---: |\n{rows}\n\n"
        f"## I siffror\n\n| | |\n| --- | --- |\n{_figures(report)}\n\n"
        f"{_page_told(report)}"
        f"{_failures_told(report)}"
        f"## System som inte gick att använda\n\n{troubles}\n\n"
        f"## Fel som gick över\n\n{_listed(report.overcome)}\n"
    )


def _figures(report: RunReport) -> str:
    drafted = sum(one.number for one in report.counts if one.state is State.AWAITING_CASEWORKER)
    slowest, oldest = report.slowest, report.oldest_waiting
    told = {
        "Nya ansökningar": str(report.new),
        "Utkast": str(drafted),
        "Till handläggare": _by_why(report, State.NEEDS_HUMAN),
        "Väntar": _by_why(report, *OPEN_STATES),
        "Fel": _by_why(report, State.FAILED),
        "Den äldsta som väntar kom": _at(oldest) if oldest else "ingen väntar",
        "I genomsnitt": f"{report.seconds_each:.2f} s per ansökan" if report.settled else "ingen förberedd",
        "Långsammast": f"{slowest.case_ref}, {slowest.seconds:.1f} s" if slowest else "ingen förberedd",
        "Nästa körning": _at(report.next_run) if report.next_run else "ingen planerad i Prefect",
    }
    if report.tracks:
        told["Huvudflöde"] = report.tracks
    return "\n".join(f"| {name} | {value} |" for name, value in told.items())


def _by_why(report: RunReport, *states: State) -> str:
    """How many, and of them how many for which reason."""
    some = [one for one in report.counts if one.state in states]
    reasons = ", ".join(f"{one.why or SWEDISH[one.state].lower()} {one.number}" for one in some)
    return f"{sum(one.number for one in some)}{f' ({reasons})' if some else ''}"


def _at(when: datetime) -> str:
    return moment(when.astimezone(SWEDEN))


def _failures_told(report: RunReport) -> str:
    """Each failure with the command that opens its evidence; the page has those that do not fit here."""
    failed = report.failed
    if not failed:
        return ""
    told = [
        f"- {item.case_ref}: {item.outcome.reason}, `utkast evidence show {item.case_ref}`"
        for item in failed[:MOST_FAILURES_TOLD]
    ]
    more = len(failed) - len(told)
    rest = [f"- och {more} till: `utkast failed`"] if more else []
    again = ["\nFörbered en igen när orsaken är åtgärdad: `utkast order` med dess referens."]
    where = [f"{evidence_lies(report.host)}\n"] if report.host else []
    return "\n".join(["## Ansökningar som felat\n", *where, *told, *rest, *again]) + "\n\n"


def evidence_lies(host: str) -> str:
    """On which machine the evidence is, for whoever reads of a failure in Prefect's pages."""
    return f"Bevisen ligger på {host}: skriv kommandona där."


def _page_told(report: RunReport) -> str:
    """The command that opens the page of this very run, and where to type it: others may be newer."""
    return f"Rapport, på {report.host}: `utkast report open {report.page}`\n\n" if report.page else ""


def _listed(troubles: Sequence[UtkastError]) -> str:
    return "\n".join(f"- {trouble_told(trouble)}" for trouble in troubles) or "- inga"
