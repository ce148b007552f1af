"""The house rules hold in every file, and each rule is shown to notice when it is broken."""

import pytest

from tests.house import files, hands, law, modules, packages
from tests.house.sources import Source, sources

# Written apart, so that these examples of what must not stand in a file do not stand in this one.
REGISTRY = "https://pypi" + ".org/simple"
FOLDER = "/work" + "/shared/design.md"
SOMEONE = "19900101" + "0017"


def python(text: str) -> list[Source]:
    return [Source(path="planted.py", text=text)]


LAW = sources("flows/eligibility", suffix=".py")
PORTS_AND_HANDS = sources(
    "flows/ports", "flows/ports.py", "flows/follow_up/ports.py", "bots", "adapters", suffix=".py"
)
ROBOT = sources("flows", "bots", "adapters", suffix=".py")
MOCK = sources("mock_legacy", suffix=".py")
EVERY_MODULE = sources(suffix=".py")
EVERY_FILE = sources()


def test_the_rules_have_something_to_judge() -> None:
    assert all((LAW, PORTS_AND_HANDS, ROBOT, MOCK, EVERY_MODULE, EVERY_FILE))


def test_the_law_imports_the_standard_library_alone() -> None:
    assert law.foreign_imports(LAW) == []


@pytest.mark.parametrize(
    "planted",
    [
        "import pandas",
        "from flows.work import WorkItem",
        "from ..work import WorkItem",
        "import logging",
        "import os.path",
    ],
)
def test_a_foreign_import_in_the_law_is_noticed(planted: str) -> None:
    assert law.foreign_imports(python(planted))


@pytest.mark.parametrize(
    "allowed",
    ["from decimal import Decimal", "from flows.eligibility.facts import Fact", "from .facts import Fact"],
)
def test_the_law_may_import_the_standard_library_and_itself(allowed: str) -> None:
    assert law.foreign_imports(python(allowed)) == []


def test_the_law_never_looks_at_a_clock() -> None:
    assert law.clock_readings(LAW) == []


@pytest.mark.parametrize(
    "planted", ["datetime.now(UTC)", "date.today()", "dt.datetime.utcnow()", "f = date.today"]
)
def test_a_clock_in_the_law_is_noticed(planted: str) -> None:
    assert law.clock_readings(python(planted))


def test_a_date_that_the_law_was_told_is_allowed() -> None:
    assert law.clock_readings(python("age(person, on=case.today)")) == []


def test_no_port_bot_or_adapter_has_a_name_that_decides() -> None:
    assert hands.deciding_names(PORTS_AND_HANDS) == []


@pytest.mark.parametrize(
    "planted",
    [
        "def approve(): ...",
        "class CaseSystem:\n    async def save_and_pay(self) -> None: ...",
        "class Screen:\n    bevilja: Locator",
        "class Screen:\n    def __init__(self, page): self.avslå = page.get_by_role('button')",
        "class Screen:\n    def utbetala(self): ...",
        "decide = save_draft",
        "def pay_on(day): ...",
    ],
)
def test_a_name_that_decides_is_noticed(planted: str) -> None:
    assert hands.deciding_names(python(planted))


@pytest.mark.parametrize(
    "allowed", ["def save_draft(): ...", "def read_decisions(): ...", "pay_on: date", "payments = ()"]
)
def test_a_name_that_tells_of_a_persons_decision_is_allowed(allowed: str) -> None:
    assert hands.deciding_names(python(allowed)) == []


def test_no_bot_or_adapter_knows_a_button_that_decides() -> None:
    assert hands.deciding_buttons(PORTS_AND_HANDS) == []


@pytest.mark.parametrize("label", ["Bevilja", "Avslå", "Fatta beslut", "Fastställ beslutet", " godkänn "])
def test_a_button_that_decides_is_noticed(label: str) -> None:
    assert hands.deciding_buttons(python(f"page.get_by_role('button', name='{label}')"))


def test_a_status_that_a_person_set_is_allowed() -> None:
    assert hands.deciding_buttons(python("BEVILJAD = 'Beviljad'")) == []


def test_no_file_names_a_package_registry() -> None:
    assert files.registry_addresses(EVERY_FILE) == []


def test_a_package_registry_is_noticed() -> None:
    assert files.registry_addresses([Source(path="planted.txt", text=f"--index-url {REGISTRY}")])


def test_no_file_names_a_path_of_one_machine() -> None:
    assert files.machine_paths(EVERY_FILE) == []


def test_a_path_of_one_machine_is_noticed() -> None:
    assert files.machine_paths([Source(path="planted.md", text=f"See {FOLDER}.")])


