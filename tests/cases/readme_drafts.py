"""The three drafts that the README shows, as the program words them today.

`make golden` writes them anew, between two marks in the README.
"""

from dataclasses import fields
from pathlib import Path

from adapters.config_files import load_municipality
from flows.eligibility.draft_text import DraftParts, compose
from flows.eligibility.track import track_of
from tests.cases.golden_text import HEADINGS, Told, case_files
from tests.household_facts import CONFIG

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- Written by make golden. -->", "<!-- To here. -->"
SHOWN = {
    "A rent above the cap": ("delavslag_och_avslag", "Hyra över taket för en person"),
    "A wage that covers the need": ("delavslag_och_avslag", "Lön som täcker behovet"),
    "An employer that nobody has told of": ("utredning", "Ny arbetsgivare som inte är uppgiven"),
}


def section() -> str:
    """What stands between the marks."""
    drafts = [f"### {title}\n\n```text\n{_draft(*where)}\n```" for title, where in SHOWN.items()]
    return "\n\n".join([BEGIN, *drafts, END])


def _draft(file: str, case: str) -> str:
    told: Told = case_files()[file][case]
    assessment = told.assessment
    flow = load_municipality(CONFIG, "exempelstad").practice.main_flow
    notes = track_of(assessment, told.facts, flow).told
    parts = compose(assessment, told.facts, told.case.rules, notes=notes)
    words = {HEADINGS[part.name].upper(): getattr(parts, part.name) for part in fields(DraftParts)}
    return "\n\n".join(f"{heading}\n{text or '(tomt)'}" for heading, text in words.items())


def write() -> None:
    """Write them into the README."""
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{section()}{after}", "utf-8")


if __name__ == "__main__":
    write()
