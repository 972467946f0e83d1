"""Tars, packed (gzip, bzip2, xz) or not, and single files that are packed: folders, and files, in one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from firstseen.errors import RefusedError
from firstseen.intake.archive_walk import walked_inside
from firstseen.intake.nested import check_nesting
from firstseen.intake.source import Reader, Reading, ReadOptions, Source
from firstseen.intake.tar_tree import PackedTree, TarTree, is_tar
from firstseen.intake.unpacked import packing, unpacked_start
from firstseen.model.items import SourceRead

__all__ = ["PackedReader", "TarReader"]

_LOOKED_AT = 1 << 12


class TarReader:
    """Reads tars, with the limits of zips. `inside` gives the readers for what lies in them."""

    name: ClassVar[str] = "tar"
    general: ClassVar[bool] = True

    def __init__(self, inside: Callable[[], tuple[Reader, ...]]) -> None:
        self._inside = inside

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the bytes, unpacked if need be, begin with the header of a tar."""
        return is_tar(unpacked_start(head, _LOOKED_AT) if packing(head) else head)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """What the walk finds inside, every name with the tar's own before it; raises `RefusedError` for nothing."""
        check_nesting(source, "a tar", "unpack it")
        tree = TarTree(source)
        if next(tree.walk(), None) is None:
            raise RefusedError(source.name, "a tar without files")
        yield SourceRead(source.name, self.name, source.content())
        yield from walked_inside(source, tree, self.name, options, self._inside())


class PackedReader:
    """Reads one file that is packed by itself: lines of posts, mailboxes, pages."""

    name: ClassVar[str] = "packed file"
    general: ClassVar[bool] = True

    def __init__(self, inside: Callable[[], tuple[Reader, ...]]) -> None:
        self._inside = inside

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the bytes are packed, and can be unpacked."""
        return bool(unpacked_start(head, _LOOKED_AT))

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """What its one file gives; raises `RefusedError` where it lies too deep."""
        check_nesting(source, "a packed file", "unpack it")
        tree = PackedTree(source)
        yield SourceRead(source.name, self.name, source.content())
        yield from walked_inside(source, tree, self.name, options, self._inside())
