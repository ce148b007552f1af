"""The three drafts that the README shows, as the program words them today, under the case system's headings.

`make golden` writes them anew, between two marks in the README.
"""

from dataclasses import asdict
from pathlib import Path

from adapters.config_files import load_municipality
from bots.almanda.draft_content import TEXT_LABELS
from flows.eligibility.completion import asked_of_applicant
from flows.eligibility.draft_text import compose
from flows.eligibility.track import track_of
from flows.letter import letter_about
from tests.cases.golden_text import Told, case_files
from tests.household_facts import CONFIG

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- Written by make golden. -->", "<!-- To here. -->"
SHOWN = {
    "A rent above the cap": ("delavslag_och_avslag", "Hyra över taket för en person"),
    "A wage that covers the need": ("delavslag_och_avslag", "Lön som täcker behovet"),
    "Two questions, and a letter that asks": ("komplettering", "Komplettering – två frågor ger två rader"),
}


def section() -> str:
    """What stands between the marks."""
    drafts = [f"### {title}\n\n```text\n{_draft(*where)}\n```" for title, where in SHOWN.items()]
    return "\n\n".join([BEGIN, *drafts, END])


def _draft(file: str, case: str) -> str:
    told: Told = case_files()[file][case]
    assessment, period = told.assessment, told.facts.period
    town = load_municipality(CONFIG, "exempelstad")
    notes = track_of(assessment, told.facts, town.practice.main_flow).told
    asked = asked_of_applicant(assessment.findings)
    letter = letter_about(period, asked, municipality=town, today=told.case.question().today)
    parts = asdict(compose(assessment, told.facts, told.case.rules, notes=notes))
    words = parts | {"summary": parts["verdict"], "completion": letter}
    headed = {heading: words[name] for name, heading in TEXT_LABELS.items() if name in words}
    return "\n\n".join(f"{heading.upper()}\n{text or '(tomt)'}" for heading, text in headed.items())


def write() -> None:
    """Write them into the README."""
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{section()}{after}", "utf-8")


if __name__ == "__main__":
    write()
