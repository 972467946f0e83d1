"""`add`: reads sources, stores every byte, records items and appearances.

Bytes are kept first, then the custody log tells of them, then the catalogue names them, a batch at a time: killed at
any moment, nothing that was reported is missing, and the same command goes on from there. Adding twice adds nothing.
"""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from firstseen.catalog import intake as written
from firstseen.catalog.digests import ItemDigest, item_digests
from firstseen.catalog.intake import AddedCounts
from firstseen.errors import RefusedError
from firstseen.intake.apart import Apart
from firstseen.intake.folder import read_path
from firstseen.intake.source import Found, ReadOptions
from firstseen.media.signatures import sniff
from firstseen.model.collected import Collected, CollectedSource, KeptMedium, ShownHere, batch_lines
from firstseen.model.identifiers import Digest, item_id, short_id
from firstseen.model.items import Item, Noticed, NoticeKind, Refusal, ShownMedium, SourceRead
from firstseen.pipeline.case import WriteCase, writing_case
from firstseen.pipeline.progress import Progress, silent

__all__ = ["AddReport", "add", "look"]

BATCH_ITEMS: Final = 200
"""Items written together. A kill costs at most the work of one batch; each batch costs two flushes to the disk."""
BATCH_BYTES: Final = 256 << 20
"""Bytes stored before a batch is written even when it is not full."""
ENTRY_BYTES: Final = 40_000
"""Bytes of the items in one entry of the custody log; an entry must stay below 65,536."""
ITEM_BYTES, DIGEST_BYTES = 120, 67
"""What an item takes in an entry, and each digest of it."""
MAX_SOURCE_BYTES: Final = 1 << 40
MAX_MEDIUM_BYTES: Final = 64 << 30


@dataclass(slots=True)
class AddReport:
    """What `add` did: what was read, what was new, what was refused."""

    read_items: int = 0
    read_appearances: int = 0
    without_bytes: int = 0
    sources: list[tuple[str, str]] = field(default_factory=list)
    new: AddedCounts = field(default_factory=AddedCounts)
    refusals: list[Refusal] = field(default_factory=list)
    noticed: Counter[tuple[NoticeKind, str]] = field(default_factory=Counter)
    """What readers noticed: kind and name, with how often."""


