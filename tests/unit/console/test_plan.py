"""What `prefect.yaml` states is read for each municipality, and nothing in it is passed over."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from adapters.config_files import load_municipality
from flows.console.plan import FILE, planned
from flows.errors import SetUpTrouble
from flows.settings import PROJECT

TOWN = replace(load_municipality(PROJECT / "config", "exempelstad"), slug="nystad")


def test_each_flow_is_the_municipalitys_own() -> None:
    plan = planned(TOWN)
    assert [(one.flow, one.name, one.parameters) for one in plan] == [
        (flow, "nystad", {"municipality": "nystad"})
        for flow in ("nightly", "doctor", "retention", "follow_up", "ordered", "review")
    ]


def test_an_order_is_taken_before_a_night() -> None:
    queues = {one.flow: one.work_pool.work_queue_name for one in planned(TOWN)}
    at_once = {"ordered": "on-demand", "review": "on-demand"}
    assert queues == dict.fromkeys(("nightly", "doctor", "retention", "follow_up"), "night") | at_once


def test_times_are_swedens_and_the_doctor_comes_before_the_night() -> None:
    night, doctor, retention, follow_up, orders, review = (one.schedules for one in planned(TOWN))
    scheduled = (*night, *doctor, *retention, *follow_up, *orders)
    assert [one.timezone for one in scheduled] == ["Europe/Stockholm"] * 5
    assert (follow_up[0].cron, orders[0].cron) == ("0 6 * * mon", "*/5 6-18 * * mon-fri")
    assert (doctor[0].cron, night[0].cron, review) == ("0 5 * * *", "30 5 * * *", ())


def test_the_form_of_orders_tells_when_the_robot_looks_for_them() -> None:
    orders = next(one.schedules for one in planned(TOWN) if one.flow == "ordered")[0]
    _, hours, *every, days = (orders.cron or "").split()
    first, last = map(int, hours.split("-"))
    assert (every, days) == (["*", "*"], "mon-fri")
    form = (PROJECT / "mock_legacy/almanda/templates/order_form.html").read_text(encoding="utf-8")
    assert f"måndag till fredag kl. {first:02}–{last + 1:02}." in form


def test_a_municipality_may_have_a_timetable_of_its_own() -> None:
    times = {"night": "15 4 * * mon-fri", "orders": "*/10 7-16 * * mon-fri"}
    by_flow = {one.flow: one.schedules for one in planned(replace(TOWN, timetable=times))}
    assert (by_flow["nightly"][0].cron, by_flow["doctor"][0].cron) == (times["night"], "0 5 * * *")
    assert by_flow["ordered"][0].cron == times["orders"]


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        ("schedules:", "shedules:"),
        ("timezone: Europe/Stockholm", "timezone: []"),
        ("slug: night", "slog: night"),
    ],
)
def test_a_misspelt_word_is_told(word: str, instead: str, tmp_path: Path) -> None:
    file = tmp_path / "prefect.yaml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(word, instead), encoding="utf-8")
    with pytest.raises(SetUpTrouble, match=r"prefect\.yaml"):
        planned(TOWN, file)


@pytest.mark.parametrize("when", ["30 5 * *", "soon", "30 5 * * * *"])
def test_a_time_that_is_none_is_told_with_the_line(when: str, tmp_path: Path) -> None:
    config = tmp_path / "config"
    copytree(PROJECT / "config", config)
    file = config / "municipalities" / "exempelstad.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "phrases: standard\n", f'phrases: standard\ntimetable:\n  night: "{when}"\n'
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SetUpTrouble, match="five fields of cron"):
        load_municipality(config, "exempelstad")
