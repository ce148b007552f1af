"""What the README, CONTRIBUTING and the runbooks tell of configuration is what there is."""

import re
from pathlib import Path

import pytest

from adapters.config_files import known_municipalities, load_municipality
from flows.eligibility.assess import RULES
from tests.household_facts import CONFIG

ROOT = CONFIG.parent
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RUNBOOKS = "\n".join(page.read_text("utf-8") for page in (ROOT / "runbooks").glob("*.md"))
LAYOUT = README.partition("## How the house is laid out")[2].partition("```")[2].partition("```")[0]
A_RULE = CONTRIBUTING.partition("### … a rule\n")[2].partition("###")[0]


@pytest.mark.parametrize("slug", known_municipalities(CONFIG))
def test_every_municipalitys_file_is_accepted(slug: str) -> None:
    assert load_municipality(CONFIG, slug).slug == slug


FOLDERS = sorted(one.name for one in (ROOT / "tests").glob("[!_.]*") if one.is_dir())


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_of_tests_is_laid_out(folder: str) -> None:
    assert re.search(rf"\b{folder}\b", LAYOUT)


@pytest.mark.parametrize("named", ["guidelines/", "municipalities", "parameters", "regler.md", "pictures"])
def test_what_there_is_of_config_and_docs_is_laid_out(named: str) -> None:
    assert named in LAYOUT


@pytest.mark.parametrize(
    "path", ["flows/eligibility/rules/", "flows/eligibility/assess.py", "config/parameters/"]
)
def test_how_to_add_a_rule_names_what_is_there(path: str) -> None:
    assert f"`{path}`" in A_RULE
    assert (ROOT / path).exists()


def test_how_to_add_a_rule_names_what_a_rule_is() -> None:
    for words in (
        "`Question`",
        "`Answer`",
        "`RULE = Rule(…)`",
        "`RULES`",
        "`make register`",
        "`make golden`",
    ):
        assert words in A_RULE
    folder = ROOT / "flows" / "eligibility" / "rules"
    assert {Path(one.answer.__code__.co_filename).parent for one in RULES} == {folder}


def test_the_rules_page_without_a_municipality_is_not_said_to_hold_its_choices() -> None:
    row = next(line for line in README.splitlines() if line.startswith("| `utkast rules` |"))
    assert "with `--municipality SLUG` its local choices too" in row


@pytest.mark.parametrize("command", ["explain", "rules", "parameters", "cases check"])
def test_a_runbook_tells_when_to_use_it(command: str) -> None:
    assert f"`utkast {command}" in RUNBOOKS


@pytest.mark.parametrize("heading", ["A refused file", "A month without a table"])
def test_the_index_by_symptom_leads_to_what_is_told_of_configuration(heading: str) -> None:
    index = (ROOT / "runbooks" / "README.md").read_text("utf-8")
    assert f"](#{heading.lower().replace(' ', '-')})" in index
    assert f"\n## {heading}\n" in index
