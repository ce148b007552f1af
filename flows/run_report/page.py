"""The run report as one page of HTML: nothing is fetched when it is opened, and no script runs.

It must not know where pages are kept.
"""

import base64
import hashlib
from datetime import datetime
from importlib.resources import files
from statistics import median

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from flows.advice import ADVICE
from flows.eligibility.wording import moment
from flows.failure_words import (
    before_told,
    landmark_told,
    page_told,
    tried,
    where,
    which_try,
    whom_told,
)
from flows.failures import marks
from flows.journal import MEANING
from flows.report import SWEDISH
from flows.run_report.record import Record, Span
from flows.run_report.timeline import Part, strokes
from flows.swedish_time import SWEDEN

UNFOLDED = 200
"""So many applications are shown line by line; more are folded by the hundred."""
_STYLE = files("flows.run_report").joinpath("page.css").read_text(encoding="utf-8")


def page_of(record: Record) -> str:
    """The whole page. What stands in the record is text: nothing in it can become markup."""
    template = _environment().get_template("page.html.jinja")
    most = max((one.number for one in record.counts), default=1)
    return template.render(record=record, most=most, states_told=_states_told(record)).lstrip()


def _states_told(record: Record) -> str:
    """How many stand in each state, in words: the same to those who see the chart and those who hear it."""
    told = ", ".join(f"{SWEDISH[state].lower()}: {number}" for state, number in record.states)
    return f"{told[:1].upper()}{told[1:]}" if told else "Ingen har hanterats"


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("flows.run_report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "when": lambda at: moment(at.astimezone(SWEDEN)),
        "clock": lambda at: f"{at.astimezone(SWEDEN):%H.%M.%S}",
        "day": lambda at: at.astimezone(SWEDEN).date().isoformat(),
        "middle": median,
        "secs": seconds,
        "spell": spell,
        "base64": lambda content: base64.b64encode(content).decode("ascii"),
    }
    made.globals |= {
        "advices": {str(code): one for code, one in ADVICE.items()},
        "before_told": before_told,
        "marks": marks,
        "span_told": span_told,
        "landmark_told": landmark_told,
        "meaning": MEANING,
        "page_told": page_told,
        "parts": list(Part),
        "strokes": strokes,
        # Our own file, beside this one.
        "style": Markup(_STYLE),  # noqa: S704 # nosec B704
        "style_hash": _hash_of(_STYLE),
        "swedish": SWEDISH,
        "tried": tried,
        "unfolded": UNFOLDED,
        "where": where,
        "which_try": which_try,
        "whom_told": whom_told,
    }
    return made


def style_and_hash() -> tuple[str, str]:
    """The look of pages made for people, and what a page's own policy knows it by."""
    return _STYLE, _hash_of(_STYLE)


def _hash_of(style: str) -> str:
    """What the page's own policy knows the style by: no other has any effect."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")


def seconds(value: float) -> str:
    """Seconds as in a table: `1,2 s`; with two decimals under one, and none from a hundred."""
    decimals = 2 if value < 1 else 1 if value < 100 else 0
    return f"{value:.{decimals}f} s".replace(".", ",")


def spell(value: float) -> str:
    """A span of time in words: `45 s`, `12 min 5 s`, `3 tim 20 min`."""
    whole = round(value)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} tim {whole % 3600 // 60} min"


def span_told(span: Span) -> str:
    """From when to when; the day once if it is one."""
    start, end = (moment(at.astimezone(SWEDEN)) for at in (span.start, span.end))
    return f"{start} till {end.removeprefix(start.partition(' ')[0]).strip()}"


def name_of(record: Record, at: datetime) -> str:
    """What a report's file is called: the time it was made, and whose it is; in a list the newest is last."""
    run = record.run.rpartition("-")[2]
    return "-".join(filter(None, (f"{at.astimezone(SWEDEN):%Y%m%dT%H%M%S}", record.slug, run))) + ".html"
