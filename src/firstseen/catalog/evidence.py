"""Reading what the order of a case is worked out from, and whether anything of it has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from firstseen.catalog import rows, tables
from firstseen.catalog.cells import Links, Times, from_cell
from firstseen.model.copies import Copy
from firstseen.model.identifiers import Digest, short_id
from firstseen.model.items import Author, Link
from firstseen.model.moving import MovingFacts
from firstseen.model.pictures import PictureFacts
from firstseen.model.time import StatedTime

__all__ = [
    "all_copies",
    "all_media",
    "author_name",
    "evidence_rows",
    "facts_by_medium",
    "input_token",
    "links_of",
    "moving_by_medium",
    "moving_facts",
    "stated_times",
]


def evidence_rows(connection: Connection) -> Iterator[Any]:
    """Every appearance of a whole medium with the times and names that its item and its file carry, by identifier."""
    appearances, items = tables.appearances, tables.items
    query = select(
        appearances.c.id,
        appearances.c.item,
        appearances.c.medium,
        appearances.c.name,
        appearances.c.media_url,
        appearances.c.times.label("file_times"),
        items.c.times.label("item_times"),
        items.c.platform,
        items.c.post_id,
        items.c.url,
        items.c.author,
        items.c.kind,
        items.c.title,
        items.c.text,
        items.c.links,
        appearances.c.caption,
    ).join_from(appearances, items, appearances.c.item == items.c.id)
    query = query.where(appearances.c.region.is_(None)).order_by(appearances.c.id)
    yield from connection.execution_options(yield_per=1000).execute(query)


def stated_times(row: Any) -> tuple[StatedTime, ...]:
    """The times of an item and of the file it shows, from a row of `evidence_rows`."""
    times: tuple[StatedTime, ...] = (*from_cell(Times, row.item_times), *from_cell(Times, row.file_times))
    return tuple(dict.fromkeys(times))


def links_of(row: Any) -> tuple[Link, ...]:
    """The links of an item, from a row of `evidence_rows`."""
    links: tuple[Link, ...] = from_cell(Links, row.links)
    return links


def author_name(row: Any) -> str | None:
    """The name to show for the author of a row of `evidence_rows`."""
    if not row.author:
        return None
    author: Author = from_cell(Author, row.author)
    return author.shown()


def all_media(connection: Connection) -> list[Digest]:
    """Every medium, sorted."""
    return list(connection.execute(select(tables.media.c.digest).order_by(tables.media.c.digest)).scalars())


def all_copies(connection: Connection) -> list[Copy]:
    """Every copy, sorted."""
    copies = tables.copies
    return [rows.copy(row) for row in connection.execute(select(copies).order_by(copies.c.a, copies.c.b))]


def facts_by_medium(connection: Connection, step: str, version: str) -> dict[Digest, PictureFacts]:
    """The facts of every medium that was examined."""
    results = tables.results
    query = select(results.c.digest, results.c["values"]).where(
        results.c.step == step, results.c.version == version, results.c["values"].is_not(None)
    )
    return {digest: from_cell(PictureFacts, values) for digest, values in connection.execute(query)}


def moving_by_medium(connection: Connection, step: str, version: str) -> dict[Digest, MovingFacts]:
    """The facts of every video, sound and animated picture that was examined."""
    results = tables.results
    query = select(results.c.digest, results.c["values"]).where(
        results.c.step == step, results.c.version == version, results.c["values"].is_not(None)
    )
    return {digest: from_cell(MovingFacts, values) for digest, values in connection.execute(query)}


def moving_facts(connection: Connection, step: str, version: str, digest: Digest) -> MovingFacts | None:
    """The facts of one video, sound or animated picture; None where it was not examined."""
    results = tables.results
    query = select(results.c["values"]).where(
        results.c.digest == digest,
        results.c.step == step,
        results.c.version == version,
        results.c["values"].is_not(None),
    )
    values = connection.execute(query).scalar_one_or_none()
    return None if values is None else from_cell(MovingFacts, values)


def input_token(connection: Connection, *methods: str) -> str:
    """A text that changes when anything changes that the order of the case rests on, or one of the methods."""
    case = connection.execute(select(tables.case)).one()
    appearances = connection.execute(
        select(func.count(), func.max(tables.appearances.c.position)).where(tables.appearances.c.region.is_(None))
    ).one()
    results = connection.execute(
        select(tables.results.c.step, tables.results.c.version, func.count())
        .group_by(tables.results.c.step, tables.results.c.version)
        .order_by(tables.results.c.step, tables.results.c.version)
    ).all()
    copies = connection.execute(select(func.count()).select_from(tables.copies)).scalar_one()
    parts = [*case, *appearances, *(part for row in results for part in row), copies, *methods]
    return short_id("t", *(str(part) for part in parts))
