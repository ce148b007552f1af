"""The audit log, and how far it has come: an entry is never changed, so nothing refers to other tables

The way back takes the log away: take a copy of it first (runbooks/upgrade.md).

Revision: 0004
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = (
    "act",
    "account",
    "municipality",
    "system",
    "purpose",
    "legal_basis",
    "case_ref",
    "person",
    "run",
    "detail",
    "link",
)


def upgrade() -> None:
    op.create_table(
        "audit_log",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in WORDS),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_audit_log_case", "audit_log", ["case_ref", "number"])
    op.create_index("ix_audit_log_person", "audit_log", ["person", "number"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("installation", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(head, [{"id": 1, "installation": uuid4().hex, "number": 0, "link": ""}])


def downgrade() -> None:
    op.drop_table("audit_head")
    op.drop_table("audit_log")
