"""How pictures were saved, as measured: which have been, and what was found."""

from __future__ import annotations

from sqlalchemy import Connection, select, union

from firstseen.catalog import tables
from firstseen.catalog.cells import from_cell
from firstseen.model.copies import JOINING
from firstseen.model.generation import Generation
from firstseen.model.identifiers import Digest

__all__ = ["generations_by_medium", "joined_media", "measured_media"]


def joined_media(connection: Connection) -> set[Digest]:
    """The media that have a copy in their group: those that a joining relation is between."""
    copies = tables.copies
    joining = copies.c.relation.in_([relation.value for relation in JOINING])
    ends = union(select(copies.c.a).where(joining), select(copies.c.b).where(joining))
    return set(connection.execute(ends).scalars())


def measured_media(connection: Connection, step: str, version: str) -> set[Digest]:
    """The media that the step has measured in this version."""
    results = tables.results
    query = select(results.c.digest).where(results.c.step == step, results.c.version == version)
    return set(connection.execute(query).scalars())


def generations_by_medium(connection: Connection, step: str, version: str) -> dict[Digest, Generation]:
    """What was measured, by medium."""
    results = tables.results
    query = select(results.c.digest, results.c["values"]).where(
        results.c.step == step, results.c.version == version, results.c["values"].is_not(None)
    )
    return {digest: from_cell(Generation, values) for digest, values in connection.execute(query)}
