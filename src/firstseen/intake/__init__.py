"""One reader per kind of source: items, their media, words and stated times."""

from __future__ import annotations

from firstseen.intake.archive_zip import ZipReader
from firstseen.intake.posts_table import PostsTableReader
from firstseen.intake.source import Reader

__all__ = ["READERS"]

READERS: tuple[Reader, ...] = (
    ZipReader(inside=lambda: READERS),
    PostsTableReader(),
)
"""All readers in the order they are asked; the first that takes a file reads it."""
