"""Where readers read from: a tree of named files (a folder on disk, the inside of an archive), and one file in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import BinaryIO, ClassVar, Protocol

from firstseen.model.items import Item, Noticed, Refusal, SourceRead

__all__ = ["HEAD_BYTES", "Found", "ReadOptions", "Reader", "Reading", "Source", "Tree", "TreeContent"]

HEAD_BYTES = 65536
"""How many bytes of a file detection looks at."""

Found = Item | Refusal | SourceRead | Noticed

Reading = Iterator[Found]
"""What a reader yields, in the order of the source, as it goes: memory does not grow with the source."""


class Tree(Protocol):
    """Files by name. Names are relative, with "/" between folders, printable, and unique within the tree.

    Names that are not UTF-8 are shown with their bytes escaped (`\\\\xff`), and still open the right file.
    """

    name: str

    def names(self) -> Iterator[str]:
        """All files, in sorted order; links that lead out of the tree are not among them."""
        ...

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        ...

    def size(self, name: str) -> int:
        """Its size in bytes, as the tree states it."""
        ...

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A seekable binary stream; raises `RefusedError` naming the file and the reason."""
        ...


@dataclass(frozen=True, slots=True)
class TreeContent:
    """The bytes of one file of a tree (a `firstseen.model.items.Content`)."""

    tree: Tree
    name: str

    def open(self) -> AbstractContextManager[BinaryIO]:
        """A binary stream over the file."""
        return self.tree.open(self.name)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a tree, which a reader may read; the tree gives it its neighbours."""

    tree: Tree
    name: str

    def content(self) -> TreeContent:
        """Its bytes."""
        return TreeContent(self.tree, self.name)

    def open(self) -> AbstractContextManager[BinaryIO]:
        """A seekable binary stream over its bytes."""
        return self.tree.open(self.name)

    def head(self) -> bytes:
        """Its first `HEAD_BYTES` bytes."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person who adds said about the source.

    `columns`: our name -> the table's own heading (`--map`). `include_private`: direct messages, contacts, phone
    numbers and the like are read too (`--include private`). `reader`: the name of the reader to use (`--as`).
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    include_private: bool = False
    reader: str | None = None


class Reader(Protocol):
    """One kind of source. A reader is one module in this room with one class, listed in `firstseen.intake.READERS`."""

    name: ClassVar[str]
    """Short and stable, as stored and shown: "posts table", "WARC".

    A reader of a general shape (any table, any page, any zip) has `general = True` besides: it stands back where a
    reader of a particular export fits too.
    """

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether this reader reads the source, judged by its content; never raises."""
        ...

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Yields `SourceRead` first, then items, refusals and notices; raises `RefusedError` if nothing can be read."""
        ...
