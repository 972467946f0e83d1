"""What was read on pages, and which pages there are to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from firstseen.catalog import rows, tables
from firstseen.catalog.cells import from_cell
from firstseen.model.copies import Copy, Relation
from firstseen.model.identifiers import Digest
from firstseen.model.pictures import PictureFacts
from firstseen.model.printed import PageWords

__all__ = ["part_copies", "sizes_of", "versions_read", "words_by_medium"]

_BATCH = 400
"""Digests asked for together; SQLite allows many more variables."""


def part_copies(connection: Connection) -> list[Copy]:
    """The copies in which one picture is a piece of the other, sorted."""
    copies = tables.copies
    query = select(copies).where(copies.c.relation == Relation.PART.value).order_by(copies.c.a, copies.c.b)
    return [rows.copy(row) for row in connection.execute(query)]


def sizes_of(
    connection: Connection, step: str, version: str, digests: Iterable[Digest]
) -> dict[Digest, tuple[int, int]]:
    """Width and height, in pixels, of those of these media that the step examined."""
    results = tables.results
    sizes = {}
    for some in _batches(digests):
        query = select(results.c.digest, results.c["values"]).where(
            results.c.digest.in_(some),
            results.c.step == step,
            results.c.version == version,
            results.c["values"].is_not(None),
        )
        for digest, values in connection.execute(query):
            facts: PictureFacts = from_cell(PictureFacts, values)
            sizes[digest] = (facts.width, facts.height)
    return sizes


def versions_read(connection: Connection, step: str) -> dict[Digest, str]:
    """The version under which each page was read, or could not be."""
    results = tables.results
    query = select(results.c.digest, results.c.version).where(results.c.step == step)
    return {row.digest: row.version for row in connection.execute(query)}


def words_by_medium(connection: Connection, step: str) -> dict[Digest, PageWords]:
    """The words of every page that was read, in whatever version."""
    results = tables.results
    query = select(results.c.digest, results.c["values"]).where(
        results.c.step == step, results.c["values"].is_not(None)
    )
    return {digest: from_cell(PageWords, values) for digest, values in connection.execute(query)}


def _batches(digests: Iterable[Digest]) -> Iterator[list[Digest]]:
    wanted = sorted(set(digests))
    for start in range(0, len(wanted), _BATCH):
        yield wanted[start : start + _BATCH]
