"""A table of posts: CSV, TSV or JSON lines, one post a row, with the paths of its media beside it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import ClassVar

from firstseen.errors import RefusedError
from firstseen.intake.detect import seems_text
from firstseen.intake.posts_columns import is_posts_table, matched
from firstseen.intake.posts_row import post_item
from firstseen.intake.source import HEAD_BYTES, Reading, ReadOptions, Source
from firstseen.intake.table_rows import Shape, headings_of, rows, shape_of
from firstseen.intake.table_text import Encoding, encoding_of, text_of
from firstseen.model.items import Item, Refusal, SourceRead

__all__ = ["PostsTableReader"]


class PostsTableReader:
    """Reads columns post_id, platform, url, author, published, text and media; all others are kept by name."""

    name: ClassVar[str] = "posts table"
    general: ClassVar[bool] = True

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the beginning is a table: headings that are known, or rows that all have as many cells."""
        # Only where a byte is nothing can it be UTF-16; the 8-bit encodings do not change what a table looks like.
        encoding = encoding_of(io.BytesIO(head))[0] if b"\x00" in head else "utf-8"
        text = head.decode(encoding, "replace").lstrip("\ufeff")
        if not seems_text(text.encode("utf-8", "replace")) or text.lstrip().startswith("<"):
            return False
        return shape_of(text, whole=len(head) < HEAD_BYTES) is not None

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The posts in the order of the table; raises `RefusedError` when it has no posts or not their columns."""
        with source.open() as stream:
            encoding = encoding_of(stream)
        with text_of(source, encoding) as text:
            start = text.read(HEAD_BYTES).lstrip("\ufeff")
            shape = shape_of(start, whole=len(start) < HEAD_BYTES)
        if shape is None:
            raise RefusedError(source.name, "no table: its rows do not have the same number of cells")
        with text_of(source, encoding) as text:
            yield from self._read(source, text, shape, encoding, options)

    def _read(
        self, source: Source, text: io.TextIOWrapper, shape: Shape, encoding: Encoding, options: ReadOptions
    ) -> Reading:
        headings = headings_of(shape, text, source.name)
        columns = matched(headings, options.columns, source.name)
        is_posts_table(columns, headings, source.name)
        yield SourceRead(source.name, self.name, source.content())
        empty = True
        for row in rows(shape, text, headings, source.name):
            empty = False
            if isinstance(row, Refusal):
                yield row
            else:
                yield _noted(post_item(source, row, columns), encoding)
        if empty:
            yield Refusal(source.name, "the table has headings but no rows")


def _noted(item: Item, encoding: Encoding) -> Item:
    """The item with the encoding, when that was only worked out from the letters and may be another."""
    if encoding[0].startswith("utf"):
        return item
    note = f"{encoding[0]}, worked out from its letters"
    return replace(item, extra={"encoding of the table": note, **item.extra})
