"""Bytes that a reader works out while it reads (a drawn page, an unpacked attachment), kept until they are stored."""

from __future__ import annotations

import io
import os
import tempfile
import weakref
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, cast

from firstseen.intake.window import Window

__all__ = ["Kept", "KeptContent", "KeptWriter"]


class Kept:
    """One temporary file without a name, written at its end; gone when nothing refers to it any more.

    A batch of items may wait before it is stored: their bytes wait on the disk, so that memory does not grow.
    """

    def __init__(self) -> None:
        self._made: BinaryIO | None = None
        self._end = 0

    @property
    def _file(self) -> BinaryIO:
        """The file, made when the first bytes are to be kept."""
        if self._made is None:
            self._made = cast(BinaryIO, tempfile.TemporaryFile(prefix="firstseen-"))  # noqa: SIM115 - closed when forgotten
            weakref.finalize(self, self._made.close)
        return self._made

    def put(self, data: bytes | bytearray | memoryview) -> KeptContent:
        """The bytes as content of a medium."""
        begin = self._end
        self._file.seek(begin)
        self._file.write(data)
        self._file.flush()
        self._end = begin + len(data)
        return KeptContent(self, begin, len(data))

    def writer(self) -> KeptWriter:
        """Keeps bytes as they come, until it is asked for the content; one at a time."""
        return KeptWriter(self, self._file, self._end)

    def ends(self, end: int) -> None:
        """What is kept ends here now."""
        self._end = end

    def read(self, begin: int, size: int) -> bytes:
        """A part of what is kept; moves nothing, so that several parts can be read at once."""
        return os.pread(self._file.fileno(), size, begin)


@dataclass(frozen=True, slots=True)
class KeptContent:
    """A part of a `Kept` (a `firstseen.model.items.Content`): where it begins, and its size in bytes."""

    kept: Kept
    begin: int
    size: int

    def open(self) -> AbstractContextManager[BinaryIO]:
        """A seekable binary stream over the bytes."""
        window = Window(lambda at, size: self.kept.read(self.begin + at, size), self.size)
        return cast(AbstractContextManager[BinaryIO], io.BufferedReader(window, 1 << 16))


class KeptWriter:
    """Bytes of one content, written one after the other."""

    def __init__(self, kept: Kept, file: BinaryIO, begin: int) -> None:
        self._kept = kept
        self._file = file
        self._begin = begin
        self.size = 0
        file.seek(begin)

    def write(self, data: bytes) -> None:
        """Keeps more of it."""
        self._file.write(data)
        self.size += len(data)

    def content(self) -> KeptContent:
        """All that was written."""
        self._file.flush()
        self._kept.ends(self._begin + self.size)
        return KeptContent(self._kept, self._begin, self.size)