@dataclass(slots=True)
class _Batch:
    sources: list[CollectedSource] = field(default_factory=list)
    items: list[tuple[str, Item, list[ShownHere]]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    bytes: int = 0

    def is_full(self) -> bool:
        return len(self.items) >= BATCH_ITEMS or self.bytes >= BATCH_BYTES or len(self.refusals) >= BATCH_ITEMS


class _Adding:
    """One source being added."""

    def __init__(self, case: WriteCase, path: Path, report: AddReport, progress: Progress) -> None:
        self._case = case
        self._path = path
        self._given = _shown(path)
        self._report = report
        self._progress = progress
        self._batch = _Batch()
        self._source = ""
        self._file = ""
        self._named: dict[tuple[str, str], str] = {}
        self._noticed: list[tuple[str, Noticed]] = []

    def run(self, options: ReadOptions, apart: Apart) -> None:
        with self._case.engine.begin() as connection:
            written.forget_refusals(connection, self._given)
        try:
            for found in read_path(self._path, options, apart):
                self._take(found)
                if self._batch.is_full():
                    self._write()
        except RefusedError as refused:
            self._refuse(Refusal(refused.name, refused.reason))
        finally:
            self._write()
        with self._case.engine.begin() as connection:
            written.replace_notices(connection, self._given, self._noticed)

    def _take(self, found: Found) -> None:
        match found:
            case Item():
                self._take_item(found)
            case Refusal():
                self._refuse(found)
            case SourceRead():
                self._take_source(found)
            case Noticed():
                self._report.noticed[found.kind, found.what] += found.count
                self._noticed.append((self._file, found))
        self._progress("reading", self._report.read_items, None)

    def _take_source(self, source: SourceRead) -> None:
        self._file = source.name
        digest = None
        if source.content is not None:
            with source.content.open() as stream:
                stored = self._case.blobs.put(stream, name=source.name, limit=MAX_SOURCE_BYTES, settled=False)
            digest = stored.digest
            self._batch.bytes += stored.size
        named = (source.name, source.reader)
        if source.content is None and named in self._named:
            # A folder or zip goes on after a file inside it that another reader read.
            self._source = self._named[named]
            return
        self._source = short_id("s", str(self._path.resolve()), *named, digest or "")
        self._named[named] = self._source
        self._batch.sources.append(CollectedSource(self._source, *named, digest, datetime.now(UTC)))
        self._report.sources.append(named)

    def _take_item(self, item: Item) -> None:
        shown = [self._keep(medium) for medium in item.media]
        if not shown:
            shown = [ShownHere(ShownMedium("", None), None, "no picture was collected with it")]
        self._batch.items.append((self._source, item, shown))
        self._report.read_items += 1
        self._report.read_appearances += len(shown)
        self._report.without_bytes += sum(here.kept is None for here in shown)

    def _keep(self, medium: ShownMedium) -> ShownHere:
        if medium.content is None:
            return ShownHere(medium, None, medium.missing or "not collected")
        try:
            with medium.content.open() as stream:
                stored = self._case.blobs.put(stream, name=medium.name, limit=MAX_MEDIUM_BYTES, settled=False)
        except RefusedError as refused:
            self._refuse(Refusal(refused.name or medium.name, refused.reason))
            return ShownHere(medium, None, f"could not be read: {refused.reason}")
        if stored.size == 0:
            self._refuse(Refusal(medium.name, "0 bytes: an empty file"))
            return ShownHere(medium, None, "an empty file")
        self._batch.bytes += stored.size
        kind = sniff(stored.head)
        kept = KeptMedium(
            stored.digest,
            stored.size,
            kind.mime if kind else "application/octet-stream",
            kind.medium if kind and kind.medium in ("picture", "video", "sound") else "unknown",
        )
        return ShownHere(medium, kept, None)

    def _keep_collected(
        self, sources: Sequence[CollectedSource], items: Iterable[Collected], refusals: Sequence[Refusal]
    ) -> Digest:
        """Keeps what the catalogue is told of a batch as stored bytes, from which it can be made anew."""
        lines = batch_lines(sources, items, self._given, refusals)
        return self._case.blobs.put(io.BytesIO(lines), name=self._given, limit=MAX_SOURCE_BYTES).digest

    def _refuse(self, refusal: Refusal) -> None:
        self._batch.refusals.append(refusal)
        self._report.refusals.append(refusal)

    def _write(self) -> None:
        batch, self._batch = self._batch, _Batch()
        self._case.blobs.settle()
        if not (batch.sources or batch.items or batch.refusals):
            return
        with self._case.engine.begin() as connection:
            sources = [source for source in batch.sources if written.add_source(connection, source)]
            touched: dict[str, Collected] = {}
            for source_id, item, shown in batch.items:
                new = written.add_item(connection, source_id, item, shown)
                if new.items or new.media or new.appearances:
                    touched[item_id(item.key, item.record)] = Collected(source_id, item, tuple(shown))
                self._report.new += new
            written.add_refusals(connection, self._given, batch.refusals)
            if sources or touched:
                collected = self._keep_collected(sources, touched.values(), batch.refusals)
                # The log tells of the rows as they stand, before they are committed.
                for about in _entries(self._given, sources, item_digests(connection, sorted(touched)), collected):
                    self._case.record("add", about)


def _entries(
    given: str, sources: Sequence[CollectedSource], items: Iterable[tuple[str, ItemDigest]], collected: Digest
) -> Iterator[dict[str, object]]:
    """What the custody log tells of a batch: the sources, and for each item that is new, or shows more, the digests of
    what it shows and the digest of its rows; in as many entries as it takes to keep each a line of readable length.

    The last of them names the stored bytes (`collected`) that hold all that the catalogue was told: without it, the
    batch was not told whole.
    """
    told = [{"id": one.id, "name": one.name, "reader": one.reader, "digest": one.digest} for one in sources]
    shown: dict[str, list[str]] = {}
    records: dict[str, str] = {}
    size = 0
    for id, item in items:
        if size > ENTRY_BYTES:
            yield {"given": given, "sources": told, "items": shown, "records": records}
            told, shown, records, size = [], {}, {}, 0
        shown[id], records[id] = list(item.media), item.digest
        size += ITEM_BYTES + DIGEST_BYTES * len(item.media)
    yield {"given": given, "sources": told, "items": shown, "records": records, "collected": collected}


def add(folder: Path, paths: Sequence[Path], options: ReadOptions, progress: Progress = silent) -> AddReport:
    """Adds sources to the case at `folder`; one that cannot be read is refused by name and the others go on."""
    report = AddReport()
    with writing_case(folder, "add") as case, Apart() as apart:
        for path in paths:
            if not os.path.lexists(path):
                # A slip of the pen is told, and not kept with the case.
                report.refusals.append(Refusal(_shown(path), "no such file or folder"))
                continue
            _Adding(case, path, report, progress).run(options, apart)
    return report


def look(paths: Sequence[Path], options: ReadOptions, progress: Progress = silent) -> AddReport:
    """What `add` would read of these sources; nothing is stored or written, and media are not opened."""
    report = AddReport()
    for path in paths:
        if not os.path.lexists(path):
            report.refusals.append(Refusal(_shown(path), "no such file or folder"))
            continue
        try:
            with Apart() as apart:
                for found in read_path(path, options, apart):
                    _count(report, found)
                    progress("reading", report.read_items, None)
        except RefusedError as refused:
            report.refusals.append(Refusal(refused.name, refused.reason))
    return report


def _count(report: AddReport, found: Found) -> None:
    match found:
        case Item():
            report.read_items += 1
            report.read_appearances += len(found.media) or 1
            report.without_bytes += sum(medium.content is None for medium in found.media) if found.media else 1
        case Refusal():
            report.refusals.append(found)
        case SourceRead():
            if (found.name, found.reader) not in report.sources:
                report.sources.append((found.name, found.reader))
        case Noticed():
            report.noticed[found.kind, found.what] += found.count


def _shown(path: Path) -> str:
    """A path as text, with bytes that are not UTF-8 escaped."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
