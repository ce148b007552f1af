"""The follow-up's tables as pictures: one PNG for each that is charted, with the numbers in words beside."""

from io import BytesIO

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from flows.follow_up.figures import Shown, Table
from flows.follow_up.report import Report

COLOURS = ("#1a4f8b", "#b7791f", "#276749", "#7b3f8c")
MOST_LABELS = 14


def plots_of(report: Report) -> dict[str, bytes]:
    """By the table's key; tables without rows have none."""
    # A reason that somebody has typed is text, also where it has the signs of mathematics.
    with rc_context({"text.parse_math": False}):
        return {one.key: _plot(one) for one in report.tables if one.charted and one.rows}


def described(table: Table) -> str:
    """What a picture shows, for who cannot see it; the numbers stand in the table beside it."""
    return f"Diagram över {', '.join(table.charted).lower()}: {table.title}. Siffrorna står i tabellen."


def _plot(table: Table) -> bytes:
    figure = Figure(figsize=(7.5, 3.6), dpi=110, layout="constrained")
    axes = figure.subplots()
    names = [str(row[0]) for row in table.rows]
    over_time = table.is_over_time
    for at, charted in enumerate(table.charted):
        column = next(one for one in table.columns if one.name == charted)
        divisor = 100 if column.shown is Shown.MONEY else 1
        values = [
            float("nan") if not isinstance(one, int | float) else one / divisor
            for one in table.column(charted)
        ]
        colour = COLOURS[at % len(COLOURS)]
        if over_time:
            axes.plot(range(len(names)), values, marker="o", markersize=3, label=charted, color=colour)
        else:
            width = 0.8 / len(table.charted)
            places = [place + at * width for place in range(len(names))]
            axes.barh(places, values, height=width, label=charted, color=colour)
        if column.shown is Shown.SHARE:
            (axes.yaxis if over_time else axes.xaxis).set_major_formatter(PercentFormatter(1.0))
    _label(axes, names, over_time=over_time)
    axes.set_title(table.title, loc="left")
    if len(table.charted) > 1:
        figure.legend(loc="outside lower center", ncols=len(table.charted), frameon=False)
    held = BytesIO()
    # Nothing of the machine or the moment: the same table gives the same bytes.
    figure.savefig(held, format="png", metadata={"Software": None})
    return held.getvalue()


def _label(axes: Axes, names: list[str], *, over_time: bool) -> None:
    short = [name if len(name) <= 34 else f"{name[:33]}…" for name in names]
    if over_time:
        step = -(-len(names) // MOST_LABELS)
        axes.set_xticks(range(0, len(names), step), short[::step], rotation=45, ha="right")
        axes.set_ylim(bottom=0)
    else:
        axes.set_yticks(range(len(names)), short)
        axes.invert_yaxis()
