"""WARC and ARC files, compressed or not: what a crawler or a recording browser kept."""

from __future__ import annotations

import zlib
from typing import ClassVar

from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.intake.webarchive.contents import OpenedArchive
from firstseen.intake.webarchive.items import archive_items
from firstseen.intake.webarchive.records import archive_format
from firstseen.intake.webarchive.unpacking import GZIP_MAGIC
from firstseen.model.items import SourceRead

__all__ = ["WarcReader", "unpacked_head"]

_LOOKED_AT = 4096


class WarcReader:
    """Reads WARC and ARC files."""

    name: ClassVar[str] = "web archive"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the bytes, unpacked if need be, begin as a record does."""
        return archive_format(unpacked_head(head)) is not None

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Pages with their pictures, then pictures without a page; raises `RefusedError` when there is neither."""
        archive = OpenedArchive(source.content())
        with archive.kept_open():
            # Opened before anything is told: while the program keeps the file, its records are noted.
            yield SourceRead(source.name, self.name, source.content())
            yield from archive_items(source.name, archive)


def unpacked_head(head: bytes) -> bytes:
    """The first bytes of a file, unpacked when they are gzip; empty when they cannot be."""
    if not head.startswith(GZIP_MAGIC):
        return head[:_LOOKED_AT]
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _LOOKED_AT)
    except zlib.error:
        return b""
