"""What calls for the pages that belong to no code of an error, and what others than the robot do of it."""

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from secrets import token_urlsafe

import httpx
from prefect.settings import PREFECT_API_URL
from sqlalchemy import update
from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from flows.work import Outcome, State
from mock_legacy.platform.certificates import Authority
from mock_legacy.world.models import Account
from tests import examples
from tests.contract.bad_certificates import expired_client_files
from tests.drills.stage import Stage
from tests.drills.troubles import BEAT_SECONDS, WITHIN_SECONDS, collected, draft_removed

CERTIFICATE = "forsakringskassan.utkast-01.certificate.pem"
KEY = "forsakringskassan.utkast-01.key.pem"
LONG_AGO = "900001"
DATA_KEY, IN_THE_SAFE = "data_key", "data_key.copy"
TABLE = "parameters/riksnorm-2026.yaml"
NEW_ONE = "nystad"
UNFINISHED = "\nutbetalningsd\n"
AT_WORK_MS = 30_000
PUT_DOWN = 3
"""What `utkast night` ends with when it was paused."""
RIGHT_CAP, MISTYPED_CAP = "{ persons: 1, amount: 6400 }", "{ persons: 1, amount: 640 }"


def night_at_work(stage: Stage) -> None:
    """A night has begun on the application, and a system takes its time."""
    stage.changes["UTKAST_TIMEOUT_SECONDS"] = "60"
    stage.strike("latency", "skatteverket", "population", latency_ms=AT_WORK_MS)
    stage.begins("utkast night")
    looking = Retrying(
        stop=stop_after_delay(WITHIN_SECONDS),
        wait=wait_fixed(BEAT_SECONDS),
        retry=retry_if_result(lambda at_work: not at_work),
    )
    looking(lambda: stage.known and stage.item.outcome.state is State.PREPARING)


def night_has_stopped(stage: Stage) -> None:
    """Before anybody lets the robot go on, it has put its work down, and logged out everywhere."""
    told = stage.ended()
    assert told.code == PUT_DOWN, told
    assert stage.item.outcome.state is State.COLLECTED
    assert not stage.here.drafts()
    stage.mended()


def unknown_municipality(stage: Stage) -> None:
    """A household has applied in a municipality that the installation does not work for."""
    stage.municipality_file()
    refused = stage.types(f"utkast night --municipality {NEW_ONE}")
    assert refused.code != 0
    assert NEW_ONE in refused.said


def works_for_the_new_one(stage: Stage) -> None:
    """The application is the new municipality's, and Prefect knows when to begin its next night."""
    assert stage.item.municipality == NEW_ONE
    deployed = f"{PREFECT_API_URL.value()}/deployments/name/nightly/{NEW_ONE}"
    (schedule,) = httpx.get(deployed).raise_for_status().json()["schedules"]
    assert schedule["active"]


def night_cannot_begin(stage: Stage) -> None:
    """Somebody has left a word unfinished in the municipality's file, and a worker began the night."""
    file = stage.municipality_file()
    file.write_text(file.read_text(encoding="utf-8") + UNFINISHED, encoding="utf-8")
    begun = "import asyncio; from flows.console.scheduled import nightly; asyncio.run(nightly('exempelstad'))"
    told = stage.types(f'PREFECT_API_URL={PREFECT_API_URL.value()} python -c "{begun}"')
    assert told.code != 0
    assert not stage.known


def file_mended(stage: Stage) -> None:
    """The line is put right."""
    file = stage.municipality_file()
    file.write_text(file.read_text(encoding="utf-8").removesuffix(UNFINISHED), encoding="utf-8")


def new_password_wanted(stage: Stage) -> None:
    """The password has lasted its time, and the system wants another."""
    stage.strike("password_change", "almanda", "start")
    stage.night()


def new_password_set(stage: Stage) -> None:
    """A person has logged in with each of the robot's accounts and set a new password."""
    stage.mended()
    new = token_urlsafe(12)
    stage.here.secret("almanda.new").write_text(new, encoding="utf-8")
    with stage.here.mocks.world.session() as session:
        theirs = update(Account).where(Account.system == "almanda", Account.label == "utkast-01")
        session.execute(theirs.values(password=new))


def new_password(stage: Stage) -> Mapping[str, str]:
    """What is typed into the secret's file."""
    return {"install": stage.here.secret("almanda.new").read_text(encoding="utf-8")}


def certificate_expired(stage: Stage) -> None:
    """The certificate's last day was yesterday, and nobody had ordered another."""
    authority = Authority(stage.here.mocks.options.data_dir / "authority")
    for file, name in zip(expired_client_files(authority, "utkast-01"), (CERTIFICATE, KEY), strict=True):
        stage.here.secret(name).write_bytes(file.read_bytes())
    stage.night()


