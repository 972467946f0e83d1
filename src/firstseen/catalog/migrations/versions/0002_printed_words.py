"""The words printed next to what an appearance shows."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; nothing was read yet, so it is empty."""
    op.add_column("appearances", sa.Column("printed", sa.Text(), nullable=True))
