"""Every drill: how the trouble is brought about, what the Diagnosis tells, and what mends it in the world.

The runbook does the rest: its Mitigation is typed as it stands, and the application must come to a draft.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.drills import acts, troubles
from tests.drills.stage import Stage

Act = Callable[[Stage], None]


def nothing(_stage: Stage) -> None:
    """Nothing more than the runbook's own commands is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """One runbook's drill.

    `tells` are words that the Diagnosis prints. `mend` is what somebody does outside the robot, such as the
    system's owner. `codes` are exit codes other than 0 that a command of the Diagnosis ends with, by how its
    line begins. `beside` are further households that have applied. `typed` is what a command reads, and
    `left_out` the commands that this trouble does not call for. `waits` is what a person sees to before a
    line of the Mitigation, by how it begins, and `seen` what more must be so when all has been typed.
    """

    page: str
    bring_about: Act
    tells: tuple[str, ...]
    mend: Act = nothing
    system: str = "Almanda"
    beside: tuple[str, ...] = ()
    codes: Mapping[str, int] = field(default_factory=dict)
    typed: Callable[[Stage], Mapping[str, str]] = lambda _stage: {}
    left_out: tuple[str, ...] = ()
    waits: Mapping[str, Act] = field(default_factory=dict)
    seen: Act = nothing


DRILLS = (
    Drill(
        page="SYSTEM_UNREACHABLE",
        system="Försäkringskassan",
        bring_about=troubles.wrong_address,
        tells=("SYSTEM_UNREACHABLE", "Försäkringskassan", "notAfter="),
        codes={"curl": 7},
        mend=troubles.right_address,
    ),
    Drill(
        page="SYSTEM_SLOW",
        system="Skatteverket",
        bring_about=troubles.slow,
        tells=("SYSTEM_SLOW", "Skatteverket", ".png"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="SYSTEM_ERROR",
        bring_about=troubles.struck("http_error", "almanda", "household", status=500),
        tells=("SYSTEM_ERROR", "Almanda", ".png"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="SESSION_LOST",
        system="Skatteverket",
        bring_about=troubles.struck("session_loss", "skatteverket", "population"),
        tells=("SESSION_LOST", "Skatteverket", "session.logged_in"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="MAINTENANCE",
        system="Försäkringskassan",
        bring_about=troubles.struck("maintenance", "forsakringskassan", "*"),
        tells=("MAINTENANCE", "Försäkringskassan", ".png"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="OUTSIDE_HOURS",
        bring_about=troubles.closed_now,
        tells=("OUTSIDE_HOURS", "Almanda"),
        mend=troubles.right_hours,
    ),
    Drill(
        page="NO_FREE_ACCOUNT",
        bring_about=troubles.accounts_lent,
        tells=("NO_FREE_ACCOUNT", "Almanda"),
        mend=troubles.accounts_free,
    ),
    Drill(
        page="RECORD_LOCKED",
        bring_about=troubles.struck("locked_record", "almanda", "draft_form", text="anna.handlaggare"),
        tells=("RECORD_LOCKED", "Almanda"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="WRITE_UNCERTAIN",
        bring_about=troubles.answer_lost,
        tells=("WRITE_UNCERTAIN", "SENDING"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="TABLES_AWAY",
        bring_about=troubles.file_locked,
        tells=("tables.away",),
    ),
    Drill(
        page="LOGIN_REFUSED",
        bring_about=troubles.wrong_secret,
        tells=("LOGIN_REFUSED", troubles.ALMANDAS_SECRET),
        typed=troubles.right_secret,
        left_out=("utkast systems release",),
    ),
    Drill(
        page="ACCOUNT_LOCKED",
        bring_about=troubles.struck("account_locked", "almanda", "login"),
        tells=("ACCOUNT_LOCKED", "Almanda"),
        mend=troubles.unlocked,
    ),
    Drill(
        page="ACCESS_DENIED",
        bring_about=troubles.struck("http_error", "almanda", "household", status=403),
        tells=("ACCESS_DENIED", "Almanda", "ligger läsbar"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="SCREEN_CHANGED",
        bring_about=troubles.struck("renamed_label", "almanda", "household", text="Roll", new_text="Rollen"),
        tells=("SCREEN_CHANGED", "PASSAR INTE", "Rollen"),
        codes={"utkast doctor": 1},
        mend=troubles.owner_mends,
    ),
    Drill(
        page="NOTICE_BLOCKS",
        bring_about=troubles.struck("password_change", "almanda", "start"),
        tells=("NOTICE_BLOCKS", "Almanda"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="WRONG_PERSON_SHOWN",
        beside=("period_already_decided",),
        bring_about=troubles.struck("wrong_person", "almanda", "household"),
        tells=("WRONG_PERSON_SHOWN", "Almanda"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="DRAFT_MISMATCH",
        bring_about=troubles.struck("amount_zeroed", "almanda", "draft_form"),
        tells=("DRAFT_MISMATCH", "amount"),
        mend=troubles.draft_removed,
    ),
    Drill(
        page="DRAFT_DUPLICATED",
        bring_about=troubles.struck("double_save", "almanda", "draft_form"),
        tells=("DRAFT_DUPLICATED",),
        mend=troubles.one_of_two_removed,
    ),
    Drill(
        page="WORKER_LOST",
        bring_about=troubles.workers_died,
        tells=("WORKER_LOST", "dead-0", "dead-4"),
    ),
    Drill(
        page="VALUE_UNREADABLE",
        bring_about=troubles.struck("duplicate_rows", "almanda", "overview", text="Beslut"),
        tells=("VALUE_UNREADABLE", "Almanda", "ligger läsbar"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="UNEXPECTED",
        bring_about=troubles.stored_by_another_version,
        tells=("UNEXPECTED", "frames"),
        mend=troubles.right_version,
    ),
    Drill(
        page="password-expires",
        bring_about=acts.new_password_wanted,
        tells=("NOTICE_BLOCKS", "Almanda"),
        mend=acts.new_password_set,
        typed=acts.new_password,
    ),
    Drill(
        page="certificate-expires",
        system="Försäkringskassan",
        bring_about=acts.certificate_expired,
        tells=("SYSTEM_UNREACHABLE", "Försäkringskassan", "Certificate will expire"),
        codes={"openssl x509 -noout -checkend": 1},
        typed=acts.new_certificate,
    ),
    Drill(
        page="draft-looks-wrong",
        bring_about=acts.cap_mistyped,
        tells=("Boendekostnad", "READ_BACK"),
        mend=acts.cap_mended_and_draft_removed,
    ),
    Drill(
        page="stop-everything-now",
        system="Skatteverket",
        bring_about=acts.night_at_work,
        tells=("Förbereds",),
        waits={"utkast resume": acts.night_has_stopped},
    ),
    Drill(
        page="new-years-riksnorm",
        bring_about=acts.year_without_table,
        tells=("NO_TABLE_FOR_PERIOD",),
        mend=acts.table_added,
    ),
    Drill(
        page="new-municipality",
        bring_about=acts.unknown_municipality,
        tells=("exempelstad.yaml", "almanda.utkast-01.password"),
        seen=acts.works_for_the_new_one,
    ),
    Drill(
        page="night-did-not-start",
        bring_about=acts.night_cannot_begin,
        tells=("Inga ansökningar.", "true", "run.failed", "exempelstad.yaml"),
        mend=acts.file_mended,
    ),
    Drill(
        page="night-too-slow",
        system="Skatteverket",
        bring_about=troubles.slow,
        tells=("SYSTEM_SLOW", "CLAIMED", ".html"),
        mend=troubles.owner_mends,
    ),
    Drill(
        page="key-lost-or-leaked",
        bring_about=acts.key_lost,
        tells=("The data key does not fit what is stored", "SAKNAS"),
        codes={"utkast list": 1},
        typed=acts.key_from_the_safe,
        seen=acts.key_changed,
    ),
    Drill(
        page="audit-log-broken",
        bring_about=acts.audit_log_edited,
        tells=("är ändrad", "Sparade utkastet"),
        codes={"utkast audit verify": 1},
    ),
    Drill(
        page="retention",
        bring_about=acts.kept_too_long,
        tells=("Att gallra", "365 dagar", "utkast retention --purge"),
        typed=acts.whoever_wants_to_be_erased,
        seen=acts.only_the_old_is_gone,
    ),
    Drill(
        page="disk-lost",
        bring_about=acts.disk_lost,
        tells=("Inga ansökningar.", "utkast.db"),
    ),
)
