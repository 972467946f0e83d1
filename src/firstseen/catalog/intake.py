"""Writing what a reader found: sources, items, media, appearances, refusals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, and_, delete, select
from sqlalchemy.dialects.sqlite import Insert, insert

from firstseen.catalog import tables
from firstseen.catalog.cells import Counts, Entities, Links, Mapped, Times, time_to_cell, to_cell
from firstseen.model.collected import CollectedSource, KeptMedium, ShownHere
from firstseen.model.identifiers import appearance_id, item_id
from firstseen.model.items import Author, Item, Noticed, Refusal

__all__ = [
    "AddedCounts",
    "add_item",
    "add_refusals",
    "add_source",
    "forget_refusals",
    "replace_notices",
]

# Built once: composing a statement takes longer than running it.
_SOURCE: Final = insert(tables.sources).on_conflict_do_nothing()
_ITEM: Final = insert(tables.items).on_conflict_do_nothing()
_MEDIUM: Final = insert(tables.media).on_conflict_do_nothing()
_APPEARANCE: Final = insert(tables.appearances).on_conflict_do_nothing()
_REFUSAL: Final = insert(tables.refusals).on_conflict_do_nothing()


@dataclass(slots=True)
class AddedCounts:
    """What an item brought that the case did not have."""

    items: int = 0
    media: int = 0
    appearances: int = 0

    def __iadd__(self, other: AddedCounts) -> AddedCounts:
        self.items += other.items
        self.media += other.media
        self.appearances += other.appearances
        return self


def add_source(connection: Connection, source: CollectedSource) -> bool:
    """Records a source; False if it is known already."""
    row = {**asdict(source), "added_at": time_to_cell(source.added_at)}
    return connection.execute(_SOURCE, row).rowcount > 0


def add_item(connection: Connection, source: str, item: Item, shown: Iterable[ShownHere]) -> AddedCounts:
    """Records an item with its media and appearances; what the case holds already is left as it is.

    An appearance that was known without bytes and now has them takes its place.
    """
    id = item_id(item.key, item.record)
    counts = AddedCounts()
    counts.items = connection.execute(_ITEM, _item_row(id, source, item)).rowcount
    shown = list(shown)
    counts.media = _insert(connection, _MEDIUM, [_medium_row(here.kept) for here in shown if here.kept is not None])
    rows = [
        _appearance_row(id, ordinal, here)
        for ordinal, here in enumerate(shown)
        if counts.items or _is_wanted(connection, id, ordinal, here)
    ]
    counts.appearances = _insert(connection, _APPEARANCE, rows)
    return counts


def _insert(connection: Connection, statement: Insert, rows: list[dict[str, object]]) -> int:
    """How many of the rows were new; many at once take a fraction of the time."""
    return connection.execute(statement, rows).rowcount if rows else 0


def _medium_row(kept: KeptMedium) -> dict[str, object]:
    return {"digest": kept.digest, "bytes": kept.bytes, "mime": kept.mime, "medium": kept.medium}


def _item_row(id: str, source: str, item: Item) -> dict[str, object]:
    return {
        "id": id,
        "source": source,
        "kind": item.kind.value,
        "key": item.key,
        "locator": item.locator,
        "platform": item.platform,
        "post_id": item.post_id,
        "url": item.url,
        "author": to_cell(Author, item.author) if item.author else None,
        "title": item.title,
        "text": item.text,
        "times": to_cell(Times, item.times),
        "links": to_cell(Links, item.links),
        "extra": to_cell(Mapped, dict(item.extra)),
        "record": item.record,
        "summary": item.summary,
        "language": item.language,
        "entities": to_cell(Entities, item.entities) if item.entities else None,
        "sensitive": item.sensitive,
        "counts": to_cell(Counts, dict(item.counts)) if item.counts else None,
        "album": item.album,
    }


def _is_wanted(connection: Connection, item: str, ordinal: int, here: ShownHere) -> bool:
    """Whether an appearance of a known item is to be written: not one without bytes over one that is there."""
    appearances = tables.appearances
    at_this_place = and_(appearances.c.item == item, appearances.c.ordinal == ordinal)
    if here.kept is None and connection.execute(select(appearances.c.id).where(at_this_place)).first():
        return False
    connection.execute(delete(appearances).where(at_this_place, appearances.c.medium.is_(None)))
    return True


def _appearance_row(item: str, ordinal: int, here: ShownHere) -> dict[str, object]:
    shown = here.shown
    digest = here.kept.digest if here.kept else None
    return {
        "id": appearance_id(item, ordinal, digest or shown.url or shown.name),
        "item": item,
        "ordinal": ordinal,
        "medium": digest,
        "name": shown.name or None,
        "media_url": shown.url,
        "caption": shown.caption,
        "alt": shown.alt,
        "credit": shown.credit,
        "missing": here.missing,
        "times": to_cell(Times, shown.times),
    }


def add_refusals(connection: Connection, given: str, refusals: Iterable[Refusal]) -> None:
    """Records what was refused of the source `given` (as the person named it)."""
    for refusal in refusals:
        row = {"given": given, "name": refusal.name, "reason": refusal.reason}
        connection.execute(_REFUSAL, row)


def forget_refusals(connection: Connection, given: str) -> None:
    """Forgets what was refused of a source, because it is being read again from its start."""
    connection.execute(delete(tables.refusals).where(tables.refusals.c.given == given))


def replace_notices(connection: Connection, given: str, notices: Iterable[tuple[str, Noticed]]) -> None:
    """Records what was noticed about the source `given`, each with the name of the file that was read, in place of
    what was noticed the last time."""
    connection.execute(delete(tables.notices).where(tables.notices.c.given == given))
    for source, noticed in notices:
        row: dict[str, object] = {"given": given, "source": source, "kind": noticed.kind.value}
        row |= {"what": noticed.what, "where": noticed.where, "count": noticed.count}
        connection.execute(insert(tables.notices), row)
