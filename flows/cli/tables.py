"""How outcomes look at the terminal."""

from collections.abc import Sequence
from datetime import datetime

from rich.table import Table

from flows.breaker import Breaker
from flows.eligibility.wording import moment
from flows.failure_words import trouble_told
from flows.journal import Pause
from flows.report import SWEDISH, RunReport, new_told, pace_told
from flows.settings import Settings
from flows.swedish_number import applications
from flows.swedish_time import SWEDEN
from flows.work import Outcome, WorkItem


def outcome_table(report: RunReport) -> Table:
    """How many applications ended where."""
    table = Table(title=f"{report.municipality}: {applications(len(report.items))}")
    table.add_column("Läge")
    table.add_column("Förslag eller skäl")
    table.add_column("Antal", justify="right")
    for one in report.counts:
        table.add_row(SWEDISH[one.state], one.why, str(one.number))
    return table


def next_steps(report: RunReport, settings: Settings) -> str:
    """How long it took, what stood in the way, and where to go now."""
    lines = [
        f"{new_told(report)}.",
        pace_told(report),
        *([_interrupted(report)] if report.interrupted else []),
        *(trouble_told(trouble) for trouble in report.troubles),
        *([f"Nattens rapport: utkast report open {report.page}"] if report.page else []),
        "Se vad som väntar: utkast waiting   Se vad som lämnats eller felat: utkast failed",
    ]
    case_system = settings.base_urls.get("case_system")
    if case_system:
        lines.append(f"Utkasten står i ärendesystemet: {case_system}")
    return "\n".join(lines)


def _interrupted(report: RunReport) -> str:
    return report.interrupted if report.pause is None else pause_told(report.pause)


def pause_told(pause: Pause) -> str:
    """That the robot is paused, since when, by whom and why."""
    since = moment(pause.since.astimezone(SWEDEN))
    return f"Roboten är pausad sedan {since} av {pause.who}: {pause.reason}"


def item_table(title: str, items: Sequence[WorkItem]) -> Table:
    """Applications one by one: by reference, never by person.

    Reference, period and reason are whole at 80 columns, so that they can be searched for and pasted.
    """
    table = Table(title=title)
    for heading in ("Referens", "Period", "Läge och skäl"):
        table.add_column(heading, no_wrap=True)
    table.add_column("Vad det betyder", overflow="fold")
    for item in items:
        outcome = item.outcome
        table.add_row(
            item.case_ref,
            str(item.period or ""),
            f"{SWEDISH[outcome.state]}\n{outcome.reason or (outcome.proposal or '')}".strip(),
            _meaning(outcome),
        )
    return table


def _meaning(outcome: Outcome) -> str:
    """What the outcome means, and the day on which a waiting application is taken up again."""
    until = f"Väntar till {outcome.wait_until}." if outcome.wait_until else ""
    return f"{outcome.for_a_list} {until}".strip()


def stop_told(breaker: Breaker) -> str:
    """A stop in three lines: what and since when, what was met, and what happens next."""
    first = f"{breaker.system}: {breaker.code}{_at(' sedan', breaker.since)}"
    return "\n  ".join((first, breaker.what, _then(breaker)))


def _then(breaker: Breaker) -> str:
    if breaker.probe_at is None:
        return "Ingen försöker igen förrän orsaken är åtgärdad."
    return f"Roboten försöker igen av sig själv{_at(' efter', breaker.probe_at)}."


def _at(word: str, when: datetime | None) -> str:
    return f"{word} {when.astimezone(SWEDEN):%Y-%m-%d %H:%M}" if when else ""
