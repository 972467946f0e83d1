"""The stretches of a video that an appearance of a region shows."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; no video was matched yet, so it is empty."""
    op.add_column("appearances", sa.Column("stretches", sa.Text(), nullable=True))
