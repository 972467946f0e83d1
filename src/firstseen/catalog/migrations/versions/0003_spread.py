"""The spread of each group: its versions, its edges, and the ancestors that are missing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables; nothing was worked out yet, so they are empty."""
    op.create_table(
        "spreads",
        sa.Column("group", sa.String(length=24), nullable=False),
        sa.Column("roots", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["group"], ["groups.id"]),
        sa.PrimaryKeyConstraint("group"),
    )
    op.create_table(
        "spread_versions",
        sa.Column("group", sa.String(length=24), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("medium", sa.String(length=64), nullable=False),
        sa.Column("box", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["group"], ["spreads.group"]),
        sa.ForeignKeyConstraint(["medium"], ["media.digest"]),
        sa.PrimaryKeyConstraint("group", "ordinal"),
        sa.UniqueConstraint("group", "id"),
    )
    op.create_table(
        "spread_edges",
        sa.Column("group", sa.String(length=24), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("between", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("signs", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["group"], ["spreads.group"]),
        sa.PrimaryKeyConstraint("group", "ordinal"),
    )
    op.create_table(
        "missing_ancestors",
        sa.Column("group", sa.String(length=24), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("outlines", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["group"], ["spreads.group"]),
        sa.PrimaryKeyConstraint("group", "ordinal"),
        sa.UniqueConstraint("group", "id"),
    )
