"""All commands in one place, each with its help; what they do is in the modules beside this one.

A module is imported when its command is given: who asks for a list does not wait for the browser's driver.
"""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.cli.audit_app import audit_app
from flows.cli.console_app import console_app
from flows.cli.evidence_app import evidence_app
from flows.cli.follow_up_app import follow_up_app
from flows.cli.keys_app import keys_app
from flows.cli.options import CaseRef, Municipality
from flows.cli.trouble import told_plainly
from flows.log_line import Level, Wanted

app = typer.Typer(
    help="Utkast prepares decision drafts for ekonomiskt bistånd. The robot prepares; a person decides.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
mocks_app = typer.Typer(
    help="The mock systems: invented inhabitants in four old systems.", no_args_is_help=True
)
systems_app = typer.Typer(help="Systems that the robot must not ask, and why.", no_args_is_help=True)
app.add_typer(mocks_app, name="mocks")
app.add_typer(systems_app, name="systems")
app.add_typer(evidence_app, name="evidence")
report_app = typer.Typer(help="The pages that tell what became of a night.", no_args_is_help=True)
app.add_typer(report_app, name="report")
app.add_typer(console_app, name="console")
app.add_typer(keys_app, name="keys")
app.add_typer(follow_up_app, name="follow-up")
app.add_typer(audit_app, name="audit")
cases_app = typer.Typer(help="Worked examples of calculations, held against the law.", no_args_is_help=True)
app.add_typer(cases_app, name="cases")

Who = Annotated[str, typer.Option(help="Whose word it is; unless given, the operating system's user.")]
OWNER_ONLY = 0o077
"""What the robot writes - database, logs, evidence, secrets - is nobody else's to read."""


@app.command()
def demo(
    applications: Annotated[int, typer.Option(min=1, help="How many applications the night has.")] = 40,
    seed: Annotated[int, typer.Option(help="Another seed gives other inhabitants.")] = 1,
    municipality: Annotated[str, typer.Option("--municipality", "-m", help="Whose night.")] = "exempelstad",
) -> None:
    """Start the mock systems anew, run the night, and compare every outcome with the expected one."""
    from flows.cli.demo import run_demo

    raise typer.Exit(run_demo(applications=applications, seed=seed, municipality=municipality))


@app.command()
def up(
    applications: Annotated[int, typer.Option(min=1, help="How many applications lie in the inbox.")] = 40,
    seed: Annotated[int, typer.Option(help="Another seed gives other inhabitants.")] = 1,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many workers share the night.")] = 1,
    *,
    database: Annotated[
        Literal["sqlite", "postgres"], typer.Option(help="Where our tables and Prefect's are.")
    ] = "sqlite",
) -> None:
    """Start everything to try it: mock systems, Prefect's server, deployments and workers."""
    from flows.cli import up as everything

    everything.up(everything.Asked(applications=applications, seed=seed, workers=workers, database=database))


@app.command()
def down() -> None:
    """Stop exactly what `utkast up` started."""
    from flows.cli import up as everything

    everything.down()


@app.command()
def night(municipality: Municipality = "") -> None:
    """Collect what has arrived and prepare every open application."""
    from flows.cli import runs

    raise typer.Exit(runs.night(municipality))


@app.command()
def review(case_ref: CaseRef, municipality: Municipality = "") -> None:
    """Prepare one application now."""
    from flows.cli import runs

    raise typer.Exit(runs.review(municipality, case_ref))


@app.command()
def ordered(municipality: Municipality = "") -> None:
    """Prepare what caseworkers have ordered inside the case system, as Prefect does by day."""
    from flows.cli import ordered as taking

    raise typer.Exit(taking.run(municipality))


@app.command()
def order(
    which: Annotated[str, typer.Argument(help="Our reference, or the application's number in the inbox.")],
    municipality: Municipality = "",
) -> None:
    """Have a worker prepare one application now, through Prefect; ordered twice while open, it is one run."""
    from flows.cli import console

    console.order(municipality, which)


@app.command(name="doctor")
def examine(municipality: Municipality = "") -> None:
    """Log in to every system, visit every screen read-only, and show what fits; exit code 1 if not all do."""
    from flows.cli import doctor

    raise typer.Exit(doctor.run(municipality))


@app.command(name="status")
def show_status(municipality: Municipality = "") -> None:
    """Show how many applications stand where, since when, and what is stopped or paused."""
    from flows.cli import status

    status.show(municipality)


@app.command()
def waiting(municipality: Municipality = "") -> None:
    """Show what waits, for what and until when."""
    from flows.cli import lists

    lists.waiting(municipality)


@app.command()
def failed(municipality: Municipality = "") -> None:
    """Show what failed or was handed to a person, and why."""
    from flows.cli import lists

    lists.failed(municipality)


@app.command(name="list")
def list_all(municipality: Municipality = "") -> None:
    """Show every application and where it stands."""
    from flows.cli import lists

    lists.everything(municipality)


@app.command(name="parameters")
def list_parameters(
    only_stale: Annotated[
        bool, typer.Option("--stale", help="Only those checked more than a year ago; exit code 1 if any.")
    ] = False,
) -> None:
    """Show every national number with its dates, source of law and the day somebody last checked it."""
    from flows.cli import parameters

    raise typer.Exit(parameters.show(only_stale=only_stale))


@app.command(name="rules")
def list_rules(
    municipality: Municipality = "",
    to: Annotated[Path | None, typer.Option(help="Write the page to this file instead.")] = None,
) -> None:
    """Show every rule as a page a citizen could read (Markdown), with the municipality's own choices."""
    from flows.cli import rules

    rules.show(municipality, to)


@app.command(name="explain")
def explain_case(case_ref: CaseRef) -> None:
    """Show how one application's assessment came about: each amount, its facts, who was asked and when."""
    from flows.cli import explain

    explain.show(case_ref)


@app.command(name="journal")
def list_steps(case_ref: CaseRef) -> None:
    """Show the steps of one application: when each was taken, and by which worker."""
    from flows.cli import journal

    journal.show(case_ref)


@app.command(name="pause")
def pause_robot(
    reason: Annotated[str, typer.Option(help="Why, for whoever finds the robot paused; no personal data.")],
    who: Who = "",
    municipality: Municipality = "",
) -> None:
    """Stop every worker of a municipality between two steps, until `utkast resume`."""
    from flows.cli import pause

    pause.pause(municipality, reason, who)


@app.command(name="resume")
def resume_robot(who: Who = "", municipality: Municipality = "") -> None:
    """Let a paused robot go on."""
    from flows.cli import pause

    pause.resume(municipality, who)


@app.command(name="retention")
def purge_what_is_old(
    municipality: Municipality = "",
    purge: Annotated[
        bool, typer.Option("--purge/--dry-run", help="Take it away, or only show what would go.")
    ] = False,
) -> None:
    """Show what the robot has kept for as long as the municipality's file says, or take it away."""
    from flows.cli import retention

    retention.run(municipality, purge=purge)


@app.command(name="erase")
def erase_person(municipality: Municipality = "") -> None:
    """Ask for a personnummer, show what is kept of that person, and erase what may be erased."""
    from flows.cli import retention

    retention.erase(municipality)


@app.command(name="logs")
def show_logs(
    *,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Go on with what is written from now on, until Ctrl-C.")
    ] = False,
    case_ref: Annotated[str, typer.Option(help="Only what is about this application.")] = "",
    system: Annotated[str, typer.Option(help="Only what is about this system, such as Almanda.")] = "",
    code: Annotated[str, typer.Option(help="Only what has this code or reason, as a runbook's name.")] = "",
    event: Annotated[str, typer.Option(help="Only this event, or those that begin so: item, breaker …")] = "",
    level: Annotated[Level | None, typer.Option(help="Only what is at least this bad.")] = None,
    since: Annotated[
        str, typer.Option(help="Only what is newer: 90s, 30m, 2h, 1d, a date, or a date and time in Sweden.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="The lines as they are written.")] = False,
) -> None:
    """Show the robot's log in readable lines; each event is explained in docs/logs.md."""
    from flows.cli import logs

    asked = {"case_ref": case_ref, "system": system, "code": code, "event": event}
    wanted = Wanted(**asked, level=level, since=logs.asked_since(since))
    logs.show(wanted, follow=follow, as_json=as_json)


@app.command(name="metrics")
def serve_metrics() -> None:
    """Serve /metrics for Prometheus and /health on UTKAST_METRICS_ADDRESS, until Ctrl-C."""
    from flows.cli import metrics

    metrics.run()


@app.command(name="migrate")
def migrate_tables(
    to: Annotated[str, typer.Option(help="A revision; without it, the newest that this version knows.")] = "",
) -> None:
    """Bring our tables to the newest revision, or back to one that an older version knows."""
    from flows.cli import migrate

    migrate.run(to)


@app.command()
def new_key() -> None:
    """Make the secrets `data_key`, `mark_key` and `audit_key`, each unless it is there."""
    from flows.cli import keys

    keys.new_key()


@systems_app.command("list")
def systems_list(municipality: Municipality = "") -> None:
    """Show the systems that stand stopped, and whether the whole robot is paused."""
    from flows.cli import stops

    stops.show(municipality)


@systems_app.command("release")
def systems_release(
    system: Annotated[str, typer.Argument(help="The system's name as `utkast systems list` shows it.")],
    municipality: Municipality = "",
) -> None:
    """Let one stopped system be asked again, when its cause is mended."""
    from flows.cli import stops

    stops.release(municipality, system)


@report_app.command("list")
def report_list() -> None:
    """Show the run reports there are, newest first."""
    from flows.cli import report

    report.show()


@report_app.command("open")
def report_open(
    name: Annotated[
        str, typer.Argument(help="A name as `utkast report list` shows it; the newest unless given.")
    ] = "",
) -> None:
    """Open a run report in the browser; where there is no screen, say where it lies."""
    from flows.cli import report

    report.open_one(name)


@report_app.command("write")
def report_write(
    municipality: Municipality = "",
    hours: Annotated[float, typer.Option(min=0.1, help="How far back it goes.")] = 24.0,
) -> None:
    """Make a report of all runs of the last day, whichever worker they were, and open it."""
    from flows.cli import report

    report.write(municipality, hours=hours)


@cases_app.command("check")
def cases_check(
    file: Annotated[Path, typer.Argument(help="Examples in JSON, such as tests/cases/worked_examples.json.")],
    explain: Annotated[bool, typer.Option(help="Show each calculation row by row, with formulas.")] = False,
) -> None:
    """Say of each example whether the law computes the same.

    Exit code 0 when none differs, 1 when one does, 2 when FILE is no list of examples.
    """
    from flows.cli import cases

    raise typer.Exit(cases.check_file(file, explain=explain))


@mocks_app.command("start")
def mocks_start(
    applications: Annotated[int, typer.Option(min=1, help="How many applications lie in the inbox.")] = 40,
    seed: Annotated[int, typer.Option(help="Another seed gives other inhabitants.")] = 1,
    reset: Annotated[bool, typer.Option(help="Make the world anew.")] = False,
) -> None:
    """Start the four mock systems in the background and tell the robot where they are."""
    from flows.cli import mocks

    mocks.start(applications=applications, seed=seed, reset=reset)


@mocks_app.command("next-month")
def mocks_next_month() -> None:
    """Let a month pass in the mock systems: the same households apply again; what people decided stays."""
    from flows.cli import mocks

    mocks.next_month()


@mocks_app.command("stop")
def mocks_stop() -> None:
    """Stop the mock systems that were started from here."""
    from flows.cli import mocks

    mocks.stop()


def main() -> None:
    """Run the command line; what goes wrong is said in a sentence, not in a stack trace."""
    os.umask(OWNER_ONLY)
    with told_plainly():
        app()
