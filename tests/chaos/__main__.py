"""``python -m tests.chaos``: a campaign from the command line. Exit code 1 when a rule was broken."""

import argparse
import asyncio
import json
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from tests.chaos.campaign import Plan, run
from tests.chaos.dealing import ALL
from tests.chaos.orders import STOCKHOLM
from tests.chaos.report import as_text, figures


def main() -> int:
    """Run it, print what it came to, and say whether every rule held."""
    parser = _parser()
    asked = parser.parse_args()
    plan = Plan(
        applications=asked.applications,
        seed=asked.seed,
        workers=asked.workers,
        database=asked.database,
        kills=asked.kills,
        storm=asked.storm,
    ).rarer(asked.rarer)
    if (told := past_midnight(plan, datetime.now(STOCKHOLM))) is not None:
        parser.error(told)
    with tempfile.TemporaryDirectory() as passing:
        told = figures(asyncio.run(run(plan, asked.folder or Path(passing))))
    if asked.report:
        asked.report.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(as_text(told) + "\n")
    return 1 if told["breaches"] else 0


def past_midnight(plan: Plan, now: datetime) -> str | None:
    """Why the campaign cannot begin now; None when it can. The mock systems' world has a single day."""
    ends = now + timedelta(seconds=plan.storm + plan.calm)
    if ends.date() == now.date():
        return None
    return f"it may last until {ends:%H:%M} in Sweden, past midnight: begin later, or give a shorter --storm"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--applications", type=int, default=120, help="how many at most (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of world, weather and deaths (%(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes at a time (%(default)s)")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite", help="(%(default)s)")
    parser.add_argument(
        "--kills",
        type=int,
        default=len(ALL),
        help="workers killed by order (%(default)s, each way of it once)",
    )
    parser.add_argument(
        "--storm", type=float, default=3600, help="nobody applies after so many seconds (%(default)s)"
    )
    parser.add_argument(
        "--rarer",
        type=float,
        default=1,
        help="so many times as rare is what holds up everybody: a system or the database away,"
        " screens that are another (%(default)s)",
    )
    parser.add_argument("--report", type=Path, help="where to write the figures as JSON")
    parser.add_argument("--folder", type=Path, help="where to work and leave everything to be looked at")
    return parser


if __name__ == "__main__":
    sys.exit(main())
