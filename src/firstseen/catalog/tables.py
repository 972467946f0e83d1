"""The tables of the catalogue. Their shape on disk is made by the migrations; a test keeps the two equal.

Times are text, RFC 3339 in UTC with microseconds, so that they sort. Lists and records inside a cell are JSON.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "appearances",
    "case",
    "copies",
    "decisions",
    "findings",
    "group_members",
    "groups",
    "items",
    "media",
    "metadata",
    "missing_ancestors",
    "notices",
    "refusals",
    "results",
    "sources",
    "spread_edges",
    "spread_versions",
    "spreads",
    "state",
]

metadata = MetaData()

case = Table(
    "case_facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("event", Text),
    Column("place", Text),
    Column("start", Text),
    Column("end", Text),
)

sources = Table(
    "sources",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String(24), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("digest", String(64)),
    Column("added_at", Text, nullable=False),
)

items = Table(
    "items",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String(24), nullable=False, unique=True),
    Column("source", String(24), ForeignKey("sources.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("locator", Text, nullable=False),
    Column("platform", Text),
    Column("post_id", Text),
    Column("url", Text),
    Column("author", Text),
    Column("title", Text),
    Column("text", Text),
    Column("times", Text, nullable=False),
    Column("links", Text, nullable=False),
    Column("extra", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("summary", Text),
    Column("language", Text),
    Column("entities", Text),
    Column("sensitive", Boolean),
    Column("counts", Text),
    Column("album", Text),
)

media = Table(
    "media",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("bytes", Integer, nullable=False),
    Column("mime", Text, nullable=False),
    Column("medium", Text, nullable=False),
)

appearances = Table(
    "appearances",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String(24), nullable=False, unique=True),
    Column("item", String(24), ForeignKey("items.id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("medium", String(64), ForeignKey("media.digest"), index=True),
    Column("region", Text),
    Column("name", Text),
    Column("media_url", Text),
    Column("caption", Text),
    Column("alt", Text),
    Column("credit", Text),
    Column("missing", Text),
    Column("times", Text, nullable=False),
    Column("earliest", Text),
    Column("latest", Text),
    Column("basis", Text),
    Column("notes", Text),
    Column("printed", Text),
    Column("group", String(24), index=True),
    Column("stretches", Text),
)

results = Table(
    "results",
    metadata,
    Column("digest", String(64), ForeignKey("media.digest"), nullable=False),
    Column("step", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("refused", Text),
    Column("values", Text),
    Column("bytes", LargeBinary),
    PrimaryKeyConstraint("digest", "step", "version"),
)

copies = Table(
    "copies",
    metadata,
    Column("a", String(64), ForeignKey("media.digest"), nullable=False),
    Column("b", String(64), ForeignKey("media.digest"), nullable=False, index=True),
    Column("version", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("values", Text, nullable=False),
    PrimaryKeyConstraint("a", "b"),
)

groups = Table(
    "groups",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("first_seen", String(24)),
    Column("earliest", Text),
    Column("latest", Text),
    Column("basis", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("appearances", Integer, nullable=False),
)

group_members = Table(
    "group_members",
    metadata,
    Column("group", String(24), ForeignKey("groups.id"), nullable=False),
    Column("medium", String(64), ForeignKey("media.digest"), nullable=False, unique=True),
    Column("ordinal", Integer, nullable=False),
    PrimaryKeyConstraint("group", "ordinal"),
)

findings = Table(
    "findings",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String(24), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("version", Text, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("id", String(24), nullable=False, unique=True),
    Column("finding", String(24), nullable=False, index=True),
    Column("verdict", Text),
    Column("note", Text),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("said", Text, nullable=False),
)

spreads = Table(
    "spreads",
    metadata,
    Column("group", String(24), ForeignKey("groups.id"), primary_key=True),
    Column("roots", Text, nullable=False),
)

spread_versions = Table(
    "spread_versions",
    metadata,
    Column("group", String(24), ForeignKey("spreads.group"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("id", String(64), nullable=False),
    Column("medium", String(64), ForeignKey("media.digest"), nullable=False),
    Column("box", Text),
    PrimaryKeyConstraint("group", "ordinal"),
    UniqueConstraint("group", "id"),
)

spread_edges = Table(
    "spread_edges",
    metadata,
    Column("group", String(24), ForeignKey("spreads.group"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("between", Text, nullable=False),
    Column("source", String(64), nullable=False),
    Column("target", String(64), nullable=False),
    Column("decided", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("changes", Text, nullable=False),
    Column("signs", Text, nullable=False),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("group", "ordinal"),
)

missing_ancestors = Table(
    "missing_ancestors",
    metadata,
    Column("group", String(24), ForeignKey("spreads.group"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("id", String(64), nullable=False),
    Column("versions", Text, nullable=False),
    Column("outlines", Text, nullable=False),
    Column("before", Text),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("group", "ordinal"),
    UniqueConstraint("group", "id"),
)

refusals = Table(
    "refusals",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("given", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("given", "name", "reason"),
)

notices = Table(
    "notices",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("given", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("where", Text),
    Column("count", Integer, nullable=False),
)

state = Table(
    "state",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

Index("items_by_post", items.c.platform, items.c.post_id)
Index("appearances_by_item", appearances.c.item, appearances.c.ordinal)
Index("results_by_step", results.c.step, results.c.version)
