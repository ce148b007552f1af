"""The alarms for Prometheus ask for figures that there are, and lead to runbooks that there are."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from flows.journal import Step
from flows.metrics.exporter import Exporter
from tests import examples
from tests.fakes.clock import FakeClock
from tests.fakes.watch import FakeWatch, step_seen
from tests.unit.metrics.test_service import EVERYTHING

ROOT = Path(__file__).resolve().parents[3]
RULES = ROOT / "config" / "server" / "prometheus" / "utkast-rules.yml"
ALARMS = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"][0]["rules"]


async def everything_told() -> dict[str, set[str]]:
    """Every sample there can be, by name, with its labels."""
    watch = FakeWatch(EVERYTHING)
    exporter = Exporter(watch, FakeClock(examples.NOW))
    await exporter.text()
    watch.steps = [step_seen(1, Step.SETTLED)]
    text = (await exporter.text()).decode()
    samples = [one for family in text_string_to_metric_families(text) for one in family.samples]
    return {one.name: set(one.labels) for one in samples}


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm["alert"])
async def test_an_alarm_asks_for_figures_and_labels_that_there_are(alarm: dict[str, object]) -> None:
    told = await everything_told()
    asked = set(re.findall(r"utkast_\w+", str(alarm["expr"])))
    assert asked
    assert asked <= set(told)
    shown = set(re.findall(r"\$labels\.(\w+)", str(alarm["annotations"])))
    assert all(shown <= told[name] for name in asked)


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm["alert"])
def test_an_alarm_names_a_runbook_that_is_there(alarm: dict[str, dict[str, str]]) -> None:
    assert (ROOT / alarm["annotations"]["runbook"]).is_file()
    assert alarm["annotations"]["summary"]
    assert alarm["labels"]["severity"] in {"page", "ticket"}


def test_prometheus_itself_accepts_the_alarms() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed here: it comes with Prometheus (Debian's package prometheus)")
    checked = subprocess.run([promtool, "check", "rules", RULES], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
