"""The first tables

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
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
    op.create_table(
        "work_items",
        sa.Column("case_ref", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("application_ref", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("explanation", sa.LargeBinary(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=True),
        sa.Column("wait_until", sa.Date(), nullable=True),
        sa.Column("stickprov", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_holder", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_mark", sa.String(), nullable=True),
        sa.Column("application", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("case_ref"),
        sa.UniqueConstraint("municipality", "application_ref"),
    )
    with op.batch_alter_table("work_items", schema=None) as batch_op:
        batch_op.create_index("ix_work_items_due", ["municipality", "state", "wait_until"], unique=False)

    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("assessment", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_ref"], ["work_items.case_ref"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.create_index("ix_assessments_latest", ["case_ref", "made_at"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("case_ref", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("read_back_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_ref"], ["work_items.case_ref"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_ref"),
    )


def downgrade() -> None:
    op.drop_table("drafts")
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.drop_index("ix_assessments_latest")

    op.drop_table("assessments")
    with op.batch_alter_table("work_items", schema=None) as batch_op:
        batch_op.drop_index("ix_work_items_due")

    op.drop_table("work_items")
    op.drop_table("system_stops")
