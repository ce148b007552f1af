"""Every package is installed by its hash, and what is known of weaknesses is told as it is."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

import pytest

from tests.house import packages
from tests.house.sources import ROOT, Source, sources


def program(name: str) -> ModuleType:
    """One of the programs beside `.ci/run`, which are in no package."""
    spec = spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


AUDIT, UV = program("audit_packages"), program("uv")
(CONSTRAINTS,) = sources("constraints.txt")
LOCKS = {one.path: one for one in sources(suffix=".lock")}
HASH = "--hash=sha256:" + "0a" * 32
SOUND = {"name": "rich", "version": "15.0.0", "vulns": []}
WEAK = {"name": "lxml", "version": "6.1.3", "vulns": [{"id": "PYSEC-1", "fix_versions": ["6.1.4"]}]}
UNKNOWN = {"name": "ours", "skip_reason": "not found"}


def listed(text: str) -> Source:
    return Source(path="planted.lock", text=text)


@pytest.mark.parametrize("lock", LOCKS.values(), ids=list(LOCKS))
def test_every_package_that_is_installed_has_its_hashes(lock: Source) -> None:
    assert packages.unhashed(lock) == []


@pytest.mark.parametrize(
    "planted", ["rich==15.0.0", f"rich>=15 {HASH}", f"rich==15.0.0 {HASH[:-2]}", "rich @ file:///rich.whl"]
)
def test_a_package_without_a_hash_is_noticed(planted: str) -> None:
    assert packages.unhashed(listed(f"typer==1 \\\n    {HASH} \\\n    {HASH}\n{planted}\n"))


@pytest.mark.parametrize(("name", "whole"), [("requirements.lock", False), ("requirements-dev.lock", True)])
def test_the_hashes_are_those_of_the_pinned_versions(name: str, whole: bool) -> None:
    assert packages.out_of_step(LOCKS[name], CONSTRAINTS, whole=whole) == []


@pytest.mark.parametrize(
    "planted",
    [f"rich==14.0.0 {HASH}", f"rich==15.0.0 {HASH}\nnew==1 {HASH}", f"pywin32==1 ; on_windows {HASH}"],
)
def test_a_list_that_was_not_written_anew_is_noticed(planted: str) -> None:
    pins = Source(path="constraints.txt", text="rich==15.0.0\n")
    assert packages.out_of_step(listed(planted), pins, whole=True)


def test_what_only_another_platform_needs_is_not_asked_for_among_the_pins() -> None:
    pins = Source(path="constraints.txt", text="rich==15.0.0\n")
    lock = listed(f"rich==15.0.0 {HASH}\npywin32==312 ; sys_platform == 'win32' {HASH}\n")
    assert packages.out_of_step(lock, pins, whole=True) == []


def test_nothing_is_installed_by_set_up_without_its_hash() -> None:
    script = (ROOT / ".ci" / "set-up").read_text(encoding="utf-8")
    (by_hash,) = re.findall(r"^ *local by_hash=\((.*)\)$", script, re.MULTILINE)
    assert by_hash == "--no-deps --require-hashes --requirement"
    installs = re.findall(r'"\$\{(?:pip\[@\]\}" install|uv\[@\]\}") (.*?)(?: &&|$)', script, re.MULTILINE)
    told = [one.removeprefix("--no-compile ") for one in installs]
    ours = "--no-deps --no-build-isolation --editable ."
    assert [one for one in told if not one.startswith('"${by_hash[@]}" ')] == [ours]
    assert len(told) == 5


def test_uv_looks_where_pip_is_told_to_look() -> None:
    told = "global.index-url='https://one.example/simple'\nglobal.cert='/etc/ca.pem'\n"
    assert UV.as_uv_says_it(UV.settings_in(told)) == UV.AS_PIP_DOES | {
        "UV_DEFAULT_INDEX": "https://one.example/simple",
        "SSL_CERT_FILE": "/etc/ca.pem",
    }


def test_several_places_are_told_as_uv_divides_them() -> None:
    told = "global.find-links='\\n/wheels\\n/more'\nglobal.trusted-host='one.example two.example'\n"
    assert UV.as_uv_says_it(UV.settings_in(told)) == UV.AS_PIP_DOES | {
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_INSECURE_HOST": "one.example two.example",
    }


def test_what_the_environment_tells_pip_goes_before_its_files() -> None:
    told = ":env:.index-url='https://of-the-day.example'\nglobal.index-url='https://one.example'\n"
    assert UV.as_uv_says_it(UV.settings_in(told))["UV_DEFAULT_INDEX"] == "https://of-the-day.example"


@pytest.mark.parametrize("yes", ["1", "true", "TRUE", "y"])
def test_uv_asks_no_index_where_pip_may_not(yes: str) -> None:
    assert UV.ordered(UV.settings_in(f"install.no-index='{yes}'\n")) == ["--no-index"]


def test_uv_asks_an_index_where_pip_may() -> None:
    assert UV.ordered(UV.settings_in("install.no-index='false'\n")) == UV.ordered({}) == []


def test_a_weakness_is_told_with_the_version_that_mends_it() -> None:
    code, sentences = AUDIT.told({"dependencies": [SOUND, WEAK]})
    assert code == AUDIT.WEAK
    assert sentences == ["lxml 6.1.3: PYSEC-1, mended in 6.1.4", "2 packages audited, 1 known weaknesses."]


def test_packages_without_a_known_weakness_are_sound() -> None:
    assert AUDIT.told({"dependencies": [SOUND]})[0] == AUDIT.SOUND


@pytest.mark.parametrize("report", [None, {"dependencies": []}, {"dependencies": [UNKNOWN]}])
def test_what_could_not_be_asked_is_never_called_sound(report: dict[str, Any] | None) -> None:
    code, (said,) = AUDIT.told(report)
    assert code == AUDIT.NOT_AUDITED
    assert said.startswith("NOT AUDITED")


def test_one_package_that_nothing_is_known_of_is_named() -> None:
    code, sentences = AUDIT.told({"dependencies": [SOUND, UNKNOWN]})
    assert code == AUDIT.NOT_AUDITED
    assert "ours" in sentences[-1]


def test_the_other_list_of_weaknesses_is_asked_when_the_first_has_nothing_to_tell() -> None:
    answers = {"pypi": {"dependencies": [UNKNOWN]}, "osv": {"dependencies": [SOUND]}}
    code, sentences = AUDIT.audit(answers.get)
    assert (code, sentences[0]) == (AUDIT.SOUND, "Asked of osv.")
    assert AUDIT.audit({"pypi": None}.get)[0] == AUDIT.NOT_AUDITED
