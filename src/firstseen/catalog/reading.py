"""A case read back from its catalogue: the view that cannot write (`firstseen.model.records.CaseReading`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, and_, case, func, or_, select

from firstseen.catalog import rows, tables
from firstseen.catalog.cells import time_from_cell
from firstseen.catalog.decisions import decisions_of
from firstseen.catalog.results import EXAMINED_KINDS, unexamined, waiting
from firstseen.catalog.spreads import spreads_of
from firstseen.custody.blobs import BlobStore
from firstseen.model.collected import Collected, ShownHere
from firstseen.model.decisions import Decision
from firstseen.model.findings import FindingKind, Outcome
from firstseen.model.identifiers import Digest
from firstseen.model.items import Noticed, NoticeKind
from firstseen.model.records import (
    AppearanceRecord,
    CaseFacts,
    CopyRecord,
    FindingRecord,
    GroupRecord,
    ItemRecord,
    MediumRecord,
    NoticeRecord,
    RefusalRecord,
    SourceRecord,
)
from firstseen.model.spread import Spread

__all__ = ["CatalogReading"]

_BATCH = 400
"""Rows looked up together; SQLite allows many more variables, and memory stays small."""
_MOST_NAMES = 2000
"""Media whose names are kept while copies are read: the copies of one group name the same media again and again."""


class CatalogReading:
    """Reads the catalogue behind `engine`. `examined` is the step and version whose results are the facts of pictures,
    `moving` the same for videos and sounds, `read` the step that read the words on them."""

    def __init__(
        self, engine: Engine, blobs: BlobStore, examined: tuple[str, str], moving: tuple[str, str], read: str
    ) -> None:
        self._engine = engine
        self._blobs = blobs
        self._examined = examined
        self._moving = moving
        self._read = read

    def _stream(self, query: Select[Any]) -> Iterator[Any]:
        with self._engine.connect() as connection:
            yield from connection.execution_options(yield_per=_BATCH).execute(query)

    def _both(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return self._examined, self._moving

    def facts(self) -> CaseFacts:
        """What the case is about."""
        with self._engine.connect() as connection:
            row = connection.execute(select(tables.case)).one()
        return CaseFacts(row.name, row.event, row.place, time_from_cell(row.start), time_from_cell(row.end))

    def sources(self) -> Iterator[SourceRecord]:
        """What was added, oldest first."""
        sources, items = tables.sources, tables.items
        counted = select(func.count()).where(items.c.source == sources.c.id).scalar_subquery().label("items")
        for row in self._stream(select(sources, counted).order_by(sources.c.position)):
            added_at = time_from_cell(row.added_at)
            assert added_at is not None
            yield SourceRecord(row.id, row.name, row.reader, row.digest, added_at, row.items)

    def refusals(self) -> Iterator[RefusalRecord]:
        """What was refused: while adding, in the order it was met; then while examining and reading, by digest."""
        for row in self._stream(select(tables.refusals).order_by(tables.refusals.c.position)):
            yield RefusalRecord("add", row.name, row.reason)
        results = tables.results
        examined = or_(*(and_(results.c.step == step, results.c.version == version) for step, version in self._both()))
        query = select(results.c.digest, results.c.step, results.c.refused).where(
            results.c.refused.is_not(None), or_(examined, results.c.step == self._read)
        )
        for row in self._stream(query.order_by(results.c.digest)):
            names = self._names([row.digest]).get(row.digest, ())
            step = "read" if row.step == self._read else "trace"
            yield RefusalRecord(step, ", ".join(names) or row.digest, row.refused, row.digest)

    def notices(self) -> Iterator[NoticeRecord]:
        """What readers noticed about the sources, in the order it was met."""
        for row in self._stream(select(tables.notices).order_by(tables.notices.c.position)):
            yield NoticeRecord(row.source, Noticed(NoticeKind(row.kind), row.what, row.count, row.where))

    def items(self) -> Iterator[ItemRecord]:
        """All items, in the order they were read."""
        for row in self._stream(rows.items_query().order_by(tables.items.c.position)):
            yield rows.item_record(row)

    def item(self, id: str) -> ItemRecord | None:
        """One item."""
        row = next(iter(self._stream(rows.items_query().where(tables.items.c.id == id))), None)
        return rows.item_record(row) if row else None

    def record(self, id: str) -> bytes | None:
        """The raw record an item was read from."""
        return next((row.record for row in self._stream(select(tables.items).where(tables.items.c.id == id))), None)

    def collected(self) -> Iterator[Collected]:
        """All items as they were collected, with their raw records, in the order they were read."""
        items, appearances, media = tables.items, tables.appearances, tables.media
        kept = (media.c.digest, media.c.bytes, media.c.mime, media.c.medium.label("medium_kind"))
        query = select(appearances, *kept).join_from(appearances, media, isouter=True)
        for batch in _batches(self._stream(select(items).order_by(items.c.position))):
            shown: dict[str, list[ShownHere]] = {row.id: [] for row in batch}
            within = query.where(appearances.c.item.in_(list(shown)), appearances.c.region.is_(None))
            for row in self._stream(within.order_by(appearances.c.item, appearances.c.ordinal)):
                shown[row.item].append(rows.shown_here(row))
            for row in batch:
                yield Collected(row.source, rows.item(row), tuple(shown[row.id]))

    def media(self) -> Iterator[MediumRecord]:
        """All media, by digest."""
        yield from self._media(rows.media_query(*self._both()).order_by(tables.media.c.digest))

    def medium(self, digest: Digest) -> MediumRecord | None:
        """One medium."""
        query = rows.media_query(*self._both()).where(tables.media.c.digest == digest)
        return next(self._media(query), None)

    def digests_like(self, start: str) -> list[Digest]:
        """The media whose digest begins with `start` (hexadecimal; anything else gives none)."""
        if not set(start) <= set("0123456789abcdef"):
            return []
        query = select(tables.media.c.digest).where(tables.media.c.digest.startswith(start))
        return [row.digest for row in self._stream(query.order_by(tables.media.c.digest))]

    def _media(self, query: Select[Any]) -> Iterator[MediumRecord]:
        for batch in _batches(self._stream(query)):
            names = self._names([row.digest for row in batch])
            for row in batch:
                yield rows.medium_record(row, names.get(row.digest, ()), moving=row.version == self._moving[1])

    def _names(self, digests: list[Digest]) -> dict[Digest, tuple[str, ...]]:
        """The file names under which media were collected, without their folders, sorted."""
        appearances = tables.appearances
        found: dict[Digest, set[str]] = {}
        for start in range(0, len(digests), _BATCH):
            query = (
                select(appearances.c.medium, appearances.c.name, appearances.c.media_url)
                .where(appearances.c.medium.in_(digests[start : start + _BATCH]))
                .distinct()
            )
            for medium, name, url in self._stream(query):
                whole = name or url
                if whole:
                    found.setdefault(medium, set()).add(rows.file_name(whole))
        return {digest: tuple(sorted(names)) for digest, names in found.items()}

    def appearances(self, *, group: str | None = None, medium: Digest | None = None) -> Iterator[AppearanceRecord]:
        """Appearances by time: all, or those of one group or one medium. Those without a time come last."""
        appearances = tables.appearances
        when = func.coalesce(appearances.c.latest, appearances.c.earliest)
        query = rows.appearances_query().order_by(when.is_(None), when, appearances.c.earliest, appearances.c.id)
        if group is not None:
            query = query.where(appearances.c.group == group)
        if medium is not None:
            query = query.where(appearances.c.medium == medium)
        for row in self._stream(query):
            yield rows.appearance_record(row)

    def appearance(self, id: str) -> AppearanceRecord | None:
        """One appearance."""
        row = next(iter(self._stream(rows.appearances_query().where(tables.appearances.c.id == id))), None)
        return rows.appearance_record(row) if row else None

    def appearances_of_item(self, item: str) -> Iterator[AppearanceRecord]:
        """What an item shows, in its own order."""
        appearances = tables.appearances
        query = rows.appearances_query().where(appearances.c.item == item).order_by(appearances.c.ordinal)
        for row in self._stream(query):
            yield rows.appearance_record(row)

    def copies(self, *, medium: Digest | None = None, group: str | None = None) -> Iterator[CopyRecord]:
        """Copies by digests: all, or those in which one medium, or any medium of one group, takes part."""
        copies, members = tables.copies, tables.group_members
        query = select(copies).order_by(copies.c.a, copies.c.b)
        if medium is not None:
            query = query.where((copies.c.a == medium) | (copies.c.b == medium))
        if group is not None:
            within = select(members.c.medium).where(members.c.group == group)
            query = query.where(copies.c.a.in_(within) | copies.c.b.in_(within))
        names: dict[Digest, tuple[str, ...]] = {}
        for batch in _batches(self._stream(query)):
            if len(names) > _MOST_NAMES:
                names.clear()
            wanted = sorted(({row.a for row in batch} | {row.b for row in batch}) - names.keys())
            names.update(dict.fromkeys(wanted, ()) | self._names(wanted))
            for row in batch:
                yield CopyRecord(rows.copy(row), names[row.a], names[row.b])

    def groups(self) -> Iterator[GroupRecord]:
        """Groups, the one first seen earliest first; groups without a time last."""
        groups = tables.groups
        when = func.coalesce(groups.c.latest, groups.c.earliest)
        yield from self._groups(select(groups).order_by(when.is_(None), when, groups.c.id))

    def group(self, id: str) -> GroupRecord | None:
        """One group."""
        return next(self._groups(select(tables.groups).where(tables.groups.c.id == id)), None)

    def _groups(self, query: Select[Any]) -> Iterator[GroupRecord]:
        members = tables.group_members
        for batch in _batches(self._stream(query)):
            media: dict[str, list[Digest]] = {row.id: [] for row in batch}
            within = select(members).where(members.c.group.in_(list(media))).order_by(members.c.ordinal)
            for row in self._stream(within):
                media[row.group].append(row.medium)
            for row in batch:
                yield rows.group_record(row, tuple(media[row.id]))

    def spread(self, group: str) -> Spread | None:
        """The spread of one group; None where it was not worked out."""
        with self._engine.connect() as connection:
            return next(spreads_of(connection, [group]), None)

    def spreads(self) -> Iterator[Spread]:
        """The spreads of all groups, in the order of the groups."""
        groups = tables.groups
        when = func.coalesce(groups.c.latest, groups.c.earliest)
        for batch in _batches(self._stream(select(groups.c.id).order_by(when.is_(None), when, groups.c.id))):
            with self._engine.connect() as connection:
                yield from spreads_of(connection, [row.id for row in batch])

    def findings(self) -> Iterator[FindingRecord]:
        """Findings: what was found first, then what cannot be said, then what was not found."""
        findings = tables.findings
        rank = case((findings.c.outcome == Outcome.FOUND, 0), (findings.c.outcome == Outcome.CANNOT_SAY, 1), else_=2)
        weight = case({kind.value: place for place, kind in enumerate(FindingKind)}, value=findings.c.kind)
        decided: dict[str, list[Decision]] = {}
        for decision in self.decisions():
            decided.setdefault(decision.finding, []).append(decision)
        for row in self._stream(select(findings).order_by(rank, weight, findings.c.id)):
            yield FindingRecord(rows.finding(row), tuple(decided.get(row.id, ())))

    def decisions(self) -> Iterator[Decision]:
        """What people decided, oldest first; also about findings that are gone."""
        with self._engine.connect() as connection:
            yield from list(decisions_of(connection))

    def blob_path(self, digest: Digest) -> Path:
        """Where the stored bytes are. Hostile bytes: decode them only inside the sandbox."""
        return self._blobs.path(digest)

    def counts(self) -> dict[str, int]:
        """How many sources, items, media, appearances, copies, groups and findings the case has."""
        counted = ("sources", "items", "media", "appearances", "copies", "groups", "findings")
        with self._engine.connect() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(tables.metadata.tables[name])).scalar_one()
                for name in counted
            }

    def state(self, key: str) -> str | None:
        """A value that a step left."""
        return next((row.value for row in self._stream(select(tables.state).where(tables.state.c.key == key))), None)

    def waiting(self, step: str, version: str, after: tuple[str, str]) -> int:
        """How many media wait for a step after another."""
        with self._engine.connect() as connection:
            return len(waiting(connection, step, version, after=after))

    def unexamined(self) -> int:
        """How many media wait to be examined."""
        versions = [version for _, version in self._both()]
        with self._engine.connect() as connection:
            return len(unexamined(connection, self._examined[0], versions, EXAMINED_KINDS))


def _batches(stream: Iterator[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in stream:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
