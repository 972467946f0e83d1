"""One reader per kind of source: items, their media, words and stated times."""

from __future__ import annotations

from firstseen.intake.archive_zip import ZipReader
from firstseen.intake.posts_table import PostsTableReader
from firstseen.intake.saved_page import SavedPageReader
from firstseen.intake.source import Reader
from firstseen.intake.wacz import WaczReader
from firstseen.intake.warc import WarcReader

__all__ = ["READERS"]

READERS: tuple[Reader, ...] = (
    WaczReader(),
    ZipReader(inside=lambda: READERS),
    WarcReader(),
    SavedPageReader(),
    PostsTableReader(),
)
"""All readers in the order they are asked; the first that takes a file reads it. A WACZ is a zip too: it is first."""