def test_every_constraint_is_a_name_and_one_version() -> None:
    (constraints,) = sources("constraints.txt")
    assert packages.unpinned(constraints) == []


@pytest.mark.parametrize(
    "planted", ["ruff>=0.12", "ruff @ file:///ruff.whl", "-e .", f"--index-url {REGISTRY}", ""]
)
def test_a_loose_constraint_is_noticed(planted: str) -> None:
    assert packages.unpinned(Source(path="constraints.txt", text=f"rich==15.0.0\n{planted}\nruff==0.17.6\n"))


def test_every_dependency_is_pinned() -> None:
    (project,), (constraints,) = sources("pyproject.toml"), sources("constraints.txt")
    assert packages.without_a_pin(project, constraints) == []


def test_a_dependency_without_a_pin_is_noticed() -> None:
    asks = """project = { name = "utkast", dependencies = ["rich>=14", "SQLAlchemy[asyncio]"], \
optional-dependencies = { mock = ["py_otp"], dev = ["utkast[mock]"] } }"""
    project = Source(path="pyproject.toml", text=asks)
    one = Source(path="constraints.txt", text="sqlalchemy==2.1.9\npy-otp==2.12.0\n")
    assert packages.without_a_pin(project, one) == [
        "pyproject.toml asks for rich, which constraints.txt does not pin"
    ]


def test_every_personnummer_in_the_project_is_of_the_test_series() -> None:
    assert files.real_personnummer(EVERY_FILE) == []


@pytest.mark.parametrize(
    "written",
    [
        SOMEONE,
        f"'{SOMEONE}',",
        f"pnr={SOMEONE}.",
        f"akt_{SOMEONE}.xml",
        SOMEONE[:8] + "-" + SOMEONE[8:],
        SOMEONE[2:8] + "+" + SOMEONE[8:],
    ],
)
def test_a_personnummer_of_someone_is_noticed_and_not_repeated(written: str) -> None:
    complaints = files.real_personnummer([Source(path="planted.yaml", text=written)])
    assert complaints
    assert SOMEONE not in complaints[0]


@pytest.mark.parametrize(
    "allowed", ["199001012385", "19900101-2393", "202613990001", "0.199001010017", "2120001124"]
)
def test_test_numbers_and_other_numbers_are_allowed(allowed: str) -> None:
    assert files.real_personnummer([Source(path="planted.yaml", text=allowed)]) == []


def test_no_module_is_longer_than_can_be_held_in_the_head() -> None:
    assert modules.long_modules(EVERY_MODULE) == []


def test_a_long_module_is_noticed() -> None:
    assert modules.long_modules(python("x = 1\n" * 401))
    assert modules.long_modules(python("x = 1\n" * 400)) == []


def test_the_robot_never_waits_blindly() -> None:
    assert hands.blind_waits(ROBOT) == []


@pytest.mark.parametrize(
    "planted",
    [
        "time.sleep(1)",
        "from time import sleep",
        "from asyncio import sleep as pause",
        "await page.wait_for_timeout(500)",
        "await page.wait_for_load_state('networkidle')",
        "await asyncio.sleep(1)",
        "await asyncio.sleep(1)  # noqa: TID251",
    ],
)
def test_a_blind_wait_is_noticed(planted: str) -> None:
    assert hands.blind_waits(python(planted))


def test_a_sleep_that_says_what_it_is_for_is_allowed() -> None:
    reasoned = "await asyncio.sleep(pause)  # noqa: TID251 the lease is renewed at this pace"
    assert hands.blind_waits(python(reasoned)) == []
    assert hands.blind_waits(python("from time import perf_counter")) == []


def test_every_module_says_what_it_is_for() -> None:
    assert modules.silent_modules([*ROBOT, *MOCK]) == []


def test_a_module_without_a_docstring_is_noticed() -> None:
    assert modules.silent_modules(python("import ast\n"))
    assert modules.silent_modules(python(""))


@pytest.mark.parametrize("house_of_its_own", [ROBOT, MOCK], ids=["robot", "mock"])
def test_no_function_is_written_twice(house_of_its_own: list[Source]) -> None:
    """The mock shares no code with the robot, so the two are compared each with itself."""
    assert modules.copied_functions(house_of_its_own) == []


def test_a_copied_function_is_noticed() -> None:
    body = "".join(f"    step_{number} = value + {number}\n" for number in range(6))
    assert modules.copied_functions(python(f"def one(value):\n{body}\ndef other(value):\n{body}"))
    assert (
        modules.copied_functions(python(f"def one(value):\n{body}\ndef other(value):\n{body}    return 1\n"))
        == []
    )
