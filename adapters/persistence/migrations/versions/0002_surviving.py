"""Journal, order of claims, breakers instead of stops, pauses, leases of accounts

Revision: 0002

SQLite makes a table anew when alembic's batch changes a column, and that deletes what refers to it:
columns are therefore added and dropped one by one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("state IN ('COLLECTED', 'WAITING', 'UNCERTAIN', 'PREPARING')")
STANDS = sa.text("ended_at IS NULL")
KEPT = ("municipality", "system", "code", "what", "since", "secret_mark")
"""What a stop and a breaker have in common."""


def upgrade() -> None:
    _work_items()
    _journal()
    _breakers()
    _pauses()
    _account_leases()


def _work_items() -> None:
    for column in (
        sa.Column("claims", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("claimed_from", sa.String(), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waits_for", sa.String(), nullable=False, server_default=""),
    ):
        op.add_column("work_items", column)
    # Until now every claim counted an attempt, and none was ever taken back.
    op.execute("UPDATE work_items SET claims = attempts")
    op.drop_index("ix_work_items_due", "work_items")
    op.create_index(
        "ix_work_items_open",
        "work_items",
        ["municipality", "collected_at", "case_ref"],
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_ref"], ["work_items.case_ref"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_journal_order", "journal", ["case_ref", "id"])


def _breakers() -> None:
    op.create_table(
        "breakers",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("openings", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("code", sa.String(), nullable=False, server_default=""),
        sa.Column("what", sa.String(), nullable=False, server_default=""),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("probe_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stated_end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("prober", sa.String(), nullable=False, server_default=""),
        sa.Column("prober_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("secret_mark", sa.String(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("municipality", "system"),
    )
    # A stop that stands is an open breaker that nobody probes.
    stops, breakers = (sa.table(name, *map(sa.column, KEPT)) for name in ("system_stops", "breakers"))
    op.execute(sa.insert(breakers).from_select(KEPT, sa.select(*stops.c)))
    op.execute("UPDATE breakers SET failures = 1, openings = 1")
    op.drop_table("system_stops")


def _pauses() -> None:
    op.create_table(
        "pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_pauses_one_stands",
        "pauses",
        ["municipality"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def _account_leases() -> None:
    op.create_table(
        "account_leases",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("held_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("login_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wanted_by", sa.String(), nullable=True),
        sa.Column("wanted_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_as", sa.String(), nullable=False, server_default=""),
        sa.Column("refused_mark", sa.String(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("municipality", "system", "account"),
    )


def downgrade() -> None:
    """What 0001 has no word for is lost: the journal, pauses, and breakers that would be probed."""
    for table in ("account_leases", "pauses", "journal"):
        op.drop_table(table)
    _system_stops()
    # 0001 knows neither an uncertain write nor a wait for a time of day: both are tried at once.
    op.execute(
        "UPDATE work_items SET state = 'COLLECTED' "
        "WHERE state = 'UNCERTAIN' OR (state = 'WAITING' AND wait_until IS NULL)"
    )
    op.drop_index("ix_work_items_open", "work_items")
    for column in ("claims", "claimed_from", "not_before", "waits_for"):
        op.drop_column("work_items", column)
    op.create_index("ix_work_items_due", "work_items", ["municipality", "state", "wait_until"])


def _system_stops() -> None:
    op.create_table(
        "system_stops",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret_mark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("municipality", "system"),
    )
    stops, breakers = (sa.table(name, *map(sa.column, KEPT)) for name in ("system_stops", "breakers"))
    # The columns of a breaker's time are all empty when only a person can close it.
    stands = sa.and_(breakers.c.code != "", sa.column("probe_at").is_(None))
    op.execute(sa.insert(stops).from_select(KEPT, sa.select(*breakers.c).where(stands)))
    op.drop_table("breakers")