def new_certificate(stage: Stage) -> Mapping[str, str]:
    """What is pasted into the two files."""
    handed_over = stage.here.mocks.credentials_dir
    return {
        f"install -m 600 /dev/stdin .utkast/secrets/{name}": (handed_over / name).read_text(encoding="utf-8")
        for name in (CERTIFICATE, KEY)
    }


def cap_mistyped(stage: Stage) -> None:
    """Somebody has left out a nought in the municipality's file, and the night has cut a rent by it."""
    file = stage.municipality_file()
    text = file.read_text(encoding="utf-8")
    assert RIGHT_CAP in text
    file.write_text(text.replace(RIGHT_CAP, MISTYPED_CAP), encoding="utf-8")
    stage.night()


def cap_mended_and_draft_removed(stage: Stage) -> None:
    """The line is mended, and the caseworker has removed the draft."""
    file = stage.municipality_file()
    file.write_text(file.read_text(encoding="utf-8").replace(MISTYPED_CAP, RIGHT_CAP), encoding="utf-8")
    draft_removed(stage)


def year_without_table(stage: Stage) -> None:
    """The year has begun and nobody has added its table."""
    table = stage.municipality_file().parents[1] / TABLE
    table.rename(table.with_suffix(".later"))
    stage.night()


def table_added(stage: Stage) -> None:
    """The table is typed and held against its source."""
    table = stage.municipality_file().parents[1] / TABLE
    table.with_suffix(".later").rename(table)


def key_lost(stage: Stage) -> None:
    """Somebody has taken the key for a stray file, and made another; the copy lies in the safe."""
    collected(stage)
    stage.here.secret(DATA_KEY).rename(stage.here.secret(IN_THE_SAFE))
    stage.types("utkast new-key")
    told = stage.night()
    assert told.code != 0


def key_from_the_safe(stage: Stage) -> Mapping[str, str]:
    """What is typed into the secret's file."""
    copy = stage.here.secret(IN_THE_SAFE).read_text(encoding="utf-8")
    return {f"install -m 600 /dev/stdin .utkast/secrets/{DATA_KEY}": copy}


def key_changed(stage: Stage) -> None:
    """What is in the safe opens nothing any more."""
    old = stage.here.secret(IN_THE_SAFE).read_text(encoding="utf-8").split()
    assert not set(old) & set(stage.here.secret(DATA_KEY).read_text(encoding="utf-8").split())


def audit_log_edited(stage: Stage) -> None:
    """Somebody who can write in the database has changed who it was that looked."""
    stage.night()
    with closing(sqlite3.connect(stage.here.settings.home / "utkast.db")) as database, database:
        database.execute("UPDATE audit_log SET account = 'någon annan' WHERE number = 2")


def kept_too_long(stage: Stage) -> None:
    """An application of another household was settled three years ago, and one has just come."""
    collected(stage)
    asyncio.run(_settled_long_ago(stage))


async def _settled_long_ago(stage: Stage) -> None:
    long_ago = examples.NOW.replace(year=examples.NOW.year - 3)
    old = examples.work_item(LONG_AGO, collected_at=long_ago, updated_at=long_ago)
    async with stage.here.work() as work:
        assert await work.collect(old, examples.application(LONG_AGO))
        assert await work.put(old, Outcome(state=State.AWAITING_CASEWORKER), long_ago)


def whoever_wants_to_be_erased(_stage: Stage) -> Mapping[str, str]:
    """A person who has applied for nothing here."""
    return {"utkast erase": f"{examples.CHILD.digits}\n"}


def only_the_old_is_gone(stage: Stage) -> None:
    """The old one was emptied and, its steps being as old, taken away whole."""
    asyncio.run(_gone(stage))


async def _gone(stage: Stage) -> None:
    async with stage.here.work() as work:
        assert await work.find(examples.work_item(LONG_AGO).case_ref) is None


def disk_lost(stage: Stage) -> None:
    """After a backup the night went on and left its draft; then the database was gone."""
    collected(stage)
    ours = stage.here.settings.home / "utkast.db"
    stage.backups.mkdir()
    with (
        closing(sqlite3.connect(ours)) as open_file,
        closing(sqlite3.connect(stage.backups / ours.name)) as copy,
    ):
        open_file.backup(copy)
    stage.night()
    assert list(stage.here.drafts()) == [stage.case_ref]
    for file in ours.parent.glob("utkast.db*"):
        file.unlink()
