"""From rows of the catalogue to records of the model."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import Select, and_, func, or_, select

from firstseen.catalog import tables
from firstseen.catalog.cells import (
    Bounds,
    Counts,
    Entities,
    Links,
    Mapped,
    PrintedWords,
    Region,
    Stretches,
    Texts,
    Times,
    from_cell,
    time_from_cell,
)
from firstseen.model.collected import KeptMedium, ShownHere
from firstseen.model.copies import Copy
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import Digest
from firstseen.model.items import Author, Item, ItemKind, ShownMedium
from firstseen.model.moving import MovingFacts
from firstseen.model.pictures import PictureFacts
from firstseen.model.records import AppearanceRecord, GroupRecord, ItemRecord, MediumRecord
from firstseen.model.time import TimeSpan

__all__ = [
    "appearance_record",
    "appearances_query",
    "copy",
    "file_name",
    "finding",
    "group_record",
    "item",
    "item_record",
    "items_query",
    "media_query",
    "medium_record",
    "shown_here",
]


def file_name(whole: str) -> str:
    """The last part of a path or URL, which is the name of the file as collected."""
    path = unquote(urlsplit(whole).path) if "://" in whole[:12] else whole
    return path.rstrip("/").rsplit("/", 1)[-1] or whole


def _span(row: Any) -> TimeSpan:
    basis = from_cell(Bounds, row.basis) if row.basis else ()
    return TimeSpan(time_from_cell(row.earliest), time_from_cell(row.latest), basis)


def items_query() -> Select[Any]:
    """Items with the number of their appearances."""
    items, appearances = tables.items, tables.appearances
    whole = and_(appearances.c.item == items.c.id, appearances.c.region.is_(None))
    shown = select(func.count()).where(whole).scalar_subquery().label("shown")
    columns = [column for column in items.c if column.name not in ("record", "key")]
    return select(*columns, shown)


def item_record(row: Any) -> ItemRecord:
    """An item from a row of `items_query`."""
    return ItemRecord(id=row.id, source=row.source, appearances=row.shown, **_told(row))


def item(row: Any) -> Item:
    """An item as it was collected, from its whole row."""
    return Item(key=row.key, record=row.record, **_told(row))


def _told(row: Any) -> dict[str, Any]:
    """What an item tells, from its row: the fields that `ItemRecord` and `Item` share, by name."""
    return {
        "kind": ItemKind(row.kind),
        "locator": row.locator,
        "platform": row.platform,
        "post_id": row.post_id,
        "url": row.url,
        "author": from_cell(Author, row.author) if row.author else None,
        "title": row.title,
        "text": row.text,
        "times": from_cell(Times, row.times),
        "links": from_cell(Links, row.links),
        "extra": from_cell(Mapped, row.extra),
        "summary": row.summary,
        "language": row.language,
        "entities": from_cell(Entities, row.entities) if row.entities else (),
        "sensitive": row.sensitive,
        "counts": from_cell(Counts, row.counts) if row.counts else {},
        "album": row.album,
    }


def shown_here(row: Any) -> ShownHere:
    """What an item showed, from the row of a whole appearance with that of its medium."""
    shown = ShownMedium(
        name=row.name or "",
        content=None,
        url=row.media_url,
        caption=row.caption,
        alt=row.alt,
        credit=row.credit,
        missing=row.missing,
        times=from_cell(Times, row.times),
    )
    kept = None if row.medium is None else KeptMedium(row.digest, row.bytes, row.mime, row.medium_kind)
    return ShownHere(shown, kept, row.missing)


def media_query(*examined: tuple[str, str]) -> Select[Any]:
    """Media with their facts from whichever of these steps examined them, their group, and the number of their
    appearances."""
    media, results, members, appearances = tables.media, tables.results, tables.group_members, tables.appearances
    whole = and_(appearances.c.medium == media.c.digest, appearances.c.region.is_(None))
    shown = select(func.count()).where(whole).scalar_subquery().label("shown")
    joined = media.outerjoin(
        results,
        and_(
            results.c.digest == media.c.digest,
            or_(*(and_(results.c.step == step, results.c.version == version) for step, version in examined)),
        ),
    ).outerjoin(members, members.c.medium == media.c.digest)
    return select(
        media,
        results.c.refused,
        results.c.version,
        results.c["values"].label("facts"),
        members.c.group,
        shown,
    ).select_from(joined)


def medium_record(row: Any, names: tuple[str, ...], *, moving: bool) -> MediumRecord:
    """A medium from a row of `media_query`; `moving` says which kind of facts it has."""
    facts: PictureFacts | None = from_cell(PictureFacts, row.facts) if row.facts and not moving else None
    shown: MovingFacts | None = from_cell(MovingFacts, row.facts) if row.facts and moving else None
    if row.facts:
        state, reason = "examined", None
    elif row.refused is not None:
        state, reason = "refused", row.refused
    else:
        state, reason = "waiting", None
    return MediumRecord(
        row.digest, row.bytes, row.mime, names, state, reason, facts, row.group, row.shown, moving=shown
    )


def appearances_query() -> Select[Any]:
    """Appearances with what their items say."""
    appearances, items = tables.appearances, tables.items
    return select(appearances, items.c.platform, items.c.author, items.c.url, items.c.text, items.c.title).join_from(
        appearances, items, appearances.c.item == items.c.id
    )


def appearance_record(row: Any) -> AppearanceRecord:
    """An appearance from a row of `appearances_query`."""
    author: Author | None = from_cell(Author, row.author) if row.author else None
    return AppearanceRecord(
        id=row.id,
        medium=row.medium,
        region=from_cell(Region, row.region) if row.region else None,
        stretches=from_cell(Stretches, row.stretches) if row.stretches else (),
        group=row.group,
        item=row.item,
        name=row.name,
        platform=row.platform,
        author=author.shown() if author else None,
        url=row.url,
        media_url=row.media_url,
        text=row.text or row.title,
        caption=row.caption,
        alt=row.alt,
        credit=row.credit,
        missing=row.missing,
        span=_span(row),
        notes=from_cell(Texts, row.notes) if row.notes else (),
        printed=from_cell(PrintedWords, row.printed) if row.printed is not None else None,
    )


def copy(row: Any) -> Copy:
    """A copy from a row of the table."""
    found: Copy = from_cell(Copy, row.values)
    return found


def group_record(row: Any, media: tuple[Digest, ...]) -> GroupRecord:
    """A group from its row and its media."""
    return GroupRecord(row.id, media, row.first_seen, _span(row), row.reason, row.appearances)


def finding(row: Any) -> Finding:
    """A finding from its row."""
    return Finding(
        id=row.id,
        kind=FindingKind(row.kind),
        outcome=Outcome(row.outcome),
        about=from_cell(Texts, row.about),
        reason=row.reason,
        evidence=from_cell(Texts, row.evidence),
        method=row.method,
        version=row.version,
    )
