"""A zip is a folder in one file: everything the walk reads in a folder is read in it too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from firstseen.errors import RefusedError
from firstseen.intake.source import Found, Reader, Reading, ReadOptions, Source
from firstseen.intake.walk import walk
from firstseen.intake.zip_tree import ZipTree
from firstseen.model.items import ItemKind, Noticed, Refusal, SourceRead

__all__ = ["MAX_NESTING", "ZipReader"]

MAX_NESTING = 2
"""How many zips a zip that is read may lie in."""

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
        if isinstance(source.tree, ZipTree) and source.tree.depth >= MAX_NESTING:
            raise RefusedError(source.name, f"a zip inside {MAX_NESTING + 1} others is not opened; unpack it")
        tree = ZipTree(source)
        kind = next((kind for name, kind in _DOCUMENTS if name in tree.all_names), None)
        if kind is not None:
            raise RefusedError(source.name, f"{kind}: no reader for it")
        yield SourceRead(source.name, self.name, source.content())
        with tree:
            nested = False
            for found in walk(tree, "", self.name, options, self._inside()):
                if isinstance(found, SourceRead):
                    if not found.name and not nested:
                        continue
                    nested = True
                yield self._placed(source, found)

    def _placed(self, source: Source, found: Found) -> Found:
        """The same, named as seen from outside the zip; its bytes are kept with those of the zip."""
        if isinstance(found, SourceRead):
            name = f"{source.name}/{found.name}" if found.name else source.name
            return SourceRead(name, found.reader, None)
        if isinstance(found, Refusal):
            return Refusal(f"{source.name}/{found.name}" if found.name != source.name else found.name, found.reason)
        if isinstance(found, Noticed):
            return replace(found, where=f"{source.name}/{found.where}") if found.where else found
        if found.kind is ItemKind.FILE:
            place = f"{source.name}/{found.key}"
            return replace(found, key=place, locator=place)
        return found
