"""The follow-up as one page of HTML: nothing is fetched when it is opened, and no script runs.

It has the run report's look, and a table beside every picture. It must not know where pages are kept.
"""

import base64
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from flows.follow_up.figures import Shown
from flows.follow_up.plots import described
from flows.follow_up.report import Report
from flows.follow_up.wording import cell_told, headline, median_told, nothing_found, share_told
from flows.run_report.page import style_and_hash


def page_of(report: Report, plots: Mapping[str, bytes]) -> str:
    """The whole page. What stands in the report is text: nothing in it can become markup."""
    template = _environment().get_template("page.html.jinja")
    pictures = {key: base64.b64encode(one).decode("ascii") for key, one in plots.items()}
    return template.render(report=report, pictures=pictures, lines=headline(report)).lstrip()


def _environment() -> Environment:
    style, style_hash = style_and_hash()
    made = Environment(
        loader=PackageLoader("flows.follow_up", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "cell_told": cell_told,
        "described": described,
        "median_told": median_told,
        "nothing_found": nothing_found,
        "share_told": share_told,
        # Our own file, the run report's.
        "style": Markup(style),  # noqa: S704 # nosec B704
        "style_hash": style_hash,
        "words": Shown.WORDS,
    }
    return made
