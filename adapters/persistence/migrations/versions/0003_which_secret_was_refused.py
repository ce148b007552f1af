"""Which secret a refused login was refused for: an account may have several

The way back forgets it; the first of the account's is then told, as before.

Revision: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "account_leases", sa.Column("refused_secret", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("account_leases", "refused_secret")
