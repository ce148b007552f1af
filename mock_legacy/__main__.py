"""``python -m mock_legacy``: start the four systems and the control interface, and say how to get in.

Runs until told to stop (SIGTERM or Ctrl-C); the world and the secrets stay in the data directory.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from mock_legacy.platform.accounts import CASEWORKERS, ROBOTS
from mock_legacy.platform.run import MockOptions, RunningMocks, start_mocks
from mock_legacy.platform.systems import SYSTEMS
from mock_legacy.world.generator import Recipe, UnknownScenario
from mock_legacy.world.next_month import NoFurtherMonth
from mock_legacy.world.places import EXEMPELSTAD, PLACES
from mock_legacy.world.scenarios import SCENARIOS

DEFAULT_BASE_PORT = 8801


def main(arguments: Sequence[str] | None = None) -> int:
    """Start, serve, stop."""
    options = _options(_parser().parse_args(arguments))
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        mocks = start_mocks(options)
    except (UnknownScenario, NoFurtherMonth, OSError) as trouble:
        sys.stderr.write(f"The mock systems cannot start: {trouble}\n")
        return 2
    with mocks:
        sys.stdout.write(_greeting(mocks))
        sys.stdout.flush()
        stopping.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mock_legacy", description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path(".utkast/mock"), help="where the world is kept")
    parser.add_argument("--credentials-dir", type=Path, help="where to hand over secrets (in the data dir)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--base-port", type=int, default=DEFAULT_BASE_PORT, help="inbox port (%(default)s)")
    parser.add_argument("--ports", choices=["fixed", "auto"], default="fixed", help="auto takes free ports")
    parser.add_argument(
        "--municipality", choices=list(PLACES), default=EXEMPELSTAD.slug, help="whose people (%(default)s)"
    )
    parser.add_argument("--seed", type=int, default=1, help="which world (%(default)s)")
    parser.add_argument("--applications", type=int, default=40, help="how many applications (%(default)s)")
    parser.add_argument(
        "--scenario", action="append", default=[], metavar="NAME", help="only these; may be repeated"
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="no TLS but at Försäkringskassan",
    )
    parser.add_argument("--reset", action="store_true", help="make the world anew even if there is one")
    parser.add_argument(
        "--next-month", action="store_true", help="let a month pass in it, from November to December"
    )
    parser.add_argument(
        "--list-scenarios", action=_ListScenarios, nargs=0, help="list the scenarios and leave"
    )
    return parser


class _ListScenarios(argparse.Action):
    """Print each scenario's name and what it is about."""

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object, **_more: object) -> None:
        for scenario in SCENARIOS.values():
            sys.stdout.write(f"{scenario.name:28} {scenario.tell.__doc__}\n")
        parser.exit()


def _options(arguments: argparse.Namespace) -> MockOptions:
    return MockOptions(
        data_dir=arguments.data_dir,
        credentials_dir=arguments.credentials_dir,
        host=arguments.host,
        base_port=arguments.base_port if arguments.ports == "fixed" else None,
        recipe=Recipe(
            municipality=arguments.municipality,
            seed=arguments.seed,
            applications=arguments.applications,
            scenarios=tuple(arguments.scenario),
        ),
        reset=arguments.reset,
        next_month=arguments.next_month,
        tls=not arguments.plain,
    )


def _greeting(mocks: RunningMocks) -> str:
    caseworker = next(iter(CASEWORKERS))
    addresses = [f"  {SYSTEMS[name].title:20} {mocks.urls[name]}" for name in mocks.options.systems]
    return "\n".join(
        [
            "The mock systems are ready.",
            *addresses,
            f"  {'Control interface':20} {mocks.urls['control']}",
            f"Caseworker in Almanda and E-tjänster: {caseworker}",
            f"  password in Almanda      in the file almanda.{caseworker}.password",
            f"  password in E-tjänster   in the file inbox.{caseworker}.password",
            f"Robot accounts: {', '.join(ROBOTS)}",
            f"Secrets and addresses: {mocks.credentials_dir}",
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
