"""What people decided about findings."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table. It names findings without a foreign key: a decision outlives the finding it is about."""
    op.create_table(
        "decisions",
        sa.Column("entry", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(24), nullable=False, unique=True),
        sa.Column("finding", sa.String(24), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
    )
    op.create_index("ix_decisions_finding", "decisions", ["finding"])
