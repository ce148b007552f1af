"""Every code that stops something has a runbook, and what a runbook tells people to type exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from flows.cli.app import app
from flows.errors import Code

ROOT = Path(__file__).resolve().parent.parent.parent
RUNBOOKS = ROOT / "runbooks"
PAGES = sorted(page for page in RUNBOOKS.glob("*.md") if page.stem.isupper() and page.stem != "README")
ACTS = sorted(page for page in RUNBOOKS.glob("*.md") if page.stem.islower())
DECISIONS = sorted((RUNBOOKS / "decisions").glob("*.md"))
EVERY_PAGE = [ROOT / "README.md", RUNBOOKS / "README.md", *PAGES, *ACTS, *DECISIONS]
SCHEDULES = re.findall(r"slug: (\w+)", (ROOT / "prefect.yaml").read_text(encoding="utf-8"))
LONGEST_LINES = 70
TOLD_IN_FULL = {"pausing", "backup-and-restore", "server-installation", "upgrade"}
"""Pages that tell how something works or is made, beside those that say what to type when it breaks."""

_BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`((?:utkast|make) [^`]+)`")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def command_lines(text: str) -> list[str]:
    """Every line of a fenced block, and every command within a sentence."""
    fenced = [line for block in _BLOCK.findall(text) for line in block.splitlines()]
    return [*fenced, *_INLINE.findall(_BLOCK.sub("", text))]


def unknown_words(line: str) -> str:
    """What is wrong with a `utkast` command line, or nothing: each command and each option must exist."""
    command = typer.main.get_command(app)
    words = line.split("#", maxsplit=1)[0].split()[1:]
    while words and isinstance(command, TyperGroup):
        if command.invoke_without_command and words[0].startswith("-"):
            break
        name = words.pop(0)
        if name not in command.commands:
            return f"{line}: no command {name}"
        command = command.commands[name]
    if isinstance(command, TyperGroup) and not command.invoke_without_command:
        return f"{line}: names no command"
    known = {option for parameter in command.params for option in parameter.opts}
    return next((f"{line}: no option {one}" for one in words if one.startswith("-") and one not in known), "")


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.+)$", _BLOCK.sub("", text), re.MULTILINE)


def sentences_on_one_line(text: str) -> Iterator[str]:
    """Lines of running text with more than one sentence; tables and blocks are no running text."""
    for line in _BLOCK.sub("", text).splitlines():
        if not line.startswith("|") and re.search(r"[a-zåäö)`*][.!?] +[A-ZÅÄÖ]\w+ \w+", line):
            yield line


def test_every_code_has_a_runbook_and_every_runbook_a_code() -> None:
    assert {page.stem for page in PAGES} == {code.value for code in Code}


@pytest.mark.parametrize("sheet", PAGES, ids=lambda sheet: sheet.stem)
def test_a_runbook_tells_meaning_impact_diagnosis_and_mitigation(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert text.startswith(f"# {sheet.stem}\n")
    assert headings(text) == ["Meaning", "Impact", "Diagnosis", "Mitigation"]
    assert len(text.splitlines()) <= LONGEST_LINES


@pytest.mark.parametrize(
    "sheet", [one for one in ACTS if one.stem not in TOLD_IN_FULL], ids=lambda one: one.stem
)
def test_a_page_of_what_to_do_is_built_like_a_runbook(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert headings(text) == ["Meaning", "Impact", "Diagnosis", "Mitigation"]
    assert len(text.splitlines()) <= LONGEST_LINES


@pytest.mark.parametrize("sheet", DECISIONS, ids=lambda sheet: sheet.stem)
def test_a_decision_tells_context_decision_and_consequences(sheet: Path) -> None:
    assert headings(sheet.read_text(encoding="utf-8")) == ["Context", "Decision", "Consequences"]


@pytest.mark.parametrize("sheet", EVERY_PAGE, ids=lambda sheet: sheet.stem)
def test_every_command_that_a_page_names_exists(sheet: Path) -> None:
    lines = command_lines(sheet.read_text(encoding="utf-8"))
    assert [wrong for line in lines if line.startswith("utkast") and (wrong := unknown_words(line))] == []
    asked = [line.split() for line in lines if line.startswith("make")]
    assert {words[1] for words in asked if len(words) > 1} <= targets()


@pytest.mark.parametrize("sheet", EVERY_PAGE, ids=lambda sheet: sheet.stem)
def test_every_link_leads_somewhere(sheet: Path) -> None:
    links = _LINK.findall(sheet.read_text(encoding="utf-8"))
    assert [link for link in links if not (sheet.parent / link).exists()] == []


@pytest.mark.parametrize("sheet", EVERY_PAGE, ids=lambda sheet: sheet.stem)
def test_a_page_has_one_sentence_a_line(sheet: Path) -> None:
    assert list(sentences_on_one_line(sheet.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("sheet", EVERY_PAGE, ids=lambda sheet: sheet.stem)
def test_a_time_that_a_page_has_people_set_is_one_that_the_municipalitys_file_takes(sheet: Path) -> None:
    told = re.findall(r"`(\w+)` in the municipality's timetable", sheet.read_text(encoding="utf-8"))
    assert [one for one in told if one not in SCHEDULES] == []


def test_a_new_municipality_and_a_second_try_are_told_with_the_commands_for_prefect() -> None:
    told = {
        name: (RUNBOOKS / f"{name}.md").read_text(encoding="utf-8") for name in ("new-municipality", "README")
    }
    assert "utkast console deploy --municipality nystad" in command_lines(told["new-municipality"])
    assert "utkast order" in command_lines(told["README"])


@pytest.mark.parametrize("code", Code)
def test_the_index_by_symptom_leads_to_every_runbook(code: Code) -> None:
    assert f"({code}.md)" in (RUNBOOKS / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("sheet", ACTS, ids=lambda sheet: sheet.stem)
def test_the_index_leads_to_what_a_person_may_do_too(sheet: Path) -> None:
    assert f"({sheet.name})" in (RUNBOOKS / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("utkast systems release Almanda", ""),
        ("utkast systems lift Almanda", "no command lift"),
        ("utkast evidence open a.png --to b.png", ""),
        ("utkast evidence open a.png --as b.png", "no option --as"),
        ("utkast mocks", "names no command"),
    ],
)
def test_a_wrong_command_line_is_seen(line: str, wrong: str) -> None:
    assert unknown_words(line).endswith(wrong)
    assert bool(unknown_words(line)) is bool(wrong)
