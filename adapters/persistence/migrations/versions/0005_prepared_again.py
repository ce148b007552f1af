"""An application that is prepared again: which preparation it is, who ordered it, and a draft for each

The way back keeps the latest preparation's draft of each application, and forgets how many there have been.

Revision: 0005
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BACK = """
INSERT INTO drafts (case_ref, key, read_back_at, draft)
SELECT case_ref, key, read_back_at, draft FROM drafts_before AS one
WHERE revision = (SELECT max(other.revision) FROM drafts_before AS other WHERE other.case_ref = one.case_ref)
"""
AGAIN = ("revision", "completions", "order_number", "ordered_by")


def upgrade() -> None:
    op.add_column("work_items", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("work_items", sa.Column("completions", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("work_items", sa.Column("order_number", sa.String(), nullable=False, server_default=""))
    op.add_column("work_items", sa.Column("ordered_by", sa.LargeBinary(), nullable=True))
    op.rename_table("drafts", "drafts_before")
    _make_drafts(
        "reference",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    )
    op.execute(
        "INSERT INTO drafts (reference, case_ref, revision, key, read_back_at, draft) "
        "SELECT case_ref, case_ref, 1, key, read_back_at, draft FROM drafts_before"
    )
    op.drop_table("drafts_before")
    op.create_index("ix_drafts_case", "drafts", ["case_ref", "revision"])


def downgrade() -> None:
    op.drop_index("ix_drafts_case", table_name="drafts")
    op.rename_table("drafts", "drafts_before")
    _make_drafts("case_ref")
    op.execute(BACK)
    op.drop_table("drafts_before")
    for column in reversed(AGAIN):
        op.drop_column("work_items", column)


def _make_drafts(known_by: str, *columns: "sa.Column[Any]") -> None:
    op.create_table(
        "drafts",
        *columns,
        sa.Column("case_ref", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("read_back_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_ref"], ["work_items.case_ref"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(known_by),
    )
