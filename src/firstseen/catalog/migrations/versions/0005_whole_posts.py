"""The whole of a post (summary, language, entities, flags, counts, album), and what readers noticed about sources."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns, empty for items that were read before, and the table of notices."""
    for name, kind in (
        ("summary", sa.Text()),
        ("language", sa.Text()),
        ("entities", sa.Text()),
        ("sensitive", sa.Boolean()),
        ("counts", sa.Text()),
        ("album", sa.Text()),
    ):
        op.add_column("items", sa.Column(name, kind, nullable=True))
    op.create_table(
        "notices",
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("where", sa.Text(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )
    op.create_index("ix_notices_given", "notices", ["given"])
