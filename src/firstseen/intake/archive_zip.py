"""A zip is a folder in one file: everything the walk reads in a folder is read in it too."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from firstseen.errors import RefusedError
from firstseen.intake.archive_walk import walked_inside
from firstseen.intake.nested import check_nesting
from firstseen.intake.source import Reader, Reading, ReadOptions, Source
from firstseen.intake.zip_tree import ZipTree
from firstseen.model.items import SourceRead

__all__ = ["ZipReader"]

_START = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS = (
    ("word/document.xml", "a Word document"),
    ("xl/workbook.xml", "an Excel workbook; save its sheet as CSV and add that"),
    ("xl/workbook.bin", "an Excel workbook; save its sheet as CSV and add that"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an EPUB book"),
    ("AndroidManifest.xml", "an Android program"),
    ("META-INF/MANIFEST.MF", "a Java program"),
    ("META-INF/manifest.xml", "an OpenDocument file; save a sheet as CSV and add that"),
)
"""Files that are zips on the outside, by a name inside; their pictures are not looked for."""


class ZipReader:
    """Reads zips, also those inside zips, with limits. `inside` gives the readers for what lies in it."""

    name: ClassVar[str] = "zip"
    general: ClassVar[bool] = True

    def __init__(self, inside: Callable[[], tuple[Reader, ...]]) -> None:
        self._inside = inside

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the bytes begin as those of a zip."""
        return head.startswith(_START)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """What the walk finds inside, every name with the zip's own before it; raises `RefusedError` for no zip."""
        check_nesting(source, "a zip", "unpack it")
        tree = ZipTree(source)
        kind = next((kind for name, kind in _DOCUMENTS if name in tree.all_names), None)
        if kind is not None:
            raise RefusedError(source.name, f"{kind}: no reader for it")
        yield SourceRead(source.name, self.name, source.content())
        with tree:
            yield from walked_inside(source, tree, self.name, options, self._inside())
